import { expect, test } from "vitest";

import { parseTree } from "../../src/ostree/listing.ts";
import { measureTree } from "../../src/ostree/tree.ts";

const sum = (digit: string) => digit.repeat(64);

test("a listing is read along the names", () => {
    const listing = [
        `d00755 0 0      0 ${sum("a")} ${sum("b")} /`,
        `-04755 0 10 123456789 ${sum("c")} /a -> b`,
        `l00777 0 0      0 ${sum("d")} /l -> x -> y`,
        `-00644 1000 0      4 ${sum("c")} /new\nline`,
        "",
    ].join("\n");
    const entries = parseTree(listing, "/\0/a -> b\0/l\0/new\nline\0");
    expect(entries).toEqual([
        {
            name: "/",
            path: "/",
            type: "directory",
            mode: 0o755,
            uid: 0,
            gid: 0,
            size: 0,
            target: null,
            checksum: sum("b"),
        },
        {
            name: "a -> b",
            path: "/a -> b",
            type: "file",
            mode: 0o4755,
            uid: 0,
            gid: 10,
            size: 123456789,
            target: null,
            checksum: sum("c"),
        },
        {
            name: "l",
            path: "/l",
            type: "link",
            mode: 0o777,
            uid: 0,
            gid: 0,
            size: 0,
            target: "x -> y",
            checksum: sum("d"),
        },
        {
            name: "new\\x0aline",
            path: "/new\nline",
            type: "file",
            mode: 0o644,
            uid: 1000,
            gid: 0,
            size: 4,
            target: null,
            checksum: sum("c"),
        },
    ]);
    const tree = new Map(entries.map(each => [each.path, each]));
    expect(measureTree(tree)).toEqual({ size: 4, files: 3, kernel: null });
});

test("a listing that does not agree with the names is refused", () => {
    const line = `-00644 0 0 1 ${sum("a")} /a\n`;
    for (const [listing, names] of [
        [line, "/b\0"],
        [line, "/a\0/b\0"],
        [line, ""],
        [`${line}${line}`, "/a\0"],
        [line.replace("-", "c"), "/a\0"],
        [line.replace(" 1 ", " x "), "/a\0"],
        [line.slice(0, -1), "/a\0"],
        [`l00777 0 0 0 ${sum("a")} /a\n`, "/a\0"],
        [`l00777 0 0 0 ${sum("a")} /a -> x\n${line}`, "/a\0"],
        ["-".repeat(1_000_000), "/a\0"],
    ] as const)
        expect(() => parseTree(listing, names)).toThrow("names that ostree cannot list");
});

test("nothing is listed as nothing", () => {
    expect(parseTree("", "")).toEqual([]);
});
