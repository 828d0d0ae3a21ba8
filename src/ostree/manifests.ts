/** The versions of a commit's collections, read from their manifests. */
import type { Host } from "../host/host.ts";
import { type Collection, type FoundCollection, findCollections, parseManifest } from "./collections.ts";
import { runOstree } from "./program.ts";
import type { TreeEntry } from "./tree.ts";

/** Manifests that can be real; the largest known has 2 kB. */
const LARGEST = 64 * 1024;
/** Paths given to one program; together they stay below what the kernel takes. */
const PATHS_AT_ONCE = 200;

/** The collections in a tree, with one program for every two hundred of them. */
export async function readManifests(
    host: Host,
    repo: string,
    checksum: string,
    entries: readonly TreeEntry[],
): Promise<Collection[]> {
    const collections: Collection[] = [];
    const found = findCollections(entries);
    for (let at = 0; at < found.length; at += PATHS_AT_ONCE)
        collections.push(...(await readSome(host, repo, checksum, found.slice(at, at + PATHS_AT_ONCE))));
    return collections;
}

/** `ostree cat` writes files one after the other; the sizes from the listing tell them apart. */
async function readSome(
    host: Host,
    repo: string,
    checksum: string,
    found: readonly FoundCollection[],
): Promise<Collection[]> {
    const readable = found.filter(({ manifest }) => manifest.size <= LARGEST);
    const paths = readable.map(({ manifest }) => manifest.path);
    const bytes = paths.length > 0 ? await runOstree(host, repo, ["cat", checksum, ...paths]) : new Uint8Array();
    const texts = new Map<string, string>();
    let at = 0;
    for (const { manifest } of readable) {
        texts.set(manifest.path, new TextDecoder().decode(bytes.subarray(at, at + manifest.size)));
        at += manifest.size;
    }
    return found.map(({ manifest, ...rest }) => ({ ...rest, version: parseManifest(texts.get(manifest.path) ?? "") }));
}
