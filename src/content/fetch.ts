/** Collections, fetched by the host's ansible-galaxy: the same program, and so the same choice, as in a container build. */
import * as z from "zod/mini";

import { withWorkshop } from "../host/confined.ts";
import { makeDirectory, randomHex, readText, readTree, writeText } from "../host/files.ts";
import { type Host, HostError } from "../host/host.ts";
import { collectionsDirectory, type FetchedCollection, readCollections } from "./collection.ts";
import { digest } from "./digest.ts";

/** What was fetched, and where it lies on the host. */
export type Fetched = {
    /** Holds `ansible_collections`. */
    directory: string;
    collections: FetchedCollection[];
    /** Milliseconds since 1970. */
    fetched: number;
};

export type Wanted = {
    /** requirements.yml with its collections, as ansible-galaxy reads it. */
    requirements: string;
    /** ansible.cfg: the servers to ask, and nothing else. */
    config: string;
    /** The definition's own files: requirements of type file and dir are relative to them. */
    files: ReadonlyMap<string, string | Uint8Array>;
};

/** An answer younger than this is taken as it is: a plan and the build after it speak of the same collections. */
const FRESH = 3_600_000;

/**
 * Fetch collections with everything they depend on, or take what was fetched within the last hour.
 *
 * Throws HostError "failed" with ansible-galaxy's own words; what an earlier call fetched stays then.
 */
export async function fetchCollections(
    host: Host,
    cache: string,
    wanted: Wanted,
    signal?: AbortSignal,
): Promise<Fetched> {
    const key = digest([wanted.requirements, wanted.config, [...wanted.files]]).slice(0, 32);
    const shelf = `${cache}/collections/${key}`;
    const { directory, fetched } = (await readFresh(host, shelf)) ?? (await fetch(host, cache, shelf, wanted, signal));
    return { directory, fetched, collections: await readMetadata(host, `${directory}/${collectionsDirectory}`) };
}

const currentSchema = z.object({ name: z.string().check(z.regex(/^[0-9a-f]{16}$/)), fetched: z.number() });

type Place = Pick<Fetched, "directory" | "fetched">;

/** What was fetched last, unless that is too long ago. */
async function readFresh(host: Host, shelf: string): Promise<Place | null> {
    const text = await readText(host, `${shelf}/current`);
    if (text === null) return null;
    const { name, fetched } = currentSchema.parse(JSON.parse(text));
    return Math.abs(Date.now() - fetched) < FRESH ? { directory: `${shelf}/${name}`, fetched } : null;
}

/** Into a directory of its own: what is there may be in use by a build. */
async function fetch(
    host: Host,
    cache: string,
    shelf: string,
    { requirements, config, files }: Wanted,
    signal?: AbortSignal,
): Promise<Place> {
    const own = [...files].map(([path, content]) => [`definition/${path}`, content] as const);
    const inputs = new Map([...own, ["requirements.yml", requirements], ["ansible.cfg", config]]);
    return await withWorkshop(host, `${cache}/work`, inputs, async workshop => {
        const argv = ["ansible-galaxy", "collection", "install", "--requirements-file=/workshop/requirements.yml"];
        try {
            await workshop.run([...argv, "--collections-path=/workshop/result", "--disable-gpg-verify"], {
                network: true,
                environment: { ANSIBLE_CONFIG: "/workshop/ansible.cfg" },
                signal,
            });
        } catch (error) {
            if (!(error instanceof HostError) || error.problem !== "failed") throw error;
            throw new HostError("failed", readGalaxyError(error.detail), error.detail, error.status);
        }
        const fetched = Date.now();
        const name = randomHex(16);
        await makeDirectory(host, shelf);
        await workshop.release("result", `${shelf}/${name}`);
        await writeText(host, `${shelf}/current`, JSON.stringify({ name, fetched }));
        await clearOld(host, shelf, name);
        return { directory: `${shelf}/${name}`, fetched };
    });
}

/** What was fetched more than a day before the last time; no build works with it any more. */
async function clearOld(host: Host, shelf: string, current: string): Promise<void> {
    const argv = [
        "find",
        shelf,
        "-mindepth",
        "1",
        "-maxdepth",
        "1",
        "-type",
        "d",
        "-mmin",
        "+1440",
        "-not",
        "-name",
        current,
    ];
    await host.run([...argv, "-exec", "rm", "--recursive", "--force", "--", "{}", "+"], { timeout: 600_000 });
}

/** ansible-galaxy's last "ERROR!" and what follows it, on one line. */
export function readGalaxyError(text: string): string {
    const at = text.lastIndexOf("ERROR!");
    const words = (at < 0 ? text : text.slice(at + "ERROR!".length)).replace(/\s+/g, " ").trim();
    return words.slice(0, 500) || "ansible-galaxy ended without a word.";
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
