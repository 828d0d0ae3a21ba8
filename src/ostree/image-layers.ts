/** How the layers of an embedded image lie on each other, as containers/storage keeps them; nothing of it is trusted. */
import * as z from "zod/mini";

import { imageStorage } from "./images.ts";
import type { TreeEntry } from "./tree.ts";

/** The driver "overlay" keeps of each layer what it changes, "vfs" all that is there with it. */
export const layerFile = `${imageStorage}/overlay-layers/layers.json`;

/** The longest chain a kernel mounts is shorter. */
const MOST_LAYERS = 1000;
const layersSchema = z.array(
    z.object({ id: z.string().check(z.maxLength(200)), parent: z.nullish(z.string().check(z.maxLength(200))) }),
);

/** The layer below each, by id; null below the lowest. Nothing for what is no such list. */
export function parseLayers(text: string): Map<string, string | null> {
    try {
        // What has none is written with an empty one, or without the key.
        return new Map(layersSchema.parse(JSON.parse(text)).map(({ id, parent }) => [id, parent || null]));
    } catch {
        return new Map();
    }
}

/** From the top layer down; null where the list does not tell it whole. */
export function chainOf(parents: ReadonlyMap<string, string | null>, top: string): string[] | null {
    const chain: string[] = [];
    for (let id: string | null = top; id !== null; id = parents.get(id) ?? null) {
        if (!parents.has(id) || chain.includes(id) || chain.length === MOST_LAYERS) return null;
        chain.push(id);
    }
    return chain;
}

/** Unpacked, each layer is a directory of its own. */
const inLayer = /^\/usr\/share\/containers\/storage\/(?:overlay\/([0-9a-f]+)\/diff|vfs\/dir\/([0-9a-f]+))(\/.*)$/s;

/** What each layer has, by its id; paths are as the image has them, and told with where they are in the commit. */
export function layerEntries(entries: Iterable<TreeEntry>): Map<string, Map<string, TreeEntry>> {
    const layers = new Map<string, Map<string, TreeEntry>>();
    for (const entry of entries) {
        const [, overlay, vfs, path = ""] = inLayer.exec(entry.path) ?? [];
        const id = overlay ?? vfs;
        if (id === undefined) continue;
        const own = layers.get(id) ?? new Map<string, TreeEntry>();
        layers.set(id, own.set(path, entry));
    }
    return layers;
}

/** As ostree keeps the file by which a layer takes away what layers below it have. */
const takenAway = /^(.*\/)\.ostree-wh\.([^/]+)$/s;

/**
 * Directories that a layer empties before it fills them, by where they are in the commit.
 *
 * @param listing What `ostree ls --xattrs` wrote. A name with a line break can add to them, and so only hide what its
 *     own image has.
 */
export const parseOpaque = (listing: string): Set<string> =>
    new Set(
        listing.split("\n").flatMap(line => {
            const at = line.startsWith("d") ? line.search(/\b(?:trusted|user)\.overlay\.opaque\b/) : -1;
            const end = at < 0 ? -1 : line.indexOf(" } /", at);
            return end < 0 ? [] : [line.slice(end + " } ".length)];
        }),
    );

/**
 * What the image shows: of two at one path the upper one, and nothing of what an upper one takes away.
 *
 * @param layers Topmost first.
 * @param opaque Directories that hide what layers below have in them.
 */
export function stackLayers(
    layers: readonly ReadonlyMap<string, TreeEntry>[],
    opaque: ReadonlySet<string>,
): Map<string, TreeEntry> {
    const shown = new Map<string, TreeEntry>();
    const hidden = new Set<string>();
    for (const layer of layers) {
        const hiding: string[] = [];
        for (const [path, entry] of layer) {
            const [, directory, name] = takenAway.exec(path) ?? [];
            if (directory !== undefined) hiding.push(`${directory}${name}`);
            else if (!shown.has(path) && !isHidden(path, hidden)) {
                shown.set(path, entry);
                // A file hides a directory, too, in whose place it is.
                if (entry.type !== "directory" || opaque.has(entry.path)) hiding.push(path);
            }
        }
        for (const path of hiding) hidden.add(path);
    }
    return shown;
}

/** It, or a directory that it lies in. */
function isHidden(path: string, hidden: ReadonlySet<string>): boolean {
    for (let at = path.length; at > 0; at = path.lastIndexOf("/", at - 1))
        if (hidden.has(path.slice(0, at))) return true;
    return false;
}
