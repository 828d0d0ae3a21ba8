/**
 * What Galaxy servers have: collections by words, the versions of one, and what a version says of itself.
 *
 * Authority: pulp_ansible, app/galaxy/v3/filters.py (the search looks for whole words, and for namespaces written in full)
 * and serializers.py; servers from before it only know names (ansible-core, galaxy/api.py).
 */
import * as z from "zod/mini";

import { withWorkshop } from "../host/confined.ts";
import { type Host, HostError } from "../host/host.ts";
import { compareVersions } from "./collection-version.ts";
import { ask, type Connection, connect, findApi, type GalaxyServer, hostOf, notUnderstood } from "./galaxy-request.ts";

export type FoundCollection = {
    /** "ansible.netcommon" */
    name: string;
    /** The highest. */
    version: string;
    description: string;
    isDeprecated: boolean;
};

export type SearchAnswer = {
    /** As people know it. */
    server: string;
    found: FoundCollection[];
    /** False for an old server, which only finds a name that is written in full. */
    isSearched: boolean;
    /** Why it found nothing, in words; null where it was asked. */
    problem: string | null;
};

/** What a version says of itself. */
export type CollectionOffer = {
    description: string;
    /** Condition by name. */
    dependencies: ReadonlyMap<string, string>;
    /** Condition on ansible-core; "" for any. */
    requiresAnsible: string;
    /** Bytes of its artefact; null where it is not told. */
    size: number | null;
};

/** Of one server; more than anybody reads. */
const MOST_FOUND = 30;
const PAGE = 100;
const MOST_PAGES = 5;

const word = z.string().check(z.regex(/^[a-z_][a-z0-9_]{0,63}$/));
const version = z.string().check(z.regex(/^[0-9A-Za-z.+-]{1,100}$/));
/** One line, and not endless. */
const text = z.pipe(
    z.nullish(z.string()),
    z.transform(value =>
        (value ?? "")
            .slice(0, 1000)
            .replace(/[\p{C}\s]+/gu, " ")
            .trim()
            .slice(0, 300),
    ),
);
const list = z.object({ data: z.array(z.unknown()) });
const foundSchema = z.pipe(
    z.object({
        collection_version: z.object({ namespace: word, name: word, version, description: text }),
        is_deprecated: z._default(z.boolean(), false),
    }),
    z.transform(
        ({ collection_version: found, is_deprecated }): FoundCollection => ({
            name: `${found.namespace}.${found.name}`,
            version: found.version,
            description: found.description,
            isDeprecated: is_deprecated,
        }),
    ),
);
const namedSchema = z.object({
    deprecated: z._default(z.boolean(), false),
    highest_version: z.object({ version }),
});
const versionsSchema = z.object({ data: z.array(z.unknown()), meta: z.optional(z.object({ count: z.number() })) });
const versionSchema = z.object({ version });
const conditions = z.record(z.string(), z.string().check(z.maxLength(200)));
const offerSchema = z.object({
    requires_ansible: text,
    artifact: z.nullish(z.object({ size: z.optional(z.number().check(z.nonnegative())) })),
    metadata: z.object({ dependencies: z.nullish(conditions), description: text }),
});

/** What each server finds for a name or words. None of them throws for the others; HostError only where nobody can be asked. */
export const searchGalaxy = (
    host: Host,
    cache: string,
    servers: readonly GalaxyServer[],
    wanted: string,
    signal?: AbortSignal,
): Promise<SearchAnswer[]> =>
    withWorkshop(host, `${cache}/work`, new Map(), workshop =>
        Promise.all(
            servers.map(async server => {
                const answer = { server: hostOf(server), found: [], isSearched: true, problem: null };
                try {
                    const connection = await connect(workshop, server, signal);
                    return { ...answer, ...(await search(connection, await findApi(connection), wanted)) };
                } catch (error) {
                    if (!(error instanceof HostError) || !["failed", "garbled"].includes(error.problem)) throw error;
                    return { ...answer, problem: error.message };
                }
            }),
        ),
    );

async function search(connection: Connection, api: string, wanted: string) {
    const [, namespace = "", name] = /^([a-z_][a-z0-9_]*)(?:\.([a-z0-9_]*))?$/.exec(wanted) ?? [];
    const questions = [
        ...(name === undefined ? [{ keywords: wanted }] : []),
        ...(namespace === "" ? [] : [{ namespace }]),
    ];
    const answers = await Promise.all(questions.map(question => ask(connection, searchUrl(api, question))));
    if (answers.includes(null)) {
        const one = namespace !== "" && name ? await readNamed(connection, api, namespace, name) : null;
        return { found: one === null ? [] : [one], isSearched: false };
    }
    const found = new Map<string, FoundCollection>();
    for (const answer of answers) {
        const told = list.safeParse(answer);
        if (!told.success) throw notUnderstood(connection.server);
        // What has no name that a definition may give is nothing to choose.
        for (const entry of told.data.data.slice(0, PAGE)) {
            const { success, data } = foundSchema.safeParse(entry);
            const isMeant = name === undefined || data?.name.startsWith(`${namespace}.${name}`);
            if (success && isMeant && !found.has(data.name)) found.set(data.name, data);
        }
    }
    return { found: [...found.values()].slice(0, MOST_FOUND), isSearched: true };
}

/** An automation hub has the search beside its distributions, and takes the name of one. */
function searchUrl(api: string, question: Record<string, string>): string {
    const [, hub, distribution] = /^(.*\/)content\/([\w-]+)\/(?:api\/)?v3\/$/.exec(api) ?? [];
    const asked = new URLSearchParams({ ...question, is_highest: "true", limit: String(PAGE) });
    if (distribution !== undefined) asked.set("distribution_base_path", distribution);
    return `${hub === undefined ? api : `${hub}v3/`}plugin/ansible/search/collection-versions/?${asked}`;
}

async function readNamed(
    connection: Connection,
    api: string,
    namespace: string,
    name: string,
): Promise<FoundCollection | null> {
    const answer = await ask(connection, `${api}collections/${namespace}/${name}/`);
    if (answer === null) return null;
    const { success, data } = namedSchema.safeParse(answer);
    if (!success) throw notUnderstood(connection.server);
    const { deprecated, highest_version: highest } = data;
    return { name: `${namespace}.${name}`, version: highest.version, description: "", isDeprecated: deprecated };
}

/** All versions that a server has of a collection, the newest first. Throws HostError. */
export const listVersions = (
    host: Host,
    cache: string,
    server: GalaxyServer,
    name: string,
    signal?: AbortSignal,
): Promise<string[]> =>
    withWorkshop(host, `${cache}/work`, new Map(), async workshop => {
        const connection = await connect(workshop, server, signal);
        const own = `${await findApi(connection)}collections/${name.replace(".", "/")}/versions/`;
        const found = new Set<string>();
        for (let page = 0; page < MOST_PAGES; page++) {
            const answer = await ask(connection, `${own}?limit=${PAGE}&offset=${page * PAGE}`);
            if (answer === null) break;
            const { success, data } = versionsSchema.safeParse(answer);
            if (!success) throw notUnderstood(server);
            for (const entry of data.data.slice(0, PAGE)) {
                const read = versionSchema.safeParse(entry);
                if (read.success) found.add(read.data.version);
            }
            if (data.data.length < PAGE || (data.meta?.count ?? 0) <= (page + 1) * PAGE) break;
        }
        return [...found].sort((one, other) => compareVersions(other, one) ?? 0);
    });

/** What a version says of itself; null when the server has it no more. Throws HostError. */
export const readOffer = (
    host: Host,
    cache: string,
    server: GalaxyServer,
    { name, version: wanted }: { name: string; version: string },
    signal?: AbortSignal,
): Promise<CollectionOffer | null> =>
    withWorkshop(host, `${cache}/work`, new Map(), async workshop => {
        const connection = await connect(workshop, server, signal);
        const own = `${await findApi(connection)}collections/${name.replace(".", "/")}/versions/`;
        const answer = await ask(connection, `${own}${encodeURIComponent(wanted)}/`);
        if (answer === null) return null;
        const { success, data } = offerSchema.safeParse(answer);
        if (!success) throw notUnderstood(server);
        const { dependencies, description } = data.metadata;
        return {
            description,
            dependencies: new Map(Object.entries(dependencies ?? {})),
            requiresAnsible: data.requires_ansible,
            size: data.artifact?.size ?? null,
        };
    });
