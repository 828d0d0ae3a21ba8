import { expect, test } from "vitest";

import { isUnpacked } from "../../src/ee/step-archive.ts";
import { textOf } from "../../src/host/bytes.ts";

const GZIP = textOf(Uint8Array.of(0x1f, 0x8b, 8, 0, 0xff));
const XZ = textOf(Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0xff));
const ZSTD = textOf(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xff));
const TAR = `${"x".padEnd(257, "\0")}ustar`;

test.each<[string, string, string, boolean | null]>([
    ["a tar", "x.tar", TAR, true],
    ["a tar by another name", "x.bin", TAR, true],
    ["a compressed tar", "x.tar.gz", GZIP, true],
    ["one of bzip2", "x.tbz2", "BZh9\udcff", true],
    ["one of xz", "x.tar.xz", XZ, true],
    ["one of zstd, which not every Docker takes", "x.tar.zst", ZSTD, null],
    ["something compressed", "x.json.gz", GZIP, null],
    ["a zip", "x.zip", "PK\x03\x04", false],
    ["a text", "x.txt", "text", false],
    ["what is called like a tar and is none that is known", "x.tar", "text", null],
    ["what nobody has read", "x.tgz", "", null],
])("of %s it is known whether ADD unpacks it", (_what, name, text, answer) => {
    expect(isUnpacked(name, text)).toBe(answer);
});
