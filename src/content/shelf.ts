/**
 * What was fetched, kept for an hour: a shelf for each question, and on it a directory for each answer.
 *
 * An answer is never changed: who fetches again puts another beside it, for what is there may be in use by a build.
 */
import * as z from "zod/mini";

import type { Workshop } from "../host/confined.ts";
import { randomHex, readText, writeText } from "../host/files.ts";
import { type Host, HostError } from "../host/host.ts";
import { isFresh } from "./fresh.ts";

/** Where an answer lies on the host, since when, and what whoever fetched it noted of it. */
export type Answer<Note> = { directory: string; fetched: number; note: Note };

/** What is noted at more length is not read again. UTF-16 units. */
const LONGEST = 8 * 1024 * 1024;

const nameSchema = z.string().check(z.regex(/^[0-9a-f]{16}$/));
const currentSchema = z.object({ name: nameSchema, fetched: z.number(), note: z.unknown() });

/**
 * Whether what is asked for may be told by its address without secrets. Its query is one, and may be all that tells it
 * from others: an answer is for whoever asks now, then.
 */
export const isTold = (addresses: readonly (string | undefined)[]): boolean =>
    !addresses.some(address => /:\/\/[^#]*\?/.test(address ?? ""));

/** What was fetched last, unless that is too long ago, or noted in another way. */
export async function readShelf<Note>(
    host: Host,
    shelf: string,
    noteSchema: z.ZodMiniType<Note>,
): Promise<Answer<Note> | null> {
    const text = await readText(host, `${shelf}/current`);
    if (text === null) return null;
    const { name, fetched, note } = currentSchema.parse(JSON.parse(text));
    const known = noteSchema.safeParse(note);
    if (!known.success || !isFresh(fetched)) return null;
    return { directory: `${shelf}/${name}`, fetched, note: known.data };
}

/** Put a directory of a workshop on the shelf. One that is not `isWhole` is for whoever asks now, and no answer to others. */
export async function fillShelf<Note>(
    host: Host,
    shelf: string,
    workshop: Workshop,
    path: string,
    note: Note,
    isWhole = true,
): Promise<Answer<Note>> {
    const fetched = Date.now();
    const name = randomHex(16);
    await workshop.release(path, `${shelf}/${name}`);
    const current = JSON.stringify({ name, fetched, note });
    if (isWhole && current.length < LONGEST) await writeText(host, `${shelf}/current`, current);
    await clearOld(host, shelf, 1440, name);
    return { directory: `${shelf}/${name}`, fetched, note };
}

/**
 * Directories that were last changed so many minutes ago, but one: what was fetched a day before the last time, which no
 * build works with any more, and workshops that somebody left in the middle, with what they held. What another member of
 * the group has left so that only he may clear it away is his to clear.
 */
export async function clearOld(host: Host, directory: string, minutes: number, current = ""): Promise<void> {
    const which = ["-mindepth", "1", "-maxdepth", "1", "-type", "d", "-mmin", `+${minutes}`, "-not", "-name", current];
    const clear = ["-exec", "rm", "--recursive", "--force", "--", "{}", "+"];
    await host.run(["find", directory, ...which, ...clear], { timeout: 600_000 }).catch((error: unknown) => {
        if (!(error instanceof HostError) || !error.detail.includes("Permission denied")) throw error;
    });
}
