/** Collections, fetched by the host's ansible-galaxy: the same program, and so the same choice, as in a container build. */
import * as z from "zod/mini";

import { readTree } from "../host/files.ts";
import type { Host } from "../host/host.ts";
import { HostError } from "../host/host.ts";
import { collectionsDirectory, type FetchedCollection, readCollections } from "./collection.ts";
import { digest } from "./digest.ts";
import { type GalaxyAccess, GalaxyError, runGalaxy, withGalaxy } from "./galaxy-program.ts";
import { explainCollections } from "./galaxy-words.ts";
import { type Answer, fillShelf, readShelf } from "./shelf.ts";

/** What was fetched, and where it lies on the host. */
export type Fetched = {
    /** Holds `ansible_collections`. */
    directory: string;
    collections: FetchedCollection[];
    /** Milliseconds since 1970. */
    fetched: number;
};

export type Wanted = {
    /** requirements.yml with its collections, as ansible-galaxy reads it. May hold credentials. */
    requirements: string;
    /** The same without secrets: what tells this question from others. */
    shown: unknown;
    access: GalaxyAccess;
    /** The definition's own files: requirements of type file and dir are relative to them. */
    files: ReadonlyMap<string, string | Uint8Array>;
};

/**
 * Fetch collections with everything they depend on, or take what was fetched within the last hour.
 *
 * Throws HostError "failed" with what is the matter; what an earlier call fetched stays then.
 */
export async function fetchCollections(
    host: Host,
    cache: string,
    wanted: Wanted,
    signal?: AbortSignal,
): Promise<Fetched> {
    const { shown, access } = wanted;
    const key = digest(["collections", shown, access.shown, access.options, [...wanted.files]]).slice(0, 32);
    const shelf = `${cache}/collections/${key}`;
    const found = await readShelf(host, shelf, noteSchema);
    const { directory, fetched } = found ?? (await fetch(host, cache, shelf, wanted, signal));
    return { directory, fetched, collections: await readMetadata(host, `${directory}/${collectionsDirectory}`) };
}

const noteSchema = z.null();

/** Into a directory of its own: what is there may be in use by a build. */
async function fetch(
    host: Host,
    cache: string,
    shelf: string,
    { requirements, access, files }: Wanted,
    signal?: AbortSignal,
): Promise<Answer<null>> {
    const own = new Map([...files].map(([path, content]) => [`definition/${path}`, content] as const));
    return await withGalaxy(host, cache, requirements, access, own, async workshop => {
        const argv = ["collection", "install", "--requirements-file=/workshop/requirements.yml"];
        const where = ["--collections-path=/workshop/result", "--disable-gpg-verify"];
        try {
            await runGalaxy(workshop, [...argv, ...where, ...access.options], access, { signal });
        } catch (error) {
            if (!(error instanceof GalaxyError) || !["failed", "timeout"].includes(error.problem)) throw error;
            throw new HostError("failed", explainCollections(error), error.detail, error.status);
        }
        return fillShelf(host, shelf, workshop, "result", null);
    });
}

async function readMetadata(host: Host, directory: string): Promise<FetchedCollection[]> {
    const named = [
        "(",
        "-name",
        "MANIFEST.json",
        "-o",
        "-name",
        "*.txt",
        "-o",
        "-name",
        "execution-environment.y*ml",
        ")",
    ];
    const depth = ["-mindepth", "3", "-maxdepth", "5", "-type", "f", "-size", "-1024k"];
    const found = await host.run(["find", directory, ...depth, ...named, "-printf", "%P\\0"]);
    const only = new TextDecoder().decode(found).split("\0").filter(Boolean);
    const entries = (await readTree(host, directory, { only })) ?? [];
    return readCollections(new Map(entries.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)])));
}
