/** Unsaved text outlives the page: Cockpit loads its frames anew whenever somebody's rights change. */
import * as z from "zod/mini";

import type { Files } from "./history.ts";

const draftSchema = z.object({
    /** Milliseconds since 1970. */
    time: z.number(),
    /** The changed files only. */
    files: z.record(z.string(), z.string()),
    /** Their texts when editing began: only over these may the draft be saved without asking. */
    base: z.record(z.string(), z.string()),
});

export type StoredDraft = { time: number; files: Files; base: Files };

const asMap = (record: Record<string, string>): Files => new Map(Object.entries(record));

const keyOf = (definition: string) => `cockpit-ee:draft:${definition}`;

/** The draft of a definition, or null when there is none that can be read. */
export function loadDraft(definition: string, storage: Storage): StoredDraft | null {
    try {
        const draft = draftSchema.parse(JSON.parse(storage.getItem(keyOf(definition)) ?? "null"));
        return { time: draft.time, files: asMap(draft.files), base: asMap(draft.base) };
    } catch {
        // Somebody else's words under our key are as good as none.
        return null;
    }
}

export function keepDraft(definition: string, draft: StoredDraft, storage: Storage): void {
    try {
        const { time, files, base } = draft;
        const stored = { time, files: Object.fromEntries(files), base: Object.fromEntries(base) };
        storage.setItem(keyOf(definition), JSON.stringify(stored));
    } catch {
        // The browser's store is full: the text stays in the page, which is where it is edited.
    }
}

export const dropDraft = (definition: string, storage: Storage): void => storage.removeItem(keyOf(definition));
