/** What we know of one build, from before it starts to after it ended. One JSON file each, `builds/ID.json`. */
import * as z from "zod/mini";

export const buildStates = [
    "preparing",
    "starting",
    "waiting",
    "running",
    "importing",
    "done",
    "failed",
    "cancelled",
    "lost",
] as const;
export type BuildState = (typeof buildStates)[number];

/** When each phase began, milliseconds since 1970. */
const phasesSchema = z.partialRecord(z.enum(["preparing", "starting", "waiting", "running", "importing"]), z.number());

export const recordSchema = z.object({
    /** 16 hex digits: our own id, known before the composer gives one. */
    id: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
    /** Name of the definition; also of the blueprint. */
    definition: z.string(),
    state: z.enum(buildStates),
    distro: z.string(),
    /** Image type in the server's spelling, e.g. "edge-commit". */
    type: z.string(),
    ref: z.string(),
    /** Checksum of the commit to build on, or null: a new history. */
    parent: z.nullable(z.string()),
    /** Where the composer gets the parent from; null for a new history. A null URL is this machine's own repository. */
    remote: z.nullable(z.object({ url: z.nullable(z.string()), ref: z.string() })),
    /** The commit whose every package and artefact it is to have again; null: the newest that fit. */
    lock: z._default(z.nullable(z.string()), null),
    /** SHA-256 of the file of what its author locked, of which it keeps a copy; null: nothing was. */
    ownLock: z._default(z.nullable(z.string()), null),
    /** Where this machine's repository is served for the compose, while it is. */
    served: z.nullable(z.string()),
    /** Version the blueprint was pushed with; null until then. */
    blueprintVersion: z.nullable(z.string()),
    /** The content RPM, or null when the definition needs none. */
    content: z.nullable(
        z.object({
            name: z.string(),
            version: z.string(),
            /** Fingerprint of the key that signed it; null where none did. */
            key: z._default(z.nullable(z.string()), null),
            /** Whether the composer checks that signature; null until it was asked, and of what is not signed. */
            isChecked: z._default(z.nullable(z.boolean()), null),
        }),
    ),
    composeId: z.nullable(z.string()),
    /** The commit, once imported. */
    checksum: z.nullable(z.string()),
    /** Bytes of the artefact, once fetched. */
    size: z.nullable(z.number()),
    /** Milliseconds since 1970. */
    started: z.number(),
    ended: z.nullable(z.number()),
    startedBy: z.string(),
    phases: phasesSchema,
    /** Somebody asked for its end; the next step obeys. */
    cancelRequested: z.boolean(),
    /** What failed, as a sentence, and the raw words. */
    error: z.nullable(z.object({ message: z.string(), detail: z.string() })),
});

export type BuildRecord = z.infer<typeof recordSchema>;

export const isOver = ({ state }: Pick<BuildRecord, "state">): boolean =>
    state === "done" || state === "failed" || state === "cancelled";
