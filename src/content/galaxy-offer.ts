/** What a Galaxy server offers of one collection: its versions, and what each says of itself. */
import * as z from "zod/mini";

import { withWorkshop } from "../host/confined.ts";
import type { Host } from "../host/host.ts";
import { compareVersions } from "./collection-version.ts";
import { line, version } from "./galaxy-answers.ts";
import { ask, connect, findApi, type GalaxyServer, notUnderstood } from "./galaxy-request.ts";

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

/** As servers divide long lists. */
const PAGE = 100;
const MOST_PAGES = 5;

const NAME = /^[a-z_][a-z0-9_]{0,63}\.[a-z_][a-z0-9_]{0,63}$/;
const MOST_DEPENDENCIES = 200;

const versionsSchema = z.object({ data: z.array(z.unknown()), meta: z.optional(z.object({ count: z.number() })) });
const versionSchema = z.object({ version });
const conditions = z.record(z.string(), z.string().check(z.maxLength(200)));
const offerSchema = z.object({
    requires_ansible: line,
    artifact: z.nullish(z.object({ size: z.optional(z.number().check(z.nonnegative())) })),
    metadata: z.object({ dependencies: z.nullish(conditions), description: line }),
});

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
        const named = Object.entries(dependencies ?? {}).filter(([each]) => NAME.test(each));
        return {
            description,
            dependencies: new Map(named.slice(0, MOST_DEPENDENCIES)),
            requiresAnsible: data.requires_ansible,
            size: data.artifact?.size ?? null,
        };
    });
