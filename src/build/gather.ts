/** What a plan needs to know of collections: fetched, and looked into. */
import type { FetchedCollection } from "../content/collection.ts";
import { type Fetched, fetchCollections } from "../content/fetch.ts";
import type { Definition } from "../ee/definition.ts";
import { galaxyRequirements } from "../ee/galaxy-requirements.ts";
import { type GalaxyServer, readGalaxyServers, writeGalaxyConfig } from "../ee/galaxy-servers.ts";
import { excludedBy, introspectCollection } from "../ee/introspect.ts";
import type { Target } from "../ee/target.ts";
import { readText } from "../host/files.ts";
import { type Host, HostError } from "../host/host.ts";
import { prepareState } from "./state.ts";

/** Where an administrator says which Galaxy servers the machine asks; a definition may say otherwise. */
const MACHINE_CONFIG = "/etc/ansible/ansible.cfg";

/** What was fetched; or why not, in words. Neither where nothing is asked for. */
export type Collections = { fetched: Fetched | null; problem: string | null };

/** Fetch the collections that a definition asks for. What ansible-galaxy refuses is told; throws HostError when it could not be run. */
export async function fetchAsked(
    host: Host,
    state: string,
    files: ReadonlyMap<string, string>,
    definition: Definition,
    signal: AbortSignal | undefined,
): Promise<Collections> {
    const requirements = galaxyRequirements(files, definition);
    if (requirements === null) return { fetched: null, problem: null };
    const servers = readGalaxyServers(files);
    const config = writeGalaxyConfig(servers.length > 0 ? servers : await readMachineServers(host));
    // Only these look beside the definition; the others' answer stays good when a comment changes.
    const own = /"type":"(?:file|dir|subdirs)"|\.tar\.gz"/.test(requirements) ? files : new Map();
    await prepareState(host, state);
    try {
        return {
            fetched: await fetchCollections(host, `${state}/cache`, { requirements, config, files: own }, signal),
            problem: null,
        };
    } catch (error) {
        if (!(error instanceof HostError) || error.problem !== "failed") throw error;
        return { fetched: null, problem: error.message };
    }
}

async function readMachineServers(host: Host): Promise<GalaxyServer[]> {
    const text = await readText(host, MACHINE_CONFIG, { as: "self" });
    return text === null ? [] : readGalaxyServers(new Map([["ansible.cfg", text]]));
}

/** What the collections ask for themselves; apart from it what the definition excludes of that, and by which entry. */
export function introspect(
    collections: readonly Pick<FetchedCollection, "name" | "version" | "files">[],
    definition: Definition,
    target: Target,
) {
    const found = collections.map(({ name, version, files }) => ({
        name,
        ...introspectCollection(`${name} ${version}`, files, target),
    }));
    const excluded = excludedBy(definition);
    const entries = found.flatMap(({ requirements }) =>
        requirements.map(requirement => ({ requirement, entry: excluded(requirement) })),
    );
    return {
        requirements: entries.filter(({ entry }) => entry === null).map(({ requirement }) => requirement),
        excluded: entries.flatMap(({ requirement, entry }) => (entry === null ? [] : [{ requirement, entry }])),
        problems: new Map(found.map(({ name, problems }) => [name, problems.join("\n") || null])),
    };
}
