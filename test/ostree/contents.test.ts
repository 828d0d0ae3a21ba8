import { expect, test } from "vitest";

import { findCollections, parseManifest } from "../../src/ostree/collections.ts";
import { layerEntries } from "../../src/ostree/image-contents.ts";
import { inert } from "../../src/ostree/inert.ts";
import { findDistributions } from "../../src/ostree/python.ts";
import type { TreeEntry } from "../../src/ostree/tree.ts";

const entry = (path: string, type: TreeEntry["type"] = "file"): TreeEntry => ({
    ...{ name: "", path, type, mode: 0o644, uid: 0, gid: 0, size: 1, target: null, checksum: "" },
});

test("names of directories that are no collection are none", () => {
    const manifests = ["a/b/c", "a", "A-b/c", "<b>/c", "../c", "a/b\nc", `${"a".repeat(200)}/b`, "1a/b"].map(name =>
        entry(`/x/ansible_collections/${name}/MANIFEST.json`),
    );
    expect(findCollections([...manifests, entry("/x/ansible_collections/a/b/MANIFEST.json", "link")])).toEqual([]);
    const deep = entry(`/${"ansible_collections/".repeat(2000)}a/b/MANIFEST.json`);
    expect(findCollections([deep])).toEqual([]);
});

test("what an embedded image holds is not taken for the system's", () => {
    const layer = "/usr/share/containers/storage/overlay/0a/diff/usr";
    expect(
        findCollections([entry(`${layer}/share/ansible/collections/ansible_collections/a/b/MANIFEST.json`)]),
    ).toEqual([]);
    expect(findDistributions([`${layer}/lib/python3.12/site-packages/six-1.16.dist-info`])).toEqual([]);
});

test("the files of an image's layers are told by their path in the image, and no other file is one of them", () => {
    const storage = "/usr/share/containers/storage";
    const paths = [
        "overlay/0a/diff/etc/a",
        "overlay/0b/diff/etc/a",
        "vfs/dir/0c/etc/b",
        "overlay/l/X",
        "overlay/0a/link",
    ];
    const all = [...paths.map(path => entry(`${storage}/${path}`)), entry("/var/overlay/0a/diff/etc/c")];
    const inside = [...layerEntries(all)].map(([path, { path: real }]) => [path, real]);
    expect(inside).toEqual([
        ["/etc/a", `${storage}/overlay/0b/diff/etc/a`],
        ["/etc/b", `${storage}/vfs/dir/0c/etc/b`],
    ]);
});

test("a manifest of anything whatever has a version or none, and a harmless one", () => {
    for (const text of [
        "",
        "null",
        "[]",
        '{"collection_info":{}}',
        '{"collection_info":{"version":1}}',
        "[".repeat(60_000),
    ])
        expect(parseManifest(text)).toBeNull();
    expect(parseManifest(JSON.stringify({ collection_info: { version: `\n${"9".repeat(500)}` } }))).toMatch(
        /^\\x0a9{99}…$/,
    );
});

test("the directories that packagers leave for a distribution are understood", () => {
    const names = (labels: string[]) =>
        findDistributions(labels.map(label => `/usr/lib/python3/dist-packages/${label}`));
    expect(
        names(["ruamel.yaml-0.17.21-py3.11-nspkg.egg-info", "Zope_Interface-5.5.2.dist-info", "x-1.dist-info.bak"]),
    ).toMatchObject([
        { name: "ruamel-yaml", version: "0.17.21" },
        { name: "zope-interface", version: "5.5.2" },
    ]);
    expect(names([".dist-info", "-1.dist-info/x", "a/b-1.dist-info"])).toEqual([]);
    expect(names(["\u001b[31m<b>-1\n.egg-info"])).toMatchObject([{ name: "\\x1b[31m<b>", version: "1\\x0a" }]);
});

test("text to be shown is short, on one line, and steers nothing", () => {
    expect(inert("plain ü – text")).toBe("plain ü – text");
    expect(inert("a\u0000b\u009bc\u202ed\u2028e\r\n")).toBe("a\\x00b\\x9bc\\u202ed\\u2028e\\x0d\\x0a");
    expect(inert("x".repeat(10), 4)).toBe("xxxx…");
});
