import { expect, test } from "vitest";

import { readCollections } from "../../src/content/collection.ts";
import { readGalaxyError } from "../../src/content/fetch.ts";
import { writeSpec } from "../../src/content/spec.ts";

const rpm = { name: "ee-sample", version: "0.1", summary: "Sample", collections: [], about: "/usr/share/ee/sample" };

test("a spec runs nothing, whatever its summary says", () => {
    const spec = writeSpec({ ...rpm, summary: "a\n%post\nrm -rf /\n%(id)" });
    expect(spec.split("\n").filter(line => /^%(?!description|files|defattr)/.test(line))).toEqual([]);
    expect(spec).toContain("Summary: a %%post rm -rf / %%(id)");
});

test.each([
    ["name", { ...rpm, name: "ee-%(id)" }],
    ["version", { ...rpm, version: "1\n%post" }],
    ["path", { ...rpm, about: '/usr/share/ee/"\n/etc/shadow' }],
    ["path that leads out", { ...rpm, about: "/usr/share/../../etc/shadow" }],
])("a %s that is none is refused", (_what, hostile) => {
    expect(() => writeSpec(hostile)).toThrow(/is not a|cannot be packed/);
});

const manifest = (namespace: string, version: string) =>
    JSON.stringify({
        collection_info: { namespace, name: "utils", version },
        file_manifest_file: { chksum_sha256: "0".repeat(64) },
    });

test("a collection is known by its manifest, with its metadata beside it", () => {
    const files = new Map([
        ["acme/utils/MANIFEST.json", manifest("acme", "1.0.0")],
        ["acme/utils/requirements.txt", "six\n"],
    ]);
    expect(readCollections(files)).toMatchObject([{ name: "acme.utils", version: "1.0.0" }]);
});

test.each([
    ["is not JSON", "{"],
    ["is not a collection's manifest", "{}"],
    ["is not a collection's manifest", manifest("acme", "1.0\n%post")],
    ["is that of other.utils", manifest("other", "1.0.0")],
])("a manifest that %s is refused with its collection's name", (complaint, text) => {
    expect(() => readCollections(new Map([["acme/utils/MANIFEST.json", text]]))).toThrow(`acme.utils ${complaint}`);
});

test("ansible-galaxy's error is its last one, on one line and bounded", () => {
    expect(readGalaxyError("[WARNING]: x\nERROR! Failed to resolve:\n* acme.nope:* (direct request)\n")).toBe(
        "Failed to resolve: * acme.nope:* (direct request)",
    );
    expect(readGalaxyError("x".repeat(10_000)).length).toBe(500);
});
