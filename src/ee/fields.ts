/** What a form shows of a definition, read from its text as it stands, whether it is accepted or not. */

import { type FieldList, type ListKind, readList } from "./field-list.ts";
import type { FieldSpec } from "./field-spec.ts";
import { listFields } from "./field-table.ts";
import { type Files, readTree, type Tree } from "./held-text.ts";
import type { Path } from "./node-at.ts";

/** One value of the definition; `path` is null where the definition's version has no such key. */
export type Field = {
    value: string;
    path: Path | null;
    line: number | null;
    /** It has another kind of value than the field could show, so that it is edited in the text. */
    isOther: boolean;
};

/** A key of the table as it stands in the text. */
export type TableField = Field & {
    spec: FieldSpec;
    path: Path;
    /** Of lists and build steps, one by one; build steps written as one text are one item. */
    items: Item[];
    /** Build steps that are one text instead of a list. */
    isOneText: boolean;
};

export type Item = { text: string; line: number | null };

export type Fields = {
    file: string;
    version: number;
    baseImage: Field;
    core: Field;
    runner: Field;
    collections: FieldList;
    roles: FieldList;
    python: FieldList;
    system: FieldList;
    /** The other keys of this version, whether the text has them or not. */
    table: TableField[];
    /** Source, destination and line of each additional build file. */
    files: { src: string; dest: string; line: number | null }[];
    /** Keys that have no field, e.g. "option" or "dependencies.pip", and their lines. */
    others: { key: string; line: number }[];
};

/** What the form shows, or the line that has to be fixed before anything can be. */
export function readFields(files: Files, file: string): Fields | { brokenLine: number } {
    const tree = readTree(files.get(file) ?? "");
    if (tree.brokenLine !== null) return { brokenLine: tree.brokenLine };
    const version = Number(tree.textAt(["version"]) ?? 1);
    const shape = Math.trunc(version) === 1 || Math.trunc(version) === 2 ? Math.trunc(version) : 3;
    const specs = listFields(shape);
    const table = specs.map(spec => readField(tree, spec));
    const named = (...path: string[]): Field =>
        table.find(field => field.path.join(".") === path.join(".")) ?? {
            value: "",
            path: null,
            line: null,
            isOther: false,
        };
    const list = (kind: ListKind) => readList(files, file, tree, shape, kind);
    return {
        file,
        version,
        baseImage: shape === 1 ? named("build_arg_defaults", "EE_BASE_IMAGE") : named("images", "base_image", "name"),
        core: named("dependencies", "ansible_core", "package_pip"),
        runner: named("dependencies", "ansible_runner", "package_pip"),
        collections: list("collections"),
        roles: list("roles"),
        python: list("python"),
        system: list("system"),
        table,
        files: readBuildFiles(tree),
        others: readOthers(tree, specs),
    };
}

function readField(tree: Tree, spec: FieldSpec): TableField {
    const { path, kind } = spec;
    const found = tree.kindAt(path);
    const value = tree.textAt(path) ?? "";
    const isTexts = kind === "texts" || kind === "steps";
    const listed = isTexts && found === "list" ? readItems(tree, path) : null;
    const isOneText = kind === "steps" && found === "text";
    return {
        spec,
        path,
        value,
        line: tree.lineAt(path),
        items: listed ?? (isOneText ? [{ text: value, line: tree.lineAt(path) }] : []),
        isOneText,
        isOther: isOther(kind, found) || (listed !== null && listed.length < tree.lengthAt(path)),
    };
}

function isOther(kind: FieldSpec["kind"], found: ReturnType<Tree["kindAt"]>): boolean {
    if (found === "none" || kind === "requirements") return false;
    if (kind === "files" || kind === "texts") return found !== "list";
    return found !== "text" && !(kind === "steps" && found === "list");
}

/** The items of a list as far as they are texts. */
const readItems = (tree: Tree, path: Path): Item[] =>
    Array.from({ length: tree.lengthAt(path) }, (_item, index) => [...path, index]).flatMap(at => {
        const found = tree.kindAt(at);
        const text = found === "text" || found === "none" ? (tree.textAt(at) ?? "") : null;
        return text === null ? [] : [{ text, line: tree.lineAt(at) }];
    });

function readBuildFiles(tree: Tree): Fields["files"] {
    const path = ["additional_build_files"];
    return Array.from({ length: tree.lengthAt(path) }, (_item, index) => ({
        src: tree.textAt([...path, index, "src"]) ?? "",
        dest: tree.textAt([...path, index, "dest"]) ?? "",
        line: tree.lineAt([...path, index]),
    }));
}

/** Keys that no field leads to, at every level that fields lead through. */
function readOthers(tree: Tree, specs: readonly FieldSpec[]): Fields["others"] {
    const known = new Set(["version"]);
    const levels = new Map<string, Path>([["", []]]);
    for (const { path } of specs)
        for (const [length] of path.entries()) {
            known.add(path.slice(0, length + 1).join("."));
            if (length > 0) levels.set(path.slice(0, length).join("."), path.slice(0, length));
        }
    return [...levels.values()]
        .flatMap(path => tree.keysAt(path).map(({ key, line }) => ({ key: [...path, key].join("."), line })))
        .filter(({ key }) => !known.has(key))
        .sort((left, right) => left.line - right.line);
}
