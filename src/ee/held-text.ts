/** A requirement list is kept in a file of its own, or in a block of text inside the definition: one way to both. */
import { isAlias, isMap, isScalar, isSeq, type Node } from "yaml";

import { setValue } from "./edit.ts";
import { nearestTo, nodeAt, type Path } from "./node-at.ts";
import { readYaml } from "./read-yaml.ts";
import { placesIn } from "./text.ts";

export type Files = ReadonlyMap<string, string>;

/** Where a text is: a whole file, or, with `scalar`, the text at that path of the file. */
export type Holder = { file: string; scalar: Path | null };

/** The text, or null when there is no such file. */
export function readHeld(files: Files, { file, scalar }: Holder): string | null {
    const text = files.get(file) ?? null;
    if (text === null || scalar === null) return text;
    return readTree(text).textAt(scalar);
}

/** The files with that text replaced; a missing file is made. */
export function writeHeld(files: Files, { file, scalar }: Holder, text: string): Map<string, string> {
    const changed = scalar === null ? text : setValue(files.get(file) ?? "", scalar, text);
    return new Map(files).set(file, changed);
}

/** A YAML text looked at by path, all scalars as they are written, without quotes: enough for a form. */
export type Tree = {
    /** The line where the text stops being YAML, or null when it is. */
    brokenLine: number | null;
    /** What is at a path: "none" also for a key without a value, "alias" also for what an alias on the way lacks. */
    kindAt: (path: Path) => "none" | "text" | "list" | "mapping" | "alias";
    textAt: (path: Path) => string | null;
    lengthAt: (path: Path) => number;
    /** The keys of the mapping at a path, and the line of each. */
    keysAt: (path: Path) => { key: string; line: number }[];
    /** Line of what is at a path, or null. */
    lineAt: (path: Path) => number | null;
};

/** Never throws; text that a person is still typing is the normal case. */
export function readTree(text: string): Tree {
    const { document, problems } = readYaml(text, "");
    const placeOf = placesIn(text);
    const [first] = problems;
    const nodeOf = (path: Path) => (document && nodeAt(document, path)?.node) ?? null;
    const nearest = (path: Path): Node | null => (document ? nearestTo(document, path).node : null);
    const lineOf = (node: Node | null) => (node?.range ? placeOf(node.range[0]).line : null);
    const textAt = (path: Path): string | null => {
        const node = nodeOf(path);
        return isScalar(node) ? (node.source ?? null) : null;
    };
    return {
        brokenLine: first ? placeOf(first.offset).line : null,
        kindAt: path => {
            const node = nodeOf(path);
            if (isMap(node)) return "mapping";
            if (isSeq(node)) return "list";
            if (isAlias(nearest(path))) return "alias";
            return textAt(path) ? "text" : "none";
        },
        textAt,
        lengthAt: path => {
            const node = nodeOf(path);
            return isSeq(node) ? node.items.length : 0;
        },
        keysAt: path => {
            const node = nodeOf(path);
            if (!isMap<Node>(node)) return [];
            return node.items.flatMap(({ key }) =>
                isScalar(key) ? [{ key: key.source ?? "", line: lineOf(key) ?? 1 }] : [],
            );
        },
        lineAt: path => lineOf(nodeOf(path)),
    };
}
