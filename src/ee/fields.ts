/** What a form shows of a definition, read from its text as it stands, whether it is accepted or not. */
import { type Files, type Holder, readHeld, readTree, type Tree } from "./held-text.ts";
import type { Path } from "./node-at.ts";
import { requirementLines } from "./requirement-line.ts";

/** One value of the definition; `path` is null where the definition's version has no such key. */
export type Field = { value: string; path: Path | null; line: number | null };

/** One requirement; `version` is "" for any, and only collections have it apart from the name. */
export type Entry = { name: string; version: string; line: number | null; isMapping: boolean };

export type ListKind = "collections" | "python" | "system";

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
};

export type Fields = {
    file: string;
    version: number;
    baseImage: Field;
    core: Field;
    runner: Field;
    collections: FieldList;
    python: FieldList;
    system: FieldList;
    /** Keys that have no field, e.g. "options" or "dependencies.exclude", and their lines. */
    others: { key: string; line: number }[];
};

/** The conventional file of each list. */
export const FILE_NAMES: Record<ListKind, string> = {
    collections: "requirements.yml",
    python: "requirements.txt",
    system: "bindep.txt",
};

/** What the form shows, or the line that has to be fixed before anything can be. */
export function readFields(files: Files, file: string): Fields | { brokenLine: number } {
    const tree = readTree(files.get(file) ?? "");
    if (tree.brokenLine !== null) return { brokenLine: tree.brokenLine };
    const version = Number(tree.textAt(["version"]) ?? 1);
    const images = version === 1 ? ["build_arg_defaults", "EE_BASE_IMAGE"] : ["images", "base_image", "name"];
    const field = (path: Path | null): Field => ({
        value: (path && tree.textAt(path)) ?? "",
        path,
        line: path && tree.lineAt(path),
    });
    const pip = (key: string) => field(version >= 3 ? ["dependencies", key, "package_pip"] : null);
    const list = (kind: ListKind) => readList(files, file, tree, version, kind);
    return {
        file,
        version,
        baseImage: field(images),
        core: pip("ansible_core"),
        runner: pip("ansible_runner"),
        collections: list("collections"),
        python: list("python"),
        system: list("system"),
        others: [
            ...tree.keysAt([]).filter(({ key }) => !["version", "dependencies", images[0]].includes(key)),
            ...tree
                .keysAt(["dependencies"])
                .filter(({ key }) => !["ansible_core", "ansible_runner", "galaxy", "python", "system"].includes(key))
                .map(({ key, line }) => ({ key: `dependencies.${key}`, line })),
        ].sort((left, right) => left.line - right.line),
    };
}

function readList(files: Files, file: string, tree: Tree, version: number, kind: ListKind): FieldList {
    const path: Path = ["dependencies", kind === "collections" ? "galaxy" : kind];
    const value = tree.textAt(path) ?? "";
    const isText = tree.kindAt(path) === "text";
    if (isText && value.includes("\n")) return readHolder(files, kind, { file, scalar: path }, tree.lineAt(path));
    if (isText) return readHolder(files, kind, { file: value.replace(/^(?:\.\/)+/, ""), scalar: null }, 0);
    const isNew = tree.kindAt(path) === "none";
    // Before version 3 a list can only be a file.
    if (isNew && version < 3) return { ...readHolder(files, kind, { file: FILE_NAMES[kind], scalar: null }, 0), isNew };
    const items = kind === "collections" && tree.kindAt(path) !== "list" ? [...path, "collections"] : path;
    return {
        kind,
        holder: { file, scalar: null },
        items,
        isNew,
        entries: readItems(tree, items, kind),
        brokenLine: null,
    };
}

/** `above`: lines of the file before the held text. */
function readHolder(files: Files, kind: ListKind, holder: Holder, above: number | null): FieldList {
    const text = readHeld(files, holder) ?? "";
    const list = { kind, holder, isNew: false };
    if (kind !== "collections") {
        const entries = requirementLines(text).map(line => ({
            name: line.text,
            version: "",
            line: line.number + (above ?? 0),
            isMapping: false,
        }));
        return { ...list, items: null, entries, brokenLine: null };
    }
    const tree = readTree(text);
    // An old requirements.yml is a bare list, of roles.
    const items = ["collections"];
    return { ...list, items, entries: readItems(tree, items, kind), brokenLine: tree.brokenLine };
}

function readItems(tree: Tree, items: Path, kind: ListKind): Entry[] {
    return Array.from({ length: tree.lengthAt(items) }, (_item, index) => {
        const path = [...items, index];
        const line = tree.lineAt(path);
        if (tree.kindAt(path) === "mapping") {
            const [name, version] = ["name", "version"].map(key => tree.textAt([...path, key]) ?? "");
            return { name: name ?? "", version: version ?? "", line, isMapping: true };
        }
        const text = tree.textAt(path) ?? "";
        return kind === "collections"
            ? { ...splitCollection(text), line, isMapping: false }
            : { name: text, version: "", line, isMapping: false };
    });
}

/** What a requirement of a known package says beside its name: ">=2.16" of "ansible-core>=2.16"; another text is whole. */
export function specifierOf(name: string, text: string): string {
    const rest = text.startsWith(name) ? text.slice(name.length).trim() : text;
    return rest === "" || SPECIFIER.test(rest) ? rest : text;
}

/** The other way round: a specifier belongs to the package, anything else stands for itself. */
export const withSpecifier = (name: string, typed: string): string =>
    typed === "" || SPECIFIER.test(typed) ? name + typed : typed;

const SPECIFIER = /^[<>=!~[;@]/;

/** "community.general:>=7" is a name and a version; an address with a colon is a name. */
export function splitCollection(text: string): { name: string; version: string } {
    const [, name = text, version = ""] = /^([\w.]+):(.*)$/.exec(text) ?? [];
    return { name, version };
}
