/** All that a commit holds of what a definition can ask for: told by its files, never by running anything. */
import type { Host } from "../host/host.ts";
import type { Collection } from "./collections.ts";
import { readManifests } from "./manifests.ts";
import { type Distribution, findDistributions } from "./python.ts";
import { listTree, readRpms } from "./repo.ts";
import type { Database } from "./rpmdb.ts";
import type { TreeEntry } from "./tree.ts";

export type Inventory = Database & {
    collections: readonly Collection[];
    python: readonly Distribution[];
    /** By path, from the root of the commit. */
    entries: ReadonlyMap<string, TreeEntry>;
};

/** Throws HostError. */
export async function readInventory(host: Host, repo: string, checksum: string): Promise<Inventory> {
    const [rpms, entries] = await Promise.all([readRpms(host, repo, checksum), listTree(host, repo, checksum)]);
    return {
        ...rpms,
        collections: await readManifests(host, repo, checksum, entries),
        python: findDistributions(entries.map(({ path }) => path)),
        entries: new Map(entries.map(entry => [entry.path, entry])),
    };
}
