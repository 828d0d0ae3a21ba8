/** What can stand at the cursor, with what the author should know about it. */
import { behindKey } from "./behind-key.ts";
import { bindepCompletions } from "./completion-bindep.ts";
import { fileCompletions } from "./completion-files.ts";
import { galaxyCompletions } from "./completion-galaxy.ts";
import { type CursorPlace, cursorPlace } from "./cursor-place.ts";
import type { SchemaVersion } from "./definition.ts";
import { type Documentation, documentationOf } from "./documentation.ts";
import { definitionFile, type Files } from "./files.ts";
import { knownValues } from "./known-values.ts";
import { type NamedFile, namedFiles } from "./named-files.ts";
import { keysAt, kindsAt } from "./schema-keys.ts";
import { lineStart, linesOf } from "./text.ts";

export type Completion = {
    /** What it is called in the list, and what typed characters are compared with. */
    label: string;
    kind: "key" | "value" | "file";
    /** What takes the place of the word. It may have more lines; they are indented already. */
    insert: string;
    /** Asked for when it is shown. */
    documentation: () => Documentation;
};

export type Completions = {
    /** The word that is replaced, as offsets of the text. */
    from: number;
    to: number;
    options: Completion[];
};

export type Documented = Pick<Completions, "from" | "to"> & Pick<Completion, "label" | "documentation">;

/**
 * What can stand at `offset` of a file's text, which need not be readable. Null where nothing is known.
 *
 *     completionsAt("version: 3\nopt", 14, "execution-environment.yml", files)   // options
 */
export function completionsAt(text: string, offset: number, file: string, files: Files): Completions | null {
    const main = definitionFile(files);
    if (file === main) return inDefinition(text, offset, files, main);
    const kind = namedFiles(files, main).find(named => named.file === file)?.kind ?? usualKind(file);
    if (kind === "system") {
        return bindepCompletions(text, lineStart(text, offset), offset);
    }
    const place = kind === "galaxy" ? cursorPlace(text, offset) : null;
    return place && galaxyCompletions(place, place.path);
}

/** The word at `offset` and its documentation, where it is one that is known there; null for all others. */
export function documentationAt(text: string, offset: number, file: string, files: Files): Documented | null {
    const found = completionsAt(text, offset, file, files);
    const word = found && text.slice(found.from, found.to);
    const option = found?.options.find(({ label, kind }) => label === word && kind !== "file");
    return found && option ? { from: found.from, to: found.to, ...option } : null;
}

/** What a file is by its name, as long as the definition does not say. */
function usualKind(file: string): NamedFile["kind"] | null {
    const name = file.slice(file.lastIndexOf("/") + 1);
    if (/^requirements\.ya?ml$/.test(name)) return "galaxy";
    return /^bindep.*\.txt$/.test(name) ? "system" : null;
}

function inDefinition(text: string, offset: number, files: Files, main: string): Completions | null {
    const place = cursorPlace(text, offset);
    if (!place) return null;
    const { path, block, from, to } = place;
    if (path[0] === "dependencies" && path[1] === "galaxy" && (path.length > 2 || place.isKey)) {
        const found = galaxyCompletions(place, path.slice(2));
        if (path.length > 2 || found) return found;
    }
    const isSystem = path[0] === "dependencies" && path[1] === "system";
    if (isSystem && (block === 2 || path.length === 3)) return bindepCompletions(text, from, offset);
    if (block > 0 && path[0] !== "additional_build_steps") return null;
    const version = versionOf(text);
    const keys = block === 0 && place.isKey ? keyCompletions(version, place) : [];
    const values = place.isValue || block > 0 ? valueCompletions(version, place, files, main) : [];
    const options = [...keys, ...values];
    return options.length > 0 ? { from, to, options } : null;
}

/** The version whose keys are offered: the one written, as far as it is one; the last counts, as in YAML. */
function versionOf(text: string): SchemaVersion {
    const written = linesOf(text).findLast(line => line.text.startsWith("version:"))?.text;
    const number = Number(/^version:\s+["']?(\d)/.exec(written ?? "")?.[1]);
    return number === 2 || number === 3 ? number : 1;
}

const EMPTY: Documentation = { about: "", facts: [], fallback: null };

function keyCompletions(version: SchemaVersion, place: CursorPlace): Completion[] {
    const { path, present } = place;
    return keysAt(version, path)
        .filter(key => !present.includes(key))
        .map(key => ({
            label: key,
            kind: "key",
            insert: key + behindKey(place, kindsAt(version, [...path, key])),
            documentation: () => documentationOf(version, [...path, key]) ?? EMPTY,
        }));
}

function valueCompletions(version: SchemaVersion, place: CursorPlace, files: Files, main: string): Completion[] {
    const { path, quote } = place;
    const kinds = kindsAt(version, path);
    const name = path.filter(step => typeof step === "string").join(".");
    // The text of a list is offered for its items; the list itself is not a value of one line.
    const isStep = path[0] === "additional_build_steps" && path.length >= 2;
    if (!isStep && (kinds.length === 0 || path.at(-1) === 0)) return [];
    const own = documentationOf(version, path);
    const known = knownValues(name, kinds.includes("boolean")).map(({ value, about }) => ({
        value,
        documentation: () => ({ ...EMPTY, about: about() }),
    }));
    const fallback = own?.fallback ?? null;
    if (fallback !== null && !known.some(({ value }) => value === fallback) && !/^(?:''|\[\])$/.test(fallback))
        known.push({ value: fallback, documentation: () => own ?? EMPTY });
    const values = known.flatMap(({ value, documentation }): Completion[] => {
        const bare = value.replace(/^'(.*)'$/, "$1");
        if (quote !== "" && bare.includes(quote)) return [];
        return [{ label: bare.trim(), kind: "value", insert: quote === "" ? value : bare, documentation }];
    });
    return [...values, ...fileCompletions(name, files, main)];
}
