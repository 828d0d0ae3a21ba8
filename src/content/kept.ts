/**
 * What was fetched and is named by its content: a directory for each on a shelf, never changed. Beside them, of what has
 * no such name where it is asked for, which one it was within the last hour.
 */
import * as z from "zod/mini";

import type { Workshop } from "../host/confined.ts";
import { writeFiles, writeText } from "../host/files.ts";
import type { Host } from "../host/host.ts";
import { type Entry, readTree } from "../host/trees.ts";
import { digest } from "./digest.ts";
import { isFresh } from "./fresh.ts";
import { markUsed, USED } from "./used.ts";

/** In the directory of each. */
const ABOUT = "about.json";
const aboutSchema = z.object({ inside: z.string() });

/**
 * What of these is kept: for each name what in its directory is meant, by its path there. Read by one program, however
 * many they are. Who asks is about to use them.
 */
export async function findKept(host: Host, shelf: string, names: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    if (names.length === 0) return found;
    const only = names.flatMap(name => [`${name}/${ABOUT}`, `${USED}/${name}`]);
    const marks = new Map<string, Entry>();
    for (const entry of (await readTree(host, shelf, { only })) ?? []) {
        const [directory = "", name = ""] = entry.path.split("/");
        if (directory === USED) marks.set(name, entry);
        else found.set(directory, aboutSchema.parse(JSON.parse(new TextDecoder().decode(entry.bytes))).inside);
    }
    return (await markUsed(host, shelf, [...found.keys()], marks)) ? findKept(host, shelf, names) : found;
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

const seenName = (question: unknown): string => `${digest(question)}.json`;
const seenSchema = z.object({ found: z.string(), fetched: z.number() });

/** What servers had for each of these within the last hour; read by one program, however many they are. */
export async function readSeen<Question>(
    host: Host,
    shelf: string,
    questions: readonly Question[],
): Promise<Map<Question, string>> {
    const seen = new Map<Question, string>();
    if (questions.length === 0) return seen;
    const named = new Map(questions.map(question => [seenName(question), question]));
    for (const { path, bytes } of (await readTree(host, shelf, { only: [...named.keys()] })) ?? []) {
        const { data } = seenSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
        const question = named.get(path);
        if (question !== undefined && data && isFresh(data.fetched)) seen.set(question, data.found);
    }
    return seen;
}

export async function writeSeen(host: Host, shelf: string, question: unknown, found: string): Promise<void> {
    await writeText(host, `${shelf}/${seenName(question)}`, JSON.stringify({ found, fetched: Date.now() }));
}
