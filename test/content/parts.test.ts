import { expect, test } from "vitest";

import { findPart, type Listed } from "../../src/content/parts.ts";

const entry = (path: string, type = "f"): Listed => ({ path, type, mode: 0o644, size: 0, target: "" });
const listed = [
    ...[entry("a", "d"), entry("a/.hidden"), entry("a/x.sh"), entry("a/y.txt"), entry("a/d", "d"), entry("a/d/z.sh")],
    ...[entry("out", "l"), entry("top")],
];
const pathsOf = (member: string) => {
    const part = findPart(listed, member, "https://git.example/a");
    return "file" in part ? part.file.path : [part.isWhole, part.listed.map(({ path }) => path)];
};

test.each<[string, unknown]>([
    ["top", "top"],
    ["top/", "top"],
    ["", [true, listed.map(({ path }) => path)]],
    ["*", [false, listed.map(({ path }) => path)]],
    ["a", [true, ["a/.hidden", "a/x.sh", "a/y.txt", "a/d", "a/d/z.sh"]]],
    ["a/", [true, ["a/.hidden", "a/x.sh", "a/y.txt", "a/d", "a/d/z.sh"]]],
    ["a/*", [false, ["a/x.sh", "a/y.txt", "a/d", "a/d/z.sh"]]],
    ["a/*.sh", [false, ["a/x.sh"]]],
])("%j of a directory is what it names", (member, expected) => {
    expect(pathsOf(member)).toEqual(expected);
});

test.each([
    ["b", "https://git.example/a has no b."],
    ["out/passwd", "https://git.example/a has no out/passwd."],
    ["out/*", "out of https://git.example/a is neither a file nor a directory."],
    ["out", "out of https://git.example/a is neither a file nor a directory."],
    ["../x", "https://git.example/a has no ../x."],
    ["top/*", "top of https://git.example/a is neither a file nor a directory."],
    ["a/*.py", "https://git.example/a has no a/*.py."],
])("%j is not found, and no link is followed to it", (member, message) => {
    expect(() => pathsOf(member)).toThrow(message);
});
