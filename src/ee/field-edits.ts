/** What the form writes: each change rewrites only the text of that value, in the file that holds it. */
import { addItem, deleteValue, setValue } from "./edit.ts";
import { moveItem } from "./edit-list.ts";
import { type Entry, FILE_NAMES, type FieldList, keyOf } from "./field-list.ts";
import type { Field, TableField } from "./fields.ts";
import { type Files, readHeld, writeHeld } from "./held-text.ts";
import type { Path } from "./node-at.ts";
import { addLine, moveLine, removeLines, requirementLines, setLine } from "./requirement-line.ts";

const change = (files: Files, file: string, edit: (text: string) => string): Files =>
    new Map(files).set(file, edit(files.get(file) ?? ""));

/** The files with one value set; an empty value is taken away with its key. */
export function setField(files: Files, file: string, { path }: Field, value: string | boolean): Files {
    if (path === null) return files;
    return change(files, file, text => (value === "" ? deleteValue(text, path) : setValue(text, path, value)));
}

/** The files with one text of a list, or build steps written as one text, set. */
export function setText(
    files: Files,
    file: string,
    { path, isOneText }: TableField,
    index: number,
    value: string,
): Files {
    return change(files, file, text => setValue(text, isOneText ? path : [...path, index], value));
}

/** The files with one more text in a list; build steps that were one text get it as a further line. */
export function addText(files: Files, file: string, { path, isOneText, value }: TableField, added: string): Files {
    const longer = `${value}${value === "" || value.endsWith("\n") ? "" : "\n"}${added}\n`;
    return change(files, file, text => (isOneText ? setValue(text, path, longer) : addItem(text, path, added)));
}

export const removeText = (files: Files, file: string, { path, isOneText }: TableField, index: number): Files =>
    change(files, file, text => deleteValue(text, isOneText ? path : [...path, index]));

export const moveText = (files: Files, file: string, { path }: TableField, from: number, to: number): Files =>
    change(files, file, text => moveItem(text, path, from, to));

/** Where additional build files usually go, so that one which is being typed is complete. */
const USUAL_DESTINATION = "configs";
const BUILD_FILES: Path = ["additional_build_files"];

export const addBuildFile = (files: Files, file: string, src: string): Files =>
    change(files, file, text => addItem(text, BUILD_FILES, { src, dest: USUAL_DESTINATION }));

export const setBuildFile = (files: Files, file: string, index: number, key: "src" | "dest", value: string): Files =>
    change(files, file, text => setValue(text, [...BUILD_FILES, index, key], value));

export const removeBuildFile = (files: Files, file: string, index: number): Files =>
    change(files, file, text => deleteValue(text, [...BUILD_FILES, index]));

export const moveBuildFile = (files: Files, file: string, from: number, to: number): Files =>
    change(files, file, text => moveItem(text, BUILD_FILES, from, to));

/** The files with one more requirement at the end of a list, which is made where there is none. */
export function addEntry(files: Files, file: string, list: FieldList, name: string, version = ""): Files {
    const { holder, items, isNew } = list;
    const named = isNew && holder.file !== file ? nameFile(files, file, list) : files;
    const text = readHeld(named, holder) ?? "";
    if (items === null) return writeHeld(named, holder, addLine(text, name));
    return writeHeld(named, holder, addItem(text, items, version === "" ? name : { name, version }));
}

/** @param last Of a list that is lines, the last one that goes with it. */
export function removeEntry(files: Files, list: FieldList, index: number, last: number = index): Files {
    const text = readHeld(files, list.holder) ?? "";
    if (list.items !== null) return writeHeld(files, list.holder, deleteValue(text, [...list.items, index]));
    const lines = requirementLines(text);
    const [first, end] = [lines[index], lines[last]];
    return first && end ? writeHeld(files, list.holder, removeLines(text, first, end)) : files;
}

/** The files with one requirement in another place among the others, and its comments with it. */
export function moveEntry(files: Files, list: FieldList, from: number, to: number): Files {
    const text = readHeld(files, list.holder) ?? "";
    const moved = list.items === null ? moveLine(text, from, to) : moveItem(text, list.items, from, to);
    return moved === text ? files : writeHeld(files, list.holder, moved);
}

export type EntryChange = Partial<Pick<Entry, "name" | "version" | "source" | "type" | "signatures">>;

/** The files with one requirement changed; "" takes away what it says of a version, a source or a type. */
export function setEntry(files: Files, list: FieldList, index: number, changes: EntryChange): Files {
    const entry = list.entries[index];
    const text = readHeld(files, list.holder) ?? "";
    if (!entry) return files;
    if (list.items === null) {
        const line = requirementLines(text)[index];
        return line ? writeHeld(files, list.holder, setLine(text, line, changes.name ?? entry.name)) : files;
    }
    const path = [...list.items, index];
    const keys = keysOf(list, entry);
    const asked = Object.entries(changes).map(([part, value]) => [keys[part as keyof EntryChange], value] as const);
    if (entry.isMapping) {
        const changed = asked.reduce(
            (now, [key, value]) =>
                value.length === 0 ? deleteValue(now, [...path, key]) : setValue(now, [...path, key], value),
            text,
        );
        return writeHeld(files, list.holder, changed);
    }
    // ansible-galaxy reads nothing behind a bare name, so an entry that gets more becomes a mapping.
    const { name, version } = { ...entry, ...changes };
    const more = asked.filter(([key, value]) => key !== "name" && key !== "version" && value.length > 0);
    if (version === "" && more.length === 0) return writeHeld(files, list.holder, setValue(text, path, name));
    const all = Object.fromEntries([["name", name], ...(version === "" ? [] : [["version", version]]), ...more]);
    return writeHeld(files, list.holder, setValue(text, path, all));
}

/** What requirements.yml calls the parts of an entry; a role may have an address only. */
const keysOf = ({ kind }: FieldList, { name, source }: Entry): Record<keyof EntryChange, string> =>
    kind === "roles"
        ? {
              name: name === "" && source !== "" ? "src" : "name",
              version: "version",
              source: "src",
              type: "scm",
              signatures: "signatures",
          }
        : { name: "name", version: "version", source: "source", type: "type", signatures: "signatures" };

/** Before version 3 a list is named first, and kept in a file of its own. */
function nameFile(files: Files, file: string, { kind }: FieldList): Files {
    return change(files, file, text => setValue(text, ["dependencies", keyOf(kind)], FILE_NAMES[kind]));
}
