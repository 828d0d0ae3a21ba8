/** Take a requirement out of a definition where it was written; all else keeps its bytes. */
import { deleteValue, setValue } from "./edit.ts";
import { removeEntry } from "./field-edits.ts";
import type { FieldList } from "./field-list.ts";
import { readFields } from "./fields.ts";
import type { Files } from "./files.ts";
import { parseDefinition } from "./parse.ts";
import { redactStep } from "./redact.ts";
import type { Requirement } from "./requirement.ts";
import { splitSteps } from "./step-split.ts";

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
        if (index < 0) continue;
        // A line that goes on in the next one is one requirement with it.
        let end = index;
        while (list.kind === "python" && goesOn(list, end)) end += 1;
        if (list.items === null) return removeEntry(files, list, index, end);
        let left = files;
        for (let at = end; at >= index; at--) left = removeEntry(left, list, at);
        return left;
    }
    return null;
}

/** Whether the entry behind it is read as one with it: blank lines and comments between them end it, as in `joinLines`. */
function goesOn({ entries, items }: FieldList, index: number): boolean {
    const [entry, next] = [entries[index], entries[index + 1]];
    if (!entry?.name.endsWith("\\") || !next) return false;
    // Items of a list are one a line, whatever is written between them.
    return items === null ? next.line === (entry.line ?? 0) + 1 : !/^\s*(?:#|$)/.test(next.name);
}

function dropStep(files: Files, main: string, stage: string, text: string): Files | null {
    const source = files.get(main) ?? "";
    const { definition } = parseDefinition(source, main);
    const written = definition?.additional_build_steps?.[stage as "append_final"];
    const path = ["additional_build_steps", stage];
    const change = (own: string, at: typeof path | (string | number)[]): Files | null => {
        const rest = cutStep(own, stage, text);
        if (rest === null) return null;
        const isEmpty = splitSteps(rest.split("\n")).every(({ instruction }) => instruction === null);
        const changed = isEmpty ? deleteValue(source, at) : setValue(source, at, rest);
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
    const body = written.replace(/\n$/, "");
    const lines = body.split("\n");
    const piece = splitSteps(lines).find(({ start, end, instruction }) => {
        const own = lines.slice(start, end).join("\n");
        return instruction !== null && isShownAs(own, stage, text);
    });
    if (!piece) return null;
    return [...lines.slice(0, piece.start), ...lines.slice(piece.end)].join("\n") + written.slice(body.length);
}

/** As it is written, or as a plan shows it: without secrets. */
const isShownAs = (own: string, stage: string, text: string): boolean =>
    own.trim() === text.trim() || redactStep(own, stage).trim() === text.trim();
