/** Unpacked wheels in the cache, each by the digest of the file that it was: what is there is never changed. */
import * as z from "zod/mini";

import type { Workshop } from "../host/confined.ts";
import { writeFiles } from "../host/files.ts";
import type { Host } from "../host/host.ts";
import { type Entry, readTree } from "../host/trees.ts";
import { markUsed, USED } from "./used.ts";

const wheelSchema = z.object({
    file: z.string(),
    /** As PEP 503 has it. */
    name: z.string(),
    version: z.string(),
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    /** PEP 508 lines. */
    requires: z.array(z.string()),
    requiresPython: z.string(),
    /** Has machine code in it. */
    isNative: z.boolean(),
    /** What lies directly in its directory, sorted; directories with a slash at their end. */
    top: z.array(z.string()),
    /** Made where it is installed, sorted by name. */
    commands: z.array(
        z.union([
            z.object({ name: z.string(), module: z.string(), path: z.string() }),
            z.object({ name: z.string(), script: z.string() }),
            z.object({ name: z.string(), isFile: z.literal(true) }),
        ]),
    ),
    /** What of it is not in the commit: commands that cannot be made by their name, other files by their path. */
    lost: z.array(z.string()),
    others: z.array(z.string()),
});

type Wheel = z.infer<typeof wheelSchema>;

export type Unpacked = Wheel & {
    /** What goes to the commit's site-packages. */
    directory: string;
    /** Where its programs are that are taken as they are. */
    programs: string;
};

/** Below the cache. */
const WHEELS = "wheels";
/** In that; another one where the record has another shape. */
const SHELVES = "unpacked-3";
const RECORD = "wheel.json";
/** In a workshop, below the directory that becomes a shelf. */
export const SITE_PACKAGES = "site-packages";
export const PROGRAMS = "programs";

/** Those that were unpacked before, by their digest; read by one program. They are in use then. */
export async function readUnpacked(
    host: Host,
    cache: string,
    digests: readonly string[],
): Promise<Map<string, Unpacked>> {
    const found = new Map<string, Unpacked>();
    if (digests.length === 0) return found;
    const wheels = `${cache}/${WHEELS}`;
    const only = digests.flatMap(sha256 => [`${SHELVES}/${sha256}/${RECORD}`, `${USED}/${sha256}`]);
    const marks = new Map<string, Entry>();
    for (const entry of (await readTree(host, wheels, { only })) ?? []) {
        const { path, bytes } = entry;
        if (path.startsWith(`${USED}/`)) {
            marks.set(path.slice(USED.length + 1), entry);
            continue;
        }
        const { success, data } = wheelSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
        if (success) found.set(data.sha256, onShelf(data, `${wheels}/${path.slice(0, -RECORD.length - 1)}`));
    }
    return (await markUsed(host, wheels, [...found.keys()], marks)) ? readUnpacked(host, cache, digests) : found;
}

/** Keep wheels that were unpacked in a workshop, each below a directory of its own, with what they say of themselves. */
export async function shelveWheels(
    host: Host,
    cache: string,
    workshop: Pick<Workshop, "directory" | "release">,
    wheels: ReadonlyMap<string, Wheel>,
): Promise<Unpacked[]> {
    const records = [...wheels].map(([inside, wheel]) => [`${inside}/${RECORD}`, JSON.stringify(wheel)] as const);
    await writeFiles(host, workshop.directory, new Map(records));
    const kept: Unpacked[] = [];
    for (const [inside, wheel] of wheels) {
        const shelf = `${cache}/${WHEELS}/${SHELVES}/${wheel.sha256}`;
        // Somebody else may have unpacked the same meanwhile, which is the same.
        await workshop.release(inside, shelf);
        kept.push(onShelf(wheel, shelf));
    }
    return kept;
}

const onShelf = (wheel: Wheel, shelf: string): Unpacked => ({
    ...wheel,
    directory: `${shelf}/${SITE_PACKAGES}`,
    programs: `${shelf}/${PROGRAMS}`,
});
