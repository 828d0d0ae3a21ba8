/** One line of the list: what a definition asks for and how it stands. */
import type { StoredDefinition } from "../../ee/store.ts";

/** What its text says. */
export type Reading = {
    /** What tells it apart from others: its base image, or "". */
    about: string;
    /** Null where the text cannot be read. */
    version: number | null;
    counts: { collections: number; python: number; system: number } | null;
    errors: number;
    warnings: number;
    /** Everything a search looks into, in lower case. */
    words: string;
};

/** `reading` is null until what reads the texts is loaded: it is larger than the list. */
export type Summary = { name: string; reading: Reading | null };

/** Makes the lines of a list; what has not changed since the last time is not read again. */
export type Summarize = (definitions: readonly StoredDefinition[]) => Summary[];

/** Whether a definition is what somebody looks for; all words must be found. */
export const matches = ({ name, reading }: Summary, query: string): boolean =>
    query
        .toLowerCase()
        .split(/\s+/)
        .every(word => (reading?.words ?? name).includes(word));
