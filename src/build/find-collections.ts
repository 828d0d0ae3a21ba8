/** Collections to choose from: those in the machine's own artefacts and those of the servers that a definition would ask. */
import { artefactsDirectory, listArtefacts, readArtefact, SHOWN } from "../content/artefacts.ts";
import { type CollectionOffer, listVersions, readOffer } from "../content/galaxy-offer.ts";
import type { GalaxyServer } from "../content/galaxy-request.ts";
import { type FoundCollection, type SearchAnswer, searchGalaxy } from "../content/galaxy-search.ts";
import type { Definition } from "../ee/definition.ts";
import { besides, definitionFile, type Files } from "../ee/files.ts";
import { readGalaxyAccess } from "../ee/galaxy-access.ts";
import { readTarget } from "../ee/target.ts";
import { withWorkshop } from "../host/confined.ts";
import { makeDirectory } from "../host/files.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { fetchAsked, introspect, MACHINE_CONFIG } from "./gather.ts";
import { readMachineConfig } from "./machine-config.ts";

/** For whom is looked: the files with the servers and what they let in by. */
export type Looking = { host: Host; state: string; files: Files; definition: Definition };

/** A collection, and who has it: a server by its name in ansible.cfg, or null for the machine's own artefacts. */
export type OfferedCollection = FoundCollection & { server: string | null };

export type FoundCollections = { found: OfferedCollection[]; servers: SearchAnswer[] };

/** Nobody looks for more characters. */
const LONGEST = 100;

const cacheOf = ({ state }: Looking): string => `${state}/cache`;

/** Those whose name has it or, as servers go, whose description does. Throws HostError where nobody can be asked. */
export async function findCollections(looking: Looking, text: string, signal?: AbortSignal): Promise<FoundCollections> {
    const { host, state } = looking;
    const wanted = text.slice(0, LONGEST);
    await makeDirectory(host, artefactsDirectory(state));
    const [servers, artefacts] = await Promise.all([readServers(looking), listArtefacts(host, state)]);
    const answers = await searchGalaxy(host, cacheOf(looking), servers, wanted, signal);
    const here = artefacts.collections
        .filter(({ name }) => name.includes(wanted))
        .map(({ name, version }) => ({ ...{ name, version, description: "", isDeprecated: false, server: null } }));
    const there = answers.flatMap(({ found }, index) =>
        found.map(each => ({ ...each, server: servers[index]?.name ?? null })),
    );
    const known = new Map<string, OfferedCollection>();
    // What the machine has is taken before any server is asked, and servers in their order.
    for (const each of [...here, ...there]) {
        const before = known.get(each.name);
        if (!before) known.set(each.name, each);
        else if (before.description === "") known.set(each.name, { ...before, description: each.description });
    }
    return { found: [...known.values()].sort(byNearness(wanted)), servers: answers };
}

/** Names that begin with it, then names that hold it, then the rest; what nobody keeps up any more last. */
const byNearness = (wanted: string) => (one: OfferedCollection, other: OfferedCollection) => {
    const rank = ({ name, isDeprecated }: OfferedCollection) => {
        const isBeginning = name.startsWith(wanted) || name.split(".")[1]?.startsWith(wanted);
        return (isDeprecated ? 3 : 0) + (isBeginning ? 0 : name.includes(wanted) ? 1 : 2);
    };
    return rank(one) - rank(other) || (one.name < other.name ? -1 : 1);
};

async function readServers({ host, files, definition }: Looking): Promise<readonly GalaxyServer[]> {
    const { text } = await readMachineConfig(host, MACHINE_CONFIG);
    const none = { gitCredentials: [], secrets: [] };
    return readGalaxyAccess(files, definition, text, "collection", none).servers;
}

async function serverNamed(looking: Looking, server: string): Promise<GalaxyServer> {
    const found = (await readServers(looking)).find(({ name }) => name === server);
    if (!found) throw new HostError("not-found", format(_("There is no server $0 any more."), server));
    return found;
}

type Chosen = Pick<OfferedCollection, "name" | "server">;

/** The versions that there are of a collection where it was found, the newest first. Throws HostError. */
export async function readVersions(
    looking: Looking,
    { name, server }: Chosen,
    signal?: AbortSignal,
): Promise<string[]> {
    const { host, state } = looking;
    if (server !== null) return listVersions(host, cacheOf(looking), await serverNamed(looking, server), name, signal);
    const { collections } = await listArtefacts(host, state);
    return collections.filter(artefact => artefact.name === name).map(({ version }) => version);
}

/** What a version says of itself; null when it is not there any more. Throws HostError. */
export async function readOffered(
    looking: Looking,
    { name, server, version }: Chosen & { version: string },
    signal?: AbortSignal,
): Promise<CollectionOffer | null> {
    const { host, state } = looking;
    if (server !== null) {
        const from = await serverNamed(looking, server);
        return readOffer(host, cacheOf(looking), from, { name, version }, signal);
    }
    const artefacts = await listArtefacts(host, state);
    const own = artefacts.collections.find(artefact => artefact.name === name && artefact.version === version);
    if (!own) return null;
    return withWorkshop(host, `${cacheOf(looking)}/work`, new Map([[`${SHOWN}/.keep`, ""]]), async workshop => ({
        dependencies: await readArtefact(workshop, artefacts, own, signal),
        ...{ description: "", requiresAnsible: "", size: null },
    }));
}

/** What a collection would bring along, with the collections that it depends on. */
export type CollectionNeeds = {
    /** Itself first. */
    collections: { name: string; version: string }[];
    /** As they are written, each with who asks. */
    python: Need[];
    system: Need[];
    /** What of its lists cannot be read. */
    problems: string[];
};

export type Need = { text: string; askedBy: string[] };

/** Where the question stands in place of the definition's own lists. */
const ASKED = "collection-to-look-at.yml";

/**
 * Fetch a version with what it depends on, as a plan would and into the same cache, and read what they ask for. Throws
 * HostError, "failed" with ansible-galaxy's own words.
 *
 * @param distro The target, by the composer's name; its markers and profiles count.
 */
export async function readNeeds(
    { host, state, files, definition }: Looking,
    { name, version }: { name: string; version: string },
    distro: string,
    signal?: AbortSignal,
): Promise<CollectionNeeds> {
    const file = definitionFile(files);
    const asking = { ...definition, dependencies: { ...definition.dependencies, galaxy: ASKED } } as Definition;
    const posed = new Map(files)
        .set(file, JSON.stringify(asking))
        .set(besides(file, ASKED), JSON.stringify({ collections: [{ name, version }] }));
    const asked = { files: posed, definition: asking, carried: posed, shown: asking, byRpm: new Set<string>() };
    const { collections } = await fetchAsked(host, state, asked, signal);
    if (collections.fetched === null) throw new HostError("failed", collections.problem ?? "");
    const fetched = collections.fetched.collections;
    const { requirements, problems } = introspect(fetched, definition, readTarget(distro));
    const of = (kind: "python" | "system"): Need[] => {
        const asked = new Map<string, string[]>();
        for (const each of requirements.filter(requirement => requirement.kind === kind))
            asked.set(each.text, [...(asked.get(each.text) ?? []), ...each.askedBy]);
        return [...asked].map(([text, askedBy]) => ({ text, askedBy }));
    };
    return {
        collections: fetched
            .map(each => ({ name: each.name, version: each.version }))
            .sort((one, other) => Number(other.name === name) - Number(one.name === name)),
        ...{ python: of("python"), system: of("system") },
        problems: [...problems.values()].filter(problem => problem !== null),
    };
}
