/** One line of the list: what a definition asks for and how it stands. */
import { checkDefinition } from "../../ee/check.ts";
import { type Fields, readFields } from "../../ee/fields.ts";
import type { StoredDefinition } from "../../ee/store.ts";

export type Summary = {
    name: string;
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

export function summarize({ name, files }: Pick<StoredDefinition, "name" | "files">): Summary {
    const { file, findings, version } = checkDefinition(files);
    const errors = findings.filter(({ severity }) => severity === "error").length;
    const read = readFields(files, file);
    const fields = "brokenLine" in read ? null : read;
    return {
        name,
        about: fields?.baseImage.value ?? "",
        version: fields ? version : null,
        counts: fields && {
            collections: fields.collections.entries.length,
            python: fields.python.entries.length,
            system: fields.system.entries.length,
        },
        errors,
        warnings: findings.length - errors,
        words: [name, ...(fields ? requirementNames(fields) : [])].join("\n").toLowerCase(),
    };
}

const requirementNames = ({ collections, python, system }: Fields): string[] =>
    [collections, python, system].flatMap(({ entries }) => entries.map(entry => entry.name));

/** Whether a definition is what somebody looks for; all words must be found. */
export const matches = ({ words }: Pick<Summary, "words">, query: string): boolean =>
    query
        .toLowerCase()
        .split(/\s+/)
        .every(word => words.includes(word));

// A list of 1,000 is asked for every few seconds, and hardly any of it has changed.
const known = new Map<string, { files: [string, string][]; summary: Summary }>();

/** As `summarize`, but what has not changed since the last time is not read again. */
export function summarizeAll(definitions: readonly StoredDefinition[]): Summary[] {
    const summaries = definitions.map(definition => {
        const files = [...definition.files];
        const before = known.get(definition.name);
        if (before && before.files.length === files.length && before.files.every(sameAs(definition.files)))
            return before.summary;
        const summary = summarize(definition);
        known.set(definition.name, { files, summary });
        return summary;
    });
    for (const name of known.keys()) if (!definitions.some(definition => definition.name === name)) known.delete(name);
    return summaries;
}

const sameAs =
    (files: ReadonlyMap<string, string>) =>
    ([name, text]: [string, string]): boolean =>
        files.get(name) === text;
