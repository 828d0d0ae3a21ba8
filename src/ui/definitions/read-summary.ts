/** From the texts of a definition to its line of the list. It brings all of what judges a text. */
import { checkDefinition } from "../../ee/check.ts";
import { descriptionOf } from "../../ee/description.ts";
import { type Fields, readFields } from "../../ee/fields.ts";
import type { StoredDefinition } from "../../ee/store.ts";
import { countFields } from "./count-fields.ts";
import type { Reading } from "./summary.ts";

export type ToRead = Pick<StoredDefinition, "name" | "files">;

/** What the files of a definition say. */
export function readSummary({ name, files }: ToRead): Reading {
    const { file, findings, version } = checkDefinition(files);
    const errors = findings.filter(({ severity }) => severity === "error").length;
    const read = readFields(files, file);
    const fields = "brokenLine" in read ? null : read;
    const about = descriptionOf(files.get(file) ?? "", name) || (fields?.baseImage.value ?? "");
    return {
        about,
        version: fields ? version : null,
        counts: fields && countFields(fields),
        errors,
        warnings: findings.length - errors,
        words: [name, about, ...(fields ? requirementNames(fields) : [])].join("\n").toLowerCase(),
    };
}

const requirementNames = ({ collections, python, system }: Fields): string[] =>
    [collections, python, system].flatMap(({ entries }) => entries.map(entry => entry.name));
