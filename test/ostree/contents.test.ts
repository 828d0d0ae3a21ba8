import { expect, test } from "vitest";

import { findCollections, parseManifest } from "../../src/ostree/collections.ts";
import { imageEntries } from "../../src/ostree/image-contents.ts";
import { chainOf, layerEntries, parseLayers, parseOpaque } from "../../src/ostree/image-layers.ts";
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

const storage = "/usr/share/containers/storage";

/** Where the paths that an image shows are in the commit. */
function shown(
    layer: string | null,
    parents: ReadonlyMap<string, string | null>,
    paths: readonly string[],
    listing = "",
) {
    const layers = layerEntries(
        paths.map(path => entry(`${storage}/${path.replace(/\/$/, "")}`, path.endsWith("/") ? "directory" : "file")),
    );
    const held = imageEntries({ layer }, parents, layers, parseOpaque(listing));
    return held && [...held].map(([path, { path: real }]) => [path, real.slice(storage.length + 1)]);
}

test("of two files at one path an image shows the upper layer's, in whatever order they are listed", () => {
    const parents = parseLayers('[{"id": "0a", "parent": "0b"}, {"id": "0b"}, {"id": "0d", "parent": "0b"}]');
    const paths = ["overlay/0a/diff/etc/a", "overlay/0b/diff/etc/a", "overlay/0b/diff/etc/b", "overlay/0d/diff/etc/b"];
    const others = ["overlay/l/X", "overlay/0a/link", "vfs/dir/0c/etc/c"];
    expect(shown("0a", parents, [...paths, ...others])).toEqual([
        ["/etc/a", "overlay/0a/diff/etc/a"],
        ["/etc/b", "overlay/0b/diff/etc/b"],
    ]);
    expect(shown("0d", parents, paths)).toEqual([
        ["/etc/b", "overlay/0d/diff/etc/b"],
        ["/etc/a", "overlay/0b/diff/etc/a"],
    ]);
    expect(shown("0c", parents, [...paths, ...others])).toEqual([["/etc/c", "vfs/dir/0c/etc/c"]]);
    expect(shown("0e", parents, paths)).toBeNull();
    expect(shown(null, parents, paths)).toBeNull();
});

test("what an upper layer takes away, or puts a file in the place of, an image does not show", () => {
    const parents = new Map([
        ["0c", "0b"],
        ["0b", "0a"],
        ["0a", null],
    ]);
    const lower = ["srv/", "srv/old", "srv/older/", "srv/older/a", "opt/d/", "opt/d/a", "etc/gone", "etc/gone2"];
    const [upper, top] = [["etc/.ostree-wh.gone", "srv/.ostree-wh.older", "opt/d"], ["etc/gone"]];
    const at = (id: string, paths: string[]) => paths.map(path => `overlay/${id}/diff/${path}`);
    expect(shown("0c", parents, [...at("0a", lower), ...at("0b", upper), ...at("0c", top)])?.sort()).toEqual([
        ["/etc/gone", "overlay/0c/diff/etc/gone"],
        ["/etc/gone2", "overlay/0a/diff/etc/gone2"],
        ["/opt/d", "overlay/0b/diff/opt/d"],
        ["/srv", "overlay/0a/diff/srv"],
        ["/srv/old", "overlay/0a/diff/srv/old"],
    ]);
});

test("a directory that a layer empties hides what layers below have in it, and only a directory with that attribute does", () => {
    const parents = new Map([
        ["0b", "0a"],
        ["0a", null],
    ]);
    const paths = ["0a/diff/a/old", "0b/diff/a/", "0b/diff/a/new", "0a/diff/b/old", "0b/diff/b/"];
    const line = (path: string, attribute: string) =>
        `d00755 0 0      0 { [(b'${attribute}', [byte 0x79])] } ${storage}/overlay/0b/diff/${path}\n`;
    const listing = line("a", "trusted.overlay.opaque") + line("b", "trusted.overlay.origin");
    const overlay = paths.map(path => `overlay/${path}`);
    expect(shown("0b", parents, overlay, listing)?.map(([path]) => path)).toEqual(["/a", "/a/new", "/b", "/b/old"]);
    expect(parseOpaque(`d00755 0 0 0 { ${"trusted.overlay.opaque ".repeat(20_000)}\n`).size).toBe(0);
});

test("a list of layers that goes in a circle, ends in nothing or is none tells of no image", () => {
    const parents = parseLayers(
        '[{"id": "0a", "parent": "0b"}, {"id": "0b", "parent": "0a"}, {"id": "0c", "parent": "0d"}]',
    );
    expect(["0a", "0c", "0d"].map(id => chainOf(parents, id))).toEqual([null, null, null]);
    const long = new Map(Array.from({ length: 1001 }, (_, id) => [`${id}`, id > 0 ? `${id - 1}` : null]));
    expect([chainOf(long, "999")?.length, chainOf(long, "1000")]).toEqual([1000, null]);
    for (const text of ["", "{}", "[1]", '[{"id": 1}]', '[{"id": "a", "parent": []}]', "[".repeat(100_000)])
        expect(parseLayers(text).size).toBe(0);
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
