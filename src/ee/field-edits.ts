/** What the form writes: each change rewrites only the text of that value, in the file that holds it. */
import { addItem, deleteValue, setValue } from "./edit.ts";
import { type Entry, FILE_NAMES, type Field, type FieldList } from "./fields.ts";
import { type Files, readHeld, writeHeld } from "./held-text.ts";
import { addLine, removeLine, requirementLines, setLine } from "./requirement-line.ts";

/** The files with one value set; an empty value is taken away with its key. */
export function setField(files: Files, file: string, field: Field, value: string): Files {
    const text = files.get(file) ?? "";
    if (field.path === null) return files;
    const changed = value === "" ? deleteValue(text, field.path) : setValue(text, field.path, value);
    return new Map(files).set(file, changed);
}

/** The files with one more requirement at the end of a list, which is made where there is none. */
export function addEntry(files: Files, file: string, list: FieldList, name: string): Files {
    const { holder, items, isNew } = list;
    const named = isNew && items === null ? nameFile(files, file, list) : files;
    const text = readHeld(named, holder) ?? "";
    if (items === null) return writeHeld(named, holder, addLine(text, name));
    if (list.entries.length === 0) return writeHeld(named, holder, setValue(text, items, [name]));
    return writeHeld(named, holder, addItem(text, items, name));
}

export function removeEntry(files: Files, list: FieldList, index: number): Files {
    const text = readHeld(files, list.holder) ?? "";
    if (list.items !== null) return writeHeld(files, list.holder, deleteValue(text, [...list.items, index]));
    const line = requirementLines(text)[index];
    return line ? writeHeld(files, list.holder, removeLine(text, line)) : files;
}

/** The files with one requirement changed; "" as version means any. */
export function setEntry(
    files: Files,
    list: FieldList,
    index: number,
    change: Partial<Pick<Entry, "name" | "version">>,
): Files {
    const entry = list.entries[index];
    const text = readHeld(files, list.holder) ?? "";
    if (!entry) return files;
    const { name, version } = { ...entry, ...change };
    if (list.items === null) {
        const line = requirementLines(text)[index];
        return line ? writeHeld(files, list.holder, setLine(text, line, name)) : files;
    }
    const path = [...list.items, index];
    // ansible-galaxy reads no version behind a bare name, so an entry that gets one becomes a mapping.
    if (!entry.isMapping)
        return writeHeld(files, list.holder, setValue(text, path, version === "" ? name : { name, version }));
    const named = change.name === undefined ? text : setValue(text, [...path, "name"], name);
    if (change.version === undefined) return writeHeld(files, list.holder, named);
    const at = [...path, "version"];
    return writeHeld(files, list.holder, version === "" ? deleteValue(named, at) : setValue(named, at, version));
}

/** Before version 3 a list is named first, and kept in a file of its own. */
function nameFile(files: Files, file: string, { kind }: FieldList): Files {
    const key = kind === "collections" ? "galaxy" : kind;
    return new Map(files).set(file, setValue(files.get(file) ?? "", ["dependencies", key], FILE_NAMES[kind]));
}
