/** From the texts of definitions to the lines of the list. It brings all of what judges a text, so it is loaded late. */
import { checkDefinition } from "../../ee/check.ts";
import { type Fields, readFields } from "../../ee/fields.ts";
import type { StoredDefinition } from "../../ee/store.ts";
import type { Reading, Summarize, Summary } from "./summary.ts";

/** What the files of a definition say. */
export function readSummary({ name, files }: Pick<StoredDefinition, "name" | "files">): Reading {
    const { file, findings, version } = checkDefinition(files);
    const errors = findings.filter(({ severity }) => severity === "error").length;
    const read = readFields(files, file);
    const fields = "brokenLine" in read ? null : read;
    return {
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

// A list of 1,000 is asked for every few seconds, and hardly any of it has changed.
const known = new Map<string, { files: [string, string][]; summary: Summary }>();

export const summarize: Summarize = definitions => {
    const summaries = definitions.map(definition => {
        const { name } = definition;
        const files = [...definition.files];
        const before = known.get(name);
        if (before && before.files.length === files.length && before.files.every(sameAs(definition.files)))
            return before.summary;
        const summary = { name, reading: readSummary(definition) };
        known.set(name, { files, summary });
        return summary;
    });
    const names = new Set(definitions.map(({ name }) => name));
    for (const name of known.keys()) if (!names.has(name)) known.delete(name);
    return summaries;
};

const sameAs =
    (files: ReadonlyMap<string, string>) =>
    ([name, text]: [string, string]): boolean =>
        files.get(name) === text;
