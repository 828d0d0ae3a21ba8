/** One line of the list: what a definition asks for and how it stands. */

import type { Counts } from "./count-fields.ts";

/** What its text says. */
export type Reading = {
    /** What tells it apart from others: what its first comment says, else its base image, or "". */
    about: string;
    /** Null where the text cannot be read. */
    version: number | null;
    counts: Counts | null;
    errors: number;
    warnings: number;
    /** Everything a search looks into, in lower case. */
    words: string;
};

/** `reading` is null until the text was read. */
export type Summary = { name: string; reading: Reading | null };

/** Whether a definition is what somebody looks for; all words must be found. */
export const matches = ({ name, reading }: Summary, query: string): boolean =>
    query
        .toLowerCase()
        .split(/\s+/)
        .every(word => (reading?.words ?? name).includes(word));
