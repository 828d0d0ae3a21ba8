/**
 * What was fetched and is named by its content: a directory for each on a shelf, never changed. Beside them, of what has
 * no such name where it is asked for, which one it was within the last hour.
 */
import * as z from "zod/mini";

import type { Workshop } from "../host/confined.ts";
import { readText, writeFiles, writeText } from "../host/files.ts";
import type { Host } from "../host/host.ts";
import { readTree } from "../host/trees.ts";
import { digest } from "./digest.ts";
import { isFresh } from "./fresh.ts";
import { markUsed, USED } from "./used.ts";

/** In the directory of each. */
const ABOUT = "about.json";
const aboutSchema = z.object({ inside: z.string() });

/** What in its directory is meant, by its path there; null where it is not kept. Who asks is about to use it. */
export async function findKept(host: Host, shelf: string, name: string): Promise<string | null> {
    const only = [`${name}/${ABOUT}`, `${USED}/${name}`];
    const entries = (await readTree(host, shelf, { only })) ?? [];
    const about = entries.find(({ path }) => path === only[0]);
    if (!about) return null;
    const marks = new Map(entries.filter(entry => entry !== about).map(entry => [name, entry]));
    if (await markUsed(host, shelf, [name], marks)) return findKept(host, shelf, name);
    return aboutSchema.parse(JSON.parse(new TextDecoder().decode(about.bytes))).inside;
}

/** Put the workshop's `result` there, of which `inside` is meant; answers its directory. */
export async function keep(
    host: Host,
    shelf: string,
    name: string,
    workshop: Workshop,
    inside: string,
): Promise<string> {
    await writeFiles(host, workshop.directory, new Map([[`result/${ABOUT}`, JSON.stringify({ inside })]]));
    await workshop.release("result", `${shelf}/${name}`);
    return `${shelf}/${name}`;
}

const seenPath = (shelf: string, question: unknown): string => `${shelf}/${digest(question)}.json`;
const seenSchema = z.object({ found: z.string(), fetched: z.number() });

/** What the server had for it within the last hour. */
export async function readSeen(host: Host, shelf: string, question: unknown): Promise<string | null> {
    const text = await readText(host, seenPath(shelf, question));
    const { data } = seenSchema.safeParse(text === null ? null : JSON.parse(text));
    return data && isFresh(data.fetched) ? data.found : null;
}

export async function writeSeen(host: Host, shelf: string, question: unknown, found: string): Promise<void> {
    await writeText(host, seenPath(shelf, question), JSON.stringify({ found, fetched: Date.now() }));
}
