/** What an author should know about what they wrote, and where in the text. Returned, never thrown. */

/** A replacement in one file of the definition; offsets count UTF-16 units of its text. */
export type Edit = { offset: number; length: number; text: string };

/** A change that settles a finding, named by what it does ("Quote it"). A file that is not there is made, of no text. */
export type Fix = { title: string; file: string; edits: Edit[] };

export type Finding = {
    severity: "error" | "warning";
    /** Stable name of the rule. */
    code: string;
    /** One or two whole sentences. */
    message: string;
    /** Where in the document, e.g. ["dependencies", "galaxy", "collections", 0]; empty where it has no path. */
    path: readonly (string | number)[];
    /** The file it is in, relative to the definition's directory. */
    file: string;
    fix: Fix | null;
};

/** A finding, and its place in the text; lines and columns count from 1, as editors do. */
export type Issue = Finding & { line: number; column: number };
