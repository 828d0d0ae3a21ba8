import { expect, test } from "vitest";

import { readCollections } from "../../src/content/collection.ts";
import { digest } from "../../src/content/digest.ts";
import { writeSpec } from "../../src/content/spec.ts";
import { LAYOUT, versionOf } from "../../src/content/version.ts";

const rpm = {
    name: "ee-sample",
    version: "0.1",
    summary: "Sample",
    arch: "noarch",
    collections: [],
    requires: [],
    trees: [],
    files: new Map(),
    directories: new Map(),
    links: new Map(),
    about: "/usr/share/ee/sample",
};
const file = { mode: 0o644 };

test("a spec runs nothing, whatever its summary says", () => {
    const spec = writeSpec({ ...rpm, summary: "a\n%post\nrm -rf /\n%(id)" });
    expect(spec.split("\n").filter(line => /^%(?!description|files|defattr)/.test(line))).toEqual([]);
    expect(spec).toContain("Summary: a %%post rm -rf / %%(id)");
});

test("what stands in the place of another package provides it, and is another version for it", () => {
    const provides = [{ name: "tool", version: "1.0-2" }];
    expect(writeSpec({ ...rpm, provides })).toContain("\nProvides: tool = 1.0-2\n");
    const content = { ...rpm, trees: [], files: new Map(), about: new Map() };
    expect(versionOf({ ...content, provides })).not.toBe(versionOf(content));
});

test.each([
    ["name", { ...rpm, name: "ee-%(id)" }],
    ["version", { ...rpm, version: "1\n%post" }],
    ["path", { ...rpm, about: '/usr/share/ee/"\n/etc/shadow' }],
    ["path that leads out", { ...rpm, about: "/usr/share/../../etc/shadow" }],
    ["architecture", { ...rpm, arch: "x86_64\n%post" }],
    ["dependency", { ...rpm, requires: ["bash\n%post"] }],
    ["dependency in whose place it stands", { ...rpm, provides: [{ name: "a", version: "1\n%post" }] }],
    ["dependency that is two", { ...rpm, requires: ["bash, sh"] }],
    ["dependency that is a macro", { ...rpm, requires: ["%(id)"] }],
    ["file outside /usr and /etc", { ...rpm, files: new Map([["/var/lib/x", file]]) }],
    ["file in /usr/local", { ...rpm, files: new Map([["/usr/local/bin/x", file]]) }],
    ["file with a macro", { ...rpm, files: new Map([["/usr/bin/%(id)", file]]) }],
    ["file with a pattern", { ...rpm, files: new Map([["/usr/bin/*", file]]) }],
    ["link with a line feed", { ...rpm, links: new Map([["/usr/bin/a\n%post", "b"]]) }],
    ["directory with an end in a blank", { ...rpm, directories: new Map([["/usr/share/x ", 0o755]]) }],
    ["tree with a quote", { ...rpm, trees: [{ to: '/usr/share/"' }] }],
    ["file below a file", { ...rpm, files: new Map([["/usr/a", file]]), links: new Map([["/usr/a/b/c", "d"]]) }],
    ["file that is a link, too", { ...rpm, files: new Map([["/usr/a", file]]), links: new Map([["/usr/a", "d"]]) }],
    ["tree that is a file, too", { ...rpm, files: new Map([["/usr/a", file]]), trees: [{ to: "/usr/a" }] }],
])("a %s that is none is refused", (_what, hostile) => {
    expect(() => writeSpec(hostile)).toThrow(/is not an? |cannot be packed|packed twice/);
});

const content = { ...rpm, name: "ee-sample", about: new Map<string, string>() };

test.each([
    ["name", { ...content, name: "ee-other" }],
    ["summary", { ...content, summary: "Other" }],
    ["architecture", { ...content, arch: "x86_64" }],
    ["collections", { ...content, collections: [{ name: "a.b", version: "1" }] }],
    ["dependencies", { ...content, requires: ["bash"] }],
    ["place of a tree", { ...content, trees: [{ from: "/a", to: "/usr/b" }] }],
    ["file's text", { ...content, files: new Map([["/usr/a", { mode: 0o644, content: "b" }]]) }],
    ["file's bytes", { ...content, files: new Map([["/usr/a", { mode: 0o644, content: new Uint8Array([1]) }]]) }],
    ["file's mode", { ...content, files: new Map([["/usr/a", { mode: 0o755, content: "b" }]]) }],
    ["directory", { ...content, directories: new Map([["/usr/a", 0o755]]) }],
    ["link", { ...content, links: new Map([["/usr/a", "b"]]) }],
    ["lock", { ...content, about: new Map([["lock.json", "{}"]]) }],
])("another %s is another version, and the same is the same", (_what, other) => {
    const versions = [content, other, structuredClone(other)].map(versionOf);
    expect(versions[0]).not.toBe(versions[1]);
    expect(versions[1]).toBe(versions[2]);
});

test("where the host keeps a tree, and in which order files were found, makes no other version", () => {
    const one = {
        ...content,
        trees: [{ from: "/a", to: "/usr/b" }],
        links: new Map([
            ["/usr/c", "d"],
            ["/usr/e", "f"],
        ]),
    };
    const other = { ...one, trees: [{ from: "/z", to: "/usr/b" }], links: new Map([...one.links].reverse()) };
    expect(versionOf(other)).toBe(versionOf(one));
});

test("the number of the layout is part of the version, and is another where the spec has another text", () => {
    const packed = {
        ...rpm,
        ...{ collections: [{ name: "a.b", version: "1" }], requires: ["bash"], trees: [{ to: "/usr/b" }] },
        files: new Map([["/usr/a", file]]),
        directories: new Map([["/usr/c", 0o755]]),
        links: new Map([["/usr/d", "a"]]),
    };
    expect([LAYOUT, versionOf(content), digest(writeSpec(packed)).slice(0, 12)]).toEqual([
        2,
        "0.fc82a6ce87df",
        "31054e80b9e6",
    ]);
});

const manifest = (namespace: string, version: string, more: object = {}) =>
    JSON.stringify({
        collection_info: { namespace, name: "utils", version, ...more },
        file_manifest_file: { chksum_sha256: "0".repeat(64) },
    });

test("a collection is known by its manifest, with its metadata beside it", () => {
    const files = new Map([
        ["acme/utils/MANIFEST.json", manifest("acme", "1.0.0")],
        ["acme/utils/requirements.txt", "six\n"],
    ]);
    expect(readCollections(files, [])).toMatchObject([{ name: "acme.utils", version: "1.0.0" }]);
});

test("another manifest and another program make another digest of a collection, and those of others do not", () => {
    const digestOf = (text: string, programs: string[] = []) =>
        readCollections(new Map([["acme/utils/MANIFEST.json", text]]), programs)[0]?.digest;
    const plain = manifest("acme", "1.0.0");
    const described = manifest("acme", "1.0.0", { description: "Other words" });
    const digests = [digestOf(plain), digestOf(described), digestOf(plain, ["acme/utils/plugins/a"])];
    expect(new Set(digests).size).toBe(3);
    expect(digestOf(plain, ["acme/utils_more/plugins/a"])).toBe(digests[0]);
});

test.each([
    ["is not JSON", "{"],
    ["is not a collection's manifest", "{}"],
    ["is not a collection's manifest", manifest("acme", "1.0\n%post")],
    ["is that of other.utils", manifest("other", "1.0.0")],
])("a manifest that %s is refused with its collection's name", (complaint, text) => {
    expect(() => readCollections(new Map([["acme/utils/MANIFEST.json", text]]), [])).toThrow(`acme.utils ${complaint}`);
});
