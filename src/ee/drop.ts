/** Take a requirement out of a definition where it was written; all else keeps its bytes. */
import { stepsIn } from "./build-steps.ts";
import { deleteValue, setValue } from "./edit.ts";
import { removeEntry } from "./field-edits.ts";
import { readFields } from "./fields.ts";
import type { Files } from "./files.ts";
import { parseDefinition } from "./parse.ts";
import { redactStep } from "./redact.ts";
import type { Requirement } from "./requirement.ts";

export type WrittenPlace = { file: string; line: number };

/**
 * The files without it; null where that cannot be done for certain, and is left to its author.
 *
 * @param places Where it is asked for, each of which goes.
 */
export function dropRequirement(
    files: Files,
    main: string,
    { kind, name, text }: Pick<Requirement, "kind" | "name" | "text">,
    places: readonly WrittenPlace[],
): Files | null {
    if (kind === "build-step") return dropStep(files, main, name, text);
    // From the last line up, so that the others are where they were.
    return places
        .toSorted((one, other) => other.line - one.line)
        .reduce<Files | null>((now, place) => now && dropEntry(now, main, place), files);
}

function dropEntry(files: Files, main: string, { file, line }: WrittenPlace): Files | null {
    const fields = readFields(files, main);
    if ("brokenLine" in fields) return null;
    for (const list of [fields.collections, fields.roles, fields.python, fields.system]) {
        if (list.holder.file !== file || list.isOther || list.brokenLine !== null) continue;
        const index = list.entries.findIndex(entry => entry.line === line);
        if (index >= 0) return removeEntry(files, list, index);
    }
    return null;
}

function dropStep(files: Files, main: string, stage: string, text: string): Files | null {
    const source = files.get(main) ?? "";
    const { definition } = parseDefinition(source, main);
    const written = definition?.additional_build_steps?.[stage as "append_final"];
    const path = ["additional_build_steps", stage];
    const change = (own: string, at: typeof path | (string | number)[]): Files | null => {
        const rest = cutStep(own, stage, text);
        if (rest === null) return null;
        const changed = stepsIn(rest).length === 0 ? deleteValue(source, at) : setValue(source, at, rest);
        return changed === source ? null : new Map(files).set(main, changed);
    };
    if (typeof written === "string") return change(written, path);
    for (const [index, item] of (written ?? []).entries()) {
        const changed = change(item, [...path, index]);
        if (changed) return changed;
    }
    return null;
}

/** The lines of a stage without those of one step, the first that reads so; null where none does. */
function cutStep(written: string, stage: string, text: string): string | null {
    const lines = written.split("\n");
    const wanted = text.trimEnd().split("\n");
    for (let start = 0; start < lines.length; start++) {
        for (const end of [start + wanted.length, endOf(lines, start, wanted.filter(isSaying).length)])
            if (isStep(lines.slice(start, end).join("\n"), stage, text))
                return [...lines.slice(0, start), ...lines.slice(end)].join("\n");
    }
    return null;
}

const isSaying = (line: string): boolean => /^\s*[^\s#]/.test(line);

/** Behind so many lines that say something, the first of which is at `start`; comments between them count for none. */
function endOf(lines: readonly string[], start: number, count: number): number {
    if (!isSaying(lines[start] ?? "")) return start;
    let end = start;
    for (let left = count; left > 0 && end < lines.length; end++) if (isSaying(lines[end] ?? "")) left -= 1;
    return end;
}

/** As it is written, or as a plan shows it: by itself, and without secrets. */
function isStep(own: string, stage: string, text: string): boolean {
    if (own.trimEnd() === text.trimEnd()) return own !== "";
    const [first = "", ...others] = stepsIn(own);
    return others.length === 0 && isSaying(own) && (first === text || redactStep(first, stage) === text);
}
