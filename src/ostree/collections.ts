/** The Ansible collections of a commit, told by the files in it. */
import * as z from "zod/mini";

import { isInImage } from "./images.ts";
import { inert } from "./inert.ts";
import type { TreeEntry } from "./tree.ts";

export type Collection = {
    /** "community.general": by its place, which is what Ansible goes by. */
    name: string;
    /** Null where its manifest cannot be read. */
    version: string | null;
    /** Bytes installed. */
    size: number;
    /** Where it lies. */
    directory: string;
};

/** A collection in the tree, and the manifest that its version is to be read from. */
export type FoundCollection = Omit<Collection, "version"> & { manifest: Pick<TreeEntry, "path" | "size"> };

/** Of nested ones, as in a collection's own tests, the outermost counts. */
const inCollection =
    /^((?:(?!\/ansible_collections\/).)*?\/ansible_collections\/([A-Za-z_]\w{0,99})\/([A-Za-z_]\w{0,99}))\/(.*)$/s;

/** Every directory `ansible_collections/NAMESPACE/NAME` with a manifest that is not an image's, sorted by name. */
export function findCollections(entries: Iterable<TreeEntry>): FoundCollection[] {
    const found = new Map<string, FoundCollection>();
    const sizes = new Map<string, number>();
    for (const { path, size, type } of entries) {
        if (type !== "file" || !path.includes("/ansible_collections/") || isInImage(path)) continue;
        const [, directory = "", namespace, name, inside] = inCollection.exec(path) ?? [];
        if (directory === "") continue;
        sizes.set(directory, (sizes.get(directory) ?? 0) + size);
        if (inside === "MANIFEST.json")
            found.set(directory, { name: `${namespace}.${name}`, directory, size: 0, manifest: { path, size } });
    }
    return [...found.values()]
        .map(each => ({ ...each, size: sizes.get(each.directory) ?? 0, directory: inert(each.directory, 4096) }))
        .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}

const manifestSchema = z.object({ collection_info: z.object({ version: z.string() }) });

/** The version that a MANIFEST.json tells, or null where it is none. */
export function parseManifest(text: string): string | null {
    try {
        const { collection_info } = manifestSchema.parse(JSON.parse(text));
        return inert(collection_info.version, 100);
    } catch {
        return null;
    }
}
