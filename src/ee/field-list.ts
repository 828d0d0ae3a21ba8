/** One requirement list as a form shows it, in whichever text it is kept. */
import { type Files, type Holder, readHeld, readTree, type Tree } from "./held-text.ts";
import type { Path } from "./node-at.ts";
import { requirementLines } from "./requirement-line.ts";

/** One requirement; what it does not say is "". */
export type Entry = {
    name: string;
    /** Collections and roles have it apart from the name. */
    version: string;
    /** Where a collection comes from; for roles `src`. */
    source: string;
    /** Of collections "git", "url" …; of roles `scm`. */
    type: string;
    signatures: string[];
    line: number | null;
    isMapping: boolean;
};

export type ListKind = "collections" | "roles" | "python" | "system";

export type FieldList = {
    kind: ListKind;
    /** The text the list is in; `file` of it is what the form names. */
    holder: Holder;
    /** Where its items are in that text; null: one requirement a line. */
    items: Path | null;
    /** Set where the definition does not name that list yet, and adding to it must. */
    isNew: boolean;
    entries: Entry[];
    /** The line of the holder's file to fix before the list can be edited. */
    brokenLine: number | null;
    /** It is no list, or an alias stands for it or for an item of it, so that it is edited in the text. */
    isOther: boolean;
};

/** The conventional file of each list. */
export const FILE_NAMES: Record<ListKind, string> = {
    collections: "requirements.yml",
    roles: "requirements.yml",
    python: "requirements.txt",
    system: "bindep.txt",
};

/** The key below `dependencies` that a list is kept at. */
export const keyOf = (kind: ListKind): string => (kind === "collections" || kind === "roles" ? "galaxy" : kind);

const isGalaxy = (kind: ListKind): kind is "collections" | "roles" => keyOf(kind) === "galaxy";

export const emptyEntry: Entry = {
    name: "",
    version: "",
    source: "",
    type: "",
    signatures: [],
    line: null,
    isMapping: false,
};

/** One list of the definition in `tree`, whose text is that of `file`. */
export function readList(files: Files, file: string, tree: Tree, version: number, kind: ListKind): FieldList {
    const path: Path = ["dependencies", keyOf(kind)];
    const value = tree.textAt(path) ?? "";
    const found = tree.kindAt(path);
    if (found === "text" && value.includes("\n"))
        return readHolder(files, kind, { file, scalar: path }, tree.lineAt(path));
    if (found === "text") return readHolder(files, kind, { file: value.replace(/^(?:\.\/)+/, ""), scalar: null }, 0);
    const isNew = found === "none";
    // Before version 3 a list can only be a file.
    if (isNew && version < 3) return { ...readHolder(files, kind, { file: FILE_NAMES[kind], scalar: null }, 0), isNew };
    const isBare = isGalaxy(kind) && found === "list";
    const items = isGalaxy(kind) && !(isBare && kind === "collections") ? [...path, kind] : path;
    const entries = readEntries(tree, items, kind);
    const isOther = isOtherAt(tree, items);
    return { kind, holder: { file, scalar: null }, items, isNew, entries, brokenLine: null, isOther };
}

/** `above`: lines of the file before the held text. */
function readHolder(files: Files, kind: ListKind, holder: Holder, above: number | null): FieldList {
    const text = readHeld(files, holder) ?? "";
    const list = { kind, holder, isNew: false };
    const shift = (line: number | null) => (line === null ? null : line + (above ?? 0));
    if (!isGalaxy(kind)) {
        const entries = requirementLines(text).map(line => ({
            ...emptyEntry,
            name: line.text,
            line: shift(line.number),
        }));
        return { ...list, items: null, entries, brokenLine: null, isOther: false };
    }
    const tree = readTree(text);
    // An old requirements.yml is a bare list, of roles.
    const items = kind === "roles" && tree.kindAt([]) === "list" ? [] : [kind];
    const entries = readEntries(tree, items, kind).map(entry => ({ ...entry, line: shift(entry.line) }));
    return { ...list, items, entries, brokenLine: shift(tree.brokenLine), isOther: isOtherAt(tree, items) };
}

function isOtherAt(tree: Tree, items: Path): boolean {
    const found = tree.kindAt(items);
    if (found !== "list") return found !== "none";
    return Array.from({ length: tree.lengthAt(items) }).some(
        (_item, index) => tree.kindAt([...items, index]) === "alias",
    );
}

function readEntries(tree: Tree, items: Path, kind: ListKind): Entry[] {
    return Array.from({ length: tree.lengthAt(items) }, (_item, index) => {
        const path = [...items, index];
        const line = tree.lineAt(path);
        if (tree.kindAt(path) !== "mapping") {
            const text = tree.textAt(path) ?? "";
            const asked = kind === "collections" ? splitCollection(text) : { name: text };
            return { ...emptyEntry, ...asked, line };
        }
        const textAt = (key: string) => tree.textAt([...path, key]) ?? "";
        const signatures = Array.from(
            { length: tree.lengthAt([...path, "signatures"]) },
            (_signature, at) => tree.textAt([...path, "signatures", at]) ?? "",
        );
        const isRole = kind === "roles";
        const source = textAt(isRole ? "src" : "source");
        const type = textAt(isRole ? "scm" : "type");
        return { name: textAt("name"), version: textAt("version"), source, type, signatures, line, isMapping: true };
    });
}

/** "community.general:>=7" is a name and a version; an address with a colon is a name. */
export function splitCollection(text: string): { name: string; version: string } {
    const [, name = text, version = ""] = /^([\w.]+):(.*)$/.exec(text) ?? [];
    return { name, version };
}
