/** What the layers of embedded images hold, as far as names of files tell; to which image a layer belongs, they do not. */
import type { Host } from "../host/host.ts";
import type { Collection } from "./collections.ts";
import { imageStorage } from "./images.ts";
import { readManifests } from "./manifests.ts";
import { type Distribution, findDistributions } from "./python.ts";
import type { TreeEntry } from "./tree.ts";

export type ImageContents = { collections: Collection[]; python: Distribution[] };

/** Paths as the image has them: containers/storage unpacks each layer into a directory of its own. */
const inLayer = /^\/usr\/share\/containers\/storage\/(?:overlay\/[0-9a-f]+\/diff|vfs\/dir\/[0-9a-f]+)(\/.*)$/s;

/** Files of all layers by their path in the image; of two at one path, one. */
export function layerEntries(entries: readonly TreeEntry[]): Map<string, TreeEntry> {
    const found = new Map<string, TreeEntry>();
    for (const entry of entries) {
        const [, path] = inLayer.exec(entry.path) ?? [];
        if (path !== undefined) found.set(path, entry);
    }
    return found;
}

/** Null where there are none. Throws HostError. */
export async function readImageContents(
    host: Host,
    repo: string,
    checksum: string,
    entries: readonly TreeEntry[],
): Promise<ImageContents | null> {
    if (!entries.some(({ path }) => path === imageStorage)) return null;
    const layers = layerEntries(entries);
    const inside = [...layers].map(([path, entry]) => ({ ...entry, path }));
    const placeOf = (path: string) => layers.get(path)?.path ?? path;
    return {
        collections: await readManifests(host, repo, checksum, inside, placeOf),
        python: findDistributions([...layers.keys()]),
    };
}
