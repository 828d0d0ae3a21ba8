import { expect, test } from "vitest";

import { readTar, writeTar } from "../../src/host/tar.ts";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test("an archive of ours reads back, long names too", () => {
    const long = `${"directory/".repeat(12)}${"n".repeat(90)}`;
    const files = new Map([
        [long, "long"],
        ["short", "s"],
    ]);
    const read = readTar(writeTar(files)).filter(({ type }) => type === "file");
    expect(read.map(({ path, bytes }) => [path.slice(-90), text(bytes)])).toEqual([
        ["n".repeat(90), "long"],
        ["short", "s"],
    ]);
});

test.each([
    ["cut off", writeTar(new Map([["a", "x".repeat(2000)]])).subarray(0, 1024 + 512)],
    ["noise", new Uint8Array(1024).fill(0x41)],
])("an archive that is %s is refused", (_what, archive) => {
    expect(() => readTar(archive)).toThrow(/archive/);
});

test("a header that was changed is noticed", () => {
    const archive = writeTar(new Map([["a", "text"]]));
    archive[0] = 0x62;
    expect(() => readTar(archive)).toThrow("the archive has a damaged header");
});

/** What a file is called behind a pax header of these records. */
function pathBehind(records: string): string | undefined {
    const archive = writeTar(new Map(Object.entries({ header: records, file: "" })));
    // The first entry becomes a pax header; its checksum, in octal, grows with that.
    archive[156] = "x".charCodeAt(0);
    const sum = Number.parseInt(new TextDecoder().decode(archive.subarray(148, 154)), 8) + 0x78 - 0x30;
    archive.set(new TextEncoder().encode(sum.toString(8).padStart(6, "0")), 148);
    return readTar(archive)[0]?.path;
}

test.each([
    ["a path", "12 path=new\n", "new"],
    ["the last of two paths, behind others", "12 path=one\n9 uid=10\n12 path=two\n", "two"],
    ["a path with a line feed", "14 path=a\nb=c\n", "a\nb=c"],
    ["no path that is cut off", "99 path=new\n", "file"],
    ["no other key", "14 linkpath=x\n", "file"],
    ["nothing behind a record shorter than any is", "2 12 path=new\n", "file"],
    ["nothing behind a length without end", `${"0".repeat(500)}12 path=new\n`, "file"],
])("a pax header gives %s", (_what, records, path) => {
    expect(pathBehind(records)).toBe(path);
});

test("names are told as they stand there, but for the directory itself before them", () => {
    const names = ["./a", "../b", ".c", "..d/e"];
    const files = new Map(names.map(name => [name, ""]));
    const read = readTar(writeTar(files)).filter(({ type }) => type === "file");
    expect(read.map(({ path }) => path)).toEqual(["a", "../b", ".c", "..d/e"]);
});
