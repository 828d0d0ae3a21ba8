import { describe, expect, test } from "vitest";

import { parseSummary, screenArtefact } from "../../src/ostree/artefact.ts";

const file = (name: string, size = 10) => `-rw-r--r-- 0/0 ${size} 2026-11-23 05:28:14 ${name}\n`;
const directory = (name: string) => `drwxr-xr-x 0/0 0 2026-11-23 05:28:14.5 ${name}\n`;
const object = `repo/objects/ab/${"c".repeat(62)}.filez`;

test("the layouts of osbuild and of plain tar both pass, and their prefix is told", () => {
    const members = (prefix: string) =>
        file(`${prefix}compose.json`) +
        directory(`${prefix}repo/`) +
        file(`${prefix}repo/config`) +
        file(`${prefix}${object}`);
    expect(screenArtefact(directory("./") + members("./"), 1000)).toBe("./");
    expect(screenArtefact(members(""), 1000)).toBe("");
});

describe("a member that has no business in an artefact is refused by name", () => {
    test.each([
        "repo/hooks",
        "repo/objects/ab/../../../x",
        "repo/objects/zz",
        "repo/refs/../config",
        "repo/refs//x",
        "../compose.json",
        "/repo/config",
        "etc/passwd",
        "./../x",
        "repo/config/",
        "repo/config\\nrepo",
    ])("%s", name => {
        const listing = name.endsWith("/")
            ? file("compose.json") + directory(`${name}x`)
            : file("compose.json") + file(name);
        expect(() => screenArtefact(listing, 1000)).toThrow("which does not belong there. Nothing of it was kept.");
    });
});

test("a listing of anything whatever is refused", () => {
    for (const listing of [
        "",
        "rubbish\n",
        "\n",
        `${"x".repeat(100_000)}\n`,
        file("compose.json", 70_000),
        directory("compose.json"),
    ])
        expect(() => screenArtefact(listing, 1_000_000)).toThrow("The artefact was not imported: ");
    expect(() => screenArtefact(`crw-r--r-- 0/0 1,3 2026-11-23 05:28:14 ${"x".repeat(5000)}\n`, 1)).toThrow(
        /^.{0,350}$/,
    );
});

test("members that are larger than the archive they come from are refused", () => {
    expect(() => screenArtefact(file("compose.json") + file(object, 995), 1000)).toThrow(
        "it grows when it is unpacked",
    );
});

test("a compose.json is read as far as it is compared, and nothing else is taken for one", () => {
    const checksum = "a".repeat(64);
    expect(
        parseSummary(JSON.stringify({ ref: "ee/x", "ostree-commit": checksum, "rpm-ostree-inputhash": "x" })),
    ).toEqual({
        ref: "ee/x",
        "ostree-commit": checksum,
    });
    for (const text of [
        "",
        "null",
        "[]",
        "{}",
        JSON.stringify({ ref: "x", "ostree-commit": "../../x" }),
        "[".repeat(50_000),
    ])
        expect(() => parseSummary(text)).toThrow("its compose.json cannot be read. Nothing of it was kept.");
});
