/**
 * Collections on Galaxy servers, by words or by the beginning of a name.
 *
 * Authority: pulp_ansible, app/galaxy/v3/filters.py (the search looks for whole words, and for namespaces written in full)
 * and serializers.py; servers from before it only know names (ansible-core, galaxy/api.py).
 */
import * as z from "zod/mini";

import { withWorkshop } from "../host/confined.ts";
import { type Host, HostError } from "../host/host.ts";
import { compareVersions } from "./collection-version.ts";
import { line, version, word } from "./galaxy-answers.ts";
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

/** Of one server; more than anybody reads. */
const MOST_FOUND = 30;
/** Of one question. Each tells all that is in the collection, so that hundreds would not end. */
const MOST_TOLD = 50;

const list = z.object({ data: z.array(z.unknown()) });
const foundSchema = z.pipe(
    z.object({
        collection_version: z.object({ namespace: word, name: word, version, description: line }),
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
        for (const entry of told.data.data.slice(0, MOST_TOLD)) {
            const { success, data } = foundSchema.safeParse(entry);
            const isMeant = name === undefined || data?.name.startsWith(`${namespace}.${name}`);
            if (!success || !isMeant) continue;
            // A server may have it in several repositories, each with a highest version of its own.
            const before = found.get(data.name);
            if (!before || (compareVersions(data.version, before.version) ?? 0) > 0) found.set(data.name, data);
        }
    }
    return { found: [...found.values()].slice(0, MOST_FOUND), isSearched: true };
}

/** An automation hub has the search beside its distributions, and takes the name of one. */
function searchUrl(api: string, question: Record<string, string>): string {
    const [, hub, distribution] = /^(.*\/)content\/([\w-]+)\/(?:api\/)?v3\/$/.exec(api) ?? [];
    const asked = new URLSearchParams({ ...question, is_highest: "true", limit: String(MOST_TOLD) });
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
