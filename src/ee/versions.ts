/**
 * What was saved before: a record for each save, `STATE/versions/NAME/000012.json`, and beside them the contents of
 * their files, each once, by its digest. Never in the definition's own directory, which is the author's.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import * as z from "zod/mini";
import { type Host, HostError } from "../host/host.ts";
import { type Entry, listTree, readTree } from "../host/trees.ts";
import { _, format } from "../language.ts";
import { directoryOf, isInside, stored, versionsOf } from "./store.ts";

/** Digests of a definition's files by their paths. */
export type Digests = Readonly<Record<string, string>>;

export type FindingCounts = { errors: number; warnings: number };

export type Version = {
    /** Null for what is on the machine and was not saved by these pages. */
    id: string | null;
    /** Milliseconds since 1970, by the host's clock. */
    time: number;
    by: string;
    /** What was found in it when it was saved; null when nobody looked. */
    findings: FindingCounts | null;
    files: Digests;
};

/** What all records may weigh together, and more than any of them takes beside that in an archive. */
const MAX_BYTES = 16 * 1024 * 1024;
const HEADER = 1024;

const count = z.int().check(z.gte(0));
const recordSchema = z.object({
    /** Left out where the record's own time is it. */
    time: z.optional(z.number()),
    by: z.string(),
    findings: z.nullable(z.object({ errors: count, warnings: count })),
    files: z.record(z.string().check(z.refine(isInside)), z.string().check(z.regex(/^[0-9a-f]{64}$/))),
});

export type VersionRecord = z.infer<typeof recordSchema>;

export const RECORD = /^(\d{6})\.json$/;

export const digestOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

/** What lies in the directory of a definition's versions. */
export type Kept = {
    /** Newest first; what is no record of ours is left out. */
    versions: Version[];
    /** Of all files. */
    names: string[];
    /** Names of the oldest records, which are more than can be read at once: the next save lets go of them. */
    excess: string[];
};

export async function readVersions(host: Host, state: string, name: string): Promise<Kept> {
    const files = ((await listTree(host, versionsOf(state, name))) ?? []).filter(({ type }) => type === "file");
    const names = files.map(({ path }) => path).sort();
    const records = files
        .filter(({ path, size }) => RECORD.test(path) && size <= MAX_BYTES)
        .toSorted((left, right) => (left.path < right.path ? 1 : -1));
    let left = MAX_BYTES;
    const isRead = records.map(({ size }) => {
        left -= size + HEADER;
        return left >= 0;
    });
    const only = records.filter((_record, index) => isRead[index]).map(({ path }) => path);
    const excess = records.filter((_record, index) => !isRead[index]).map(({ path }) => path);
    if (only.length === 0) return { versions: [], names, excess };
    const entries = (await readTree(host, versionsOf(state, name), { only, maxBytes: 2 * MAX_BYTES })) ?? [];
    const versions = entries.flatMap(({ path, type, bytes, modified }): Version[] => {
        const record = type === "file" ? parseRecord(new TextDecoder().decode(bytes)) : null;
        return record ? [{ ...record, time: record.time ?? modified, id: path.slice(0, 6) }] : [];
    });
    return {
        versions: versions.toSorted((left, right) => (String(left.id) < String(right.id) ? 1 : -1)),
        names,
        excess,
    };
}

function parseRecord(text: string): VersionRecord | null {
    try {
        return recordSchema.parse(JSON.parse(text));
    } catch {
        return null;
    }
}

/** All versions of a definition, newest first: what is on the machine now, and what was saved before. */
export async function listVersions(host: Host, state: string, name: string): Promise<Version[]> {
    const [entries, { versions }] = await Promise.all([
        readTree(host, directoryOf(state, name)),
        readVersions(host, state, name),
    ]);
    return entries ? withCurrent(name, entries, versions) : versions;
}

/** With what is on the machine in front, unless it is what was saved last. */
export function withCurrent(name: string, entries: readonly Entry[], versions: readonly Version[]): Version[] {
    const files = digestsOf(entries);
    const [newest] = versions;
    if (newest && isSame(newest.files, files)) return [...versions];
    const { savedAt, savedBy } = stored(name, entries);
    return [{ id: null, time: savedAt, by: savedBy, findings: null, files }, ...versions];
}

const digestsOf = (entries: readonly Entry[]): Digests =>
    Object.fromEntries(entries.filter(({ type }) => type === "file").map(({ path, bytes }) => [path, digestOf(bytes)]));

export const isSame = (files: Digests, other: Digests): boolean => {
    const { added, changed, deleted } = changeOf(files, other);
    return added.length + changed.length + deleted.length === 0;
};

/** What became of the files since an earlier version; of the first all are added. */
export function changeOf(files: Digests, earlier: Digests | null) {
    const [now, before] = [new Map(Object.entries(files)), new Map(Object.entries(earlier ?? {}))];
    const paths = [...now.keys()].sort();
    return {
        added: paths.filter(path => !before.has(path)),
        changed: paths.filter(path => before.has(path) && before.get(path) !== now.get(path)),
        deleted: [...before.keys()].filter(path => !now.has(path)).sort(),
    };
}

/** The files of a version. Throws "garbled" when one of them is not what was kept any more. */
export async function readVersion(
    host: Host,
    state: string,
    name: string,
    files: Digests,
): Promise<Map<string, Uint8Array>> {
    const wanted = [...new Set(Object.values(files))];
    const entries = wanted.length > 0 ? await readTree(host, versionsOf(state, name), { only: wanted }) : [];
    const kept = new Map(
        (entries ?? []).filter(({ type }) => type === "file").map(({ path, bytes }) => [path, bytes] as const),
    );
    return new Map(
        Object.entries(files).map(([path, digest]) => {
            const bytes = kept.get(digest);
            if (!bytes || digestOf(bytes) !== digest)
                throw new HostError("garbled", format(_("What was kept of $0 is not whole any more."), path));
            return [path, bytes] as const;
        }),
    );
}
