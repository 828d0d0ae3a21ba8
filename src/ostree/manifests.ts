/** The versions of a commit's collections, read from their manifests. */
import type { Host } from "../host/host.ts";
import { type Collection, findCollections, parseManifest } from "./collections.ts";
import { readTexts } from "./texts.ts";
import type { TreeEntry } from "./tree.ts";

/** Manifests that can be real; the largest known has 2 kB. */
const LARGEST = 64 * 1024;

/** @param placeOf Where a path of these is in the commit. */
export async function readManifests(
    host: Host,
    repo: string,
    checksum: string,
    entries: Iterable<TreeEntry>,
    placeOf = (path: string) => path,
): Promise<Collection[]> {
    const found = findCollections(entries).map(({ manifest: { path, size }, ...rest }) => ({
        ...rest,
        manifest: { path: placeOf(path), size },
    }));
    const readable = found.map(({ manifest }) => manifest).filter(({ size }) => size <= LARGEST);
    const texts = await readTexts(host, repo, checksum, readable);
    return found.map(({ manifest, ...rest }) => ({ ...rest, version: parseManifest(texts.get(manifest.path) ?? "") }));
}
