/** Unsaved text outlives the page: Cockpit loads its frames anew whenever somebody's rights change. */
import * as z from "zod/mini";

import { isInside } from "../../ee/store.ts";
import { bytesOf, fromBase64, isText, textOf, toBase64 } from "../../host/bytes.ts";
import { changedFiles, type Files } from "./history.ts";

/** Null for a file that is not there. */
const textsSchema = z.record(
    z.string().check(z.refine(isInside)),
    z.nullable(z.union([z.string(), z.object({ base64: z.string() })])),
);
const draftSchema = z.object({
    /** Milliseconds since 1970. */
    time: z.number(),
    /** The changed files only. */
    files: textsSchema,
    /** Their texts when editing began: only over these may the draft be saved without asking. */
    base: textsSchema,
});

/** Texts of some files by name, null for one that is not there. */
export type Changes = ReadonlyMap<string, string | null>;

export type StoredDraft = { time: number; files: Changes; base: Changes };

/** What was changed and not saved. */
export function draftOf(files: Files, base: Files, time: number): StoredDraft {
    const changed = changedFiles(files, base);
    const only = (all: Files): Changes => new Map(changed.map(file => [file, all.get(file) ?? null]));
    return { time, files: only(files), base: only(base) };
}

/** These files with the changes in them. */
export function withChanges(files: Files, changes: Changes): Files {
    const changed = new Map(files);
    for (const [file, text] of changes) {
        if (text === null) changed.delete(file);
        else changed.set(file, text);
    }
    return changed;
}

/** Whether a draft says nothing that is not saved. */
export const isMoot = (draft: StoredDraft, saved: Files): boolean =>
    [...draft.files].every(([file, text]) => (saved.get(file) ?? null) === text);

export const latestDraft = (one: StoredDraft | null, other: StoredDraft | null): StoredDraft | null =>
    one && other ? (one.time >= other.time ? one : other) : (one ?? other);

export function writeDraft({ time, files, base }: StoredDraft): string {
    return JSON.stringify({ time, files: written(files), base: written(base) });
}

/** A draft as it was written, or null: somebody else's words under our key are as good as none. */
export function parseDraft(text: string | null): StoredDraft | null {
    try {
        const { time, files, base } = draftSchema.parse(JSON.parse(text ?? "null"));
        return { time, files: read(files), base: read(base) };
    } catch {
        return null;
    }
}

type Written = z.infer<typeof textsSchema>;

/** What is no text would take six characters for each of its bytes. */
const written = (texts: Changes): Written =>
    Object.fromEntries(
        [...texts].map(([file, text]) => [
            file,
            text === null || isText(text) ? text : { base64: toBase64(bytesOf(text)) },
        ]),
    );

const read = (texts: Written): Changes =>
    new Map(
        Object.entries(texts).map(([file, text]) => [
            file,
            text === null || typeof text === "string" ? text : textOf(fromBase64(text.base64)),
        ]),
    );

const keyOf = (definition: string) => `cockpit-ee:draft:${definition}`;

/** The draft of a definition, or null when there is none that can be read. */
export const loadDraft = (definition: string, storage: Storage): StoredDraft | null =>
    parseDraft(storage.getItem(keyOf(definition)));

export function keepDraft(definition: string, draft: StoredDraft, storage: Storage): void {
    try {
        storage.setItem(keyOf(definition), writeDraft(draft));
    } catch {
        // The browser's store is full: the text stays in the page, which is where it is edited.
    }
}

export const dropDraft = (definition: string, storage: Storage): void => storage.removeItem(keyOf(definition));

/** The definition has another name now. */
export function renameDraft(definition: string, newName: string, storage: Storage): void {
    const draft = loadDraft(definition, storage);
    if (draft) keepDraft(newName, draft, storage);
    dropDraft(definition, storage);
}
