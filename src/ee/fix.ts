/** Fixes that a finding can offer: small edits of the bytes that are wrong. */
import { type Document, isCollection, isMap, isScalar, isSeq, type Node } from "yaml";

import type { Edit, Fix } from "../issue.ts";
import { _ } from "../language.ts";
import { deleteValue } from "./edit.ts";
import { nodeAt, type Path } from "./node-at.ts";
import { lineStart } from "./text.ts";

/** A definition's text with its nodes: all that a fix needs to know. */
export type Source = { text: string; file: string; document: Document };

const fix = (source: Source, title: string, edits: Edit[]): Fix => ({ title, file: source.file, edits });

/** Put another key in the place of the one at the end of `path`. */
export function renameKey(source: Source, path: Path, key: string): Fix | null {
    const range = nodeAt(source.document, path)?.pair?.key.range;
    if (!range) return null;
    return fix(source, _("Rename it"), [{ offset: range[0], length: range[1] - range[0], text: key }]);
}

/** Make text of a number, a boolean, or a line that YAML took for a mapping. */
export function quote(source: Source, path: Path): Fix | null {
    const node = nodeAt(source.document, path)?.node;
    if (!node?.range || (isCollection(node) && node.flow)) return null;
    const [start, end] = node.range;
    const written = source.text.slice(start, end).trimEnd();
    if (written === "" || written.includes("\n")) return null;
    return fix(source, _("Quote it"), [
        { offset: start, length: written.length, text: `'${written.replaceAll("'", "''")}'` },
    ]);
}

/** Remove a key together with what is below it, whole lines. */
export function removeKey(source: Source, path: Path): Fix | null {
    const found = nodeAt(source.document, path);
    const key = found?.pair?.key.range;
    if (!key) return null;
    const { text } = source;
    const start = lineStart(text, key[0]);
    if (text.slice(start, key[0]).trim() !== "") return null;
    const end = text.indexOf("\n", Math.max(key[1], (found.node?.range?.[1] ?? 0) - 1));
    return fix(source, _("Remove it"), [
        { offset: start, length: (end < 0 ? text.length : end + 1) - start, text: "" },
    ]);
}

/** Set a value where it stands. */
export function replaceValue(source: Source, title: string, path: Path, value: string): Fix | null {
    const range = nodeAt(source.document, path)?.node?.range;
    return range ? fix(source, title, [{ offset: range[0], length: range[1] - range[0], text: value }]) : null;
}

/** Remove a key with what is below it, and what would be left empty above; null where it is there twice. */
export function dropKey(source: Source, path: Path): Fix | null {
    const above = nodeAt(source.document, path.slice(0, -1))?.node;
    const same = isMap(above)
        ? above.items.filter(({ key }) => isScalar(key) && String(key.value) === path.at(-1))
        : [];
    return same.length === 1 ? fixFromText(source, _("Remove it"), deleteValue(source.text, path)) : null;
}

/** Put a key between a key and its value: `galaxy: [a.b]` becomes `galaxy: {collections: [a.b]}`. */
export function nestBelow(source: Source, title: string, path: Path, key: string): Fix | null {
    const found = nodeAt(source.document, path);
    const node = found?.node;
    const above = found?.pair?.key.range;
    if (!node?.range || !above || !(isSeq(node) || isMap(node))) return null;
    if (node.flow) {
        return fix(source, title, [
            { offset: node.range[0], length: 0, text: `{${key}: ` },
            { offset: node.range[1], length: 0, text: "}" },
        ]);
    }
    const colon = source.text.indexOf(":", above[1]);
    const column = above[0] - lineStart(source.text, above[0]);
    const edits = [{ offset: colon + 1, length: 0, text: `\n${" ".repeat(column + 2)}${key}:` }];
    return fix(source, title, [...edits, ...indent(source.text, node)]);
}

/** Put a mapping below a new key of its own: `collections:` becomes `galaxy:` with `collections:` in it. */
export function nestKey(source: Source, title: string, path: Path, key: string): Fix | null {
    const found = nodeAt(source.document, path);
    const own = found?.pair?.key.range;
    if (!own || !found.node?.range) return null;
    const column = own[0] - lineStart(source.text, own[0]);
    if (source.text.slice(own[0] - column, own[0]).trim() !== "") return null;
    const edits = [{ offset: own[0], length: 0, text: `${key}:\n${" ".repeat(column + 2)}` }];
    return fix(source, title, [...edits, ...indent(source.text, found.node)]);
}

/** Two more spaces before every line on which something of a node begins a line of its own. */
function indent(text: string, node: Node): Edit[] {
    const [start, end] = node.range ?? [0, 0];
    const edits: Edit[] = [];
    const first = lineStart(text, start);
    let at = text.slice(first, start).trim() === "" ? first : text.indexOf("\n", start) + 1;
    while (at > 0 && at < end) {
        if (text[at] !== "\n" && text[at] !== "\r") edits.push({ offset: at, length: 0, text: "  " });
        const next = text.indexOf("\n", at);
        if (next < 0) break;
        at = next + 1;
    }
    return edits;
}

/** The one edit that makes another text of this one; null when they are the same. */
export function fixFromText(source: Source, title: string, changed: string): Fix | null {
    const { text } = source;
    if (changed === text) return null;
    const shorter = Math.min(text.length, changed.length);
    let start = 0;
    while (start < shorter && text[start] === changed[start]) start += 1;
    let end = 0;
    while (end < shorter - start && text.at(-1 - end) === changed.at(-1 - end)) end += 1;
    const put = changed.slice(start, changed.length - end);
    return fix(source, title, [{ offset: start, length: text.length - end - start, text: put }]);
}

/** The text after a fix. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
    return edits
        .toSorted((left, right) => right.offset - left.offset)
        .reduce(
            (whole, { offset, length, text: put }) => whole.slice(0, offset) + put + whole.slice(offset + length),
            text,
        );
}
