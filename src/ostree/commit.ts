/** What a commit says of itself, without the tree it points to. */
import * as z from "zod/mini";

import { HostError } from "../host/host.ts";
import { _ } from "../language.ts";
import { decode, type Variant } from "./gvariant.ts";
import { inert } from "./inert.ts";
import { hex, objectPath } from "./object.ts";

export type Commit = {
    checksum: string;
    /** Null: it starts a history. */
    parent: string | null;
    version: string | null;
    /** When it was made, milliseconds since 1970. */
    timestamp: number;
    subject: string;
    /** Refs whose tip it is, sorted. */
    refs: string[];
};

/** Checksums of the object that tells what lies in the tree's root, and of the one that tells its rights. */
export type Root = { contents: string; rights: string };

/** The commit object alone. */
export type CommitObject = Pick<Commit, "parent" | "version" | "timestamp" | "subject"> & {
    root: Root;
    /** Everything else that was attached to it, by key. */
    metadata: ReadonlyMap<string, Variant>;
};

/** The last moment a Date can hold. */
const LAST_DATE = 8.64e15;

const bytesSchema = z.instanceof(Uint8Array);
const commitSchema = z.tuple([
    z.array(z.tuple([z.string(), z.custom<Variant>()])),
    bytesSchema,
    z.array(z.unknown()),
    z.string(),
    z.string(),
    z.bigint(),
    bytesSchema,
    bytesSchema,
]);

/** Read a commit object (OSTREE_COMMIT_GVARIANT_FORMAT). Throws HostError "garbled". */
export function parseCommitObject(bytes: Uint8Array): CommitObject {
    const [pairs, parent, , subject, , seconds, contents, rights] = commitTuple(bytes);
    const metadata = new Map(pairs);
    const version = metadata.get("version")?.value;
    return {
        metadata,
        parent: parent.length === 0 ? null : hex(parent),
        version: typeof version === "string" ? inert(version, 200) : null,
        timestamp: Math.min(Number(fromBigEndian(seconds)) * 1000, LAST_DATE),
        subject: inert(subject),
        root: { contents: hex(contents), rights: hex(rights) },
    };
}

/** Where a repository of any kind keeps a commit object. */
export const commitPath = (repo: string, checksum: string): string =>
    `${repo}/objects/${objectPath(checksum, "commit")}`;

function commitTuple(bytes: Uint8Array): z.infer<typeof commitSchema> {
    try {
        return commitSchema.parse(decode("(a{sv}aya(say)sstayay)", bytes));
    } catch (error) {
        throw new HostError("garbled", _("A commit cannot be read."), inert(String(error)));
    }
}

/** OSTree stores its own numbers big-endian within little-endian values. */
const fromBigEndian = (value: bigint): bigint => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, value, true);
    return view.getBigUint64(0, false);
};
