/**
 * What an author locked: the plan of a definition as it was then, in a file of its own beside it, which ansible-builder
 * does not look at. It is not carried into the commit, which tells by itself what it was made of.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import * as z from "zod/mini";

import { bytesOf } from "../host/bytes.ts";
import { _, format } from "../language.ts";
import type { Files } from "./files.ts";
import type { Located } from "./located.ts";
import { redactUrls } from "./redact-url.ts";

export const lockFile = "cockpit-ee.lock.json";

/** Longest text that is read, in UTF-16 units: several thousand RPMs fit, and so does it into what a list of definitions reads. */
const LONGEST = 1_000_000;
const MOST = 20_000;

const text = (longest: number) => z.string().check(z.minLength(1), z.maxLength(longest));
const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const lockedSchema = z.strictObject({
    /** When, ISO 8601 in UTC. */
    on: z.string().check(
        z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/),
        z.refine(on => !Number.isNaN(Date.parse(on))),
    ),
    /** Login name. */
    by: text(256),
    /** Name of the definition. */
    definition: text(300),
    /** The composer's name of the distribution. */
    distro: text(100),
    /** The content RPM. */
    content: z.strictObject({
        name: z.string().check(z.maxLength(400), z.regex(/^ee-[\w.-]+$/)),
        version: z.string().check(z.maxLength(200), z.regex(/^\w[\w.]*$/)),
    }),
    /**
     * The commit to build on, and where it is had from; a null remote is this machine's repository. Null: it is chosen
     * with each build; and so it was with all locks of before there was this.
     */
    parent: z.optional(
        z.nullable(
            z.strictObject({
                checksum: digest,
                remote: z.nullable(
                    z.strictObject({
                        url: z.string().check(z.maxLength(2000), z.regex(/^https?:\/\/[^\s/@]+(?:\/\S*)?$/)),
                        ref: z.string().check(z.maxLength(255), z.regex(/^(?:\w[\w.-]*\/)*\w[\w.-]*$/)),
                    }),
                ),
            }),
        ),
    ),
    /** SHA-256 of each file that goes into the commit, redacted, or lies in a directory that is a collection, by its path. */
    files: z.record(z.string(), digest),
    /** Every RPM that the blueprint brings, "NAME-EPOCH:VERSION-RELEASE.ARCH", sorted. */
    rpms: z.array(text(1000)).check(z.maxLength(MOST)),
    /** `lock.json` and `plan.json` of the content RPM. */
    lock: z.record(z.string(), z.unknown()),
    plan: z.record(z.string(), z.unknown()),
});
/** The last key is the SHA-256 of all others: two locks that were merged line by line are none. */
const fileSchema = z.extend(lockedSchema, { sha256: digest });

export type LockedPlan = z.infer<typeof lockedSchema>;
export type LockedParent = NonNullable<LockedPlan["parent"]>;

/** As a file. */
export const writeLocked = (locked: LockedPlan): string =>
    `${JSON.stringify({ ...locked, sha256: sumOf(locked) }, null, 4)}\n`;

/** The last one that was read: a check of the definition and the page read the same again and again. */
let last: { written: string; locked: LockedPlan | null } = { written: "", locked: null };

/** Null for what is not exactly as it was written, or has an address with what would have been redacted. */
export function parseLocked(written: string): LockedPlan | null {
    if (written !== last.written) last = { written, locked: readWhole(written) };
    return last.locked;
}

function readWhole(written: string): LockedPlan | null {
    if (written.length > LONGEST) return null;
    try {
        const value: unknown = JSON.parse(written);
        const { sha256: sum } = fileSchema.parse(value);
        // In the order in which it was written, which is not that of a schema.
        const { sha256: _sum, ...locked } = value as z.infer<typeof fileSchema>;
        return sumOf(locked) === sum && isRedacted(locked) ? locked : null;
    } catch {
        return null;
    }
}

/** The sum tells that it is whole, and not who made it. */
const isRedacted = (locked: LockedPlan): boolean =>
    JSON.stringify(locked) ===
    JSON.stringify(locked, (_key, value: unknown) => (typeof value === "string" ? redactUrls(value) : value));

const sumOf = (locked: LockedPlan): string => bytesToHex(sha256(utf8ToBytes(JSON.stringify(locked))));

/** Of a file as it is read, which may be no text. */
export const sumOfText = (file: string): string => bytesToHex(sha256(bytesOf(file)));

/** What is locked; null where nothing is, "unreadable" where it cannot be told. */
export function readLocked(files: Files): LockedPlan | "unreadable" | null {
    const written = files.get(lockFile);
    return written === undefined ? null : (parseLocked(written) ?? "unreadable");
}

/** The files as if nothing were locked. */
export function withoutLock(files: Files): Map<string, string> {
    const others = new Map(files);
    others.delete(lockFile);
    return others;
}

export function lockFindings(files: Files): Located[] {
    if (readLocked(files) !== "unreadable") return [];
    const message = format(_("$0 is not as it was written. Lock again, or unlock."), lockFile);
    return [{ severity: "error", code: "lock-unreadable", message, path: [], file: lockFile, fix: null, offset: 0 }];
}

/** It holds nothing that was not redacted before it was written; what is not as it was written may hold anything. */
export const redactLocked = (written: string): string => (parseLocked(written) ? written : "");
