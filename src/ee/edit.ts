/**
 * Change one value of a YAML text: only its bytes change. Comments, order, quoting and indentation elsewhere stay.
 *
 * Paths are keys and indices from the top. Text that is not YAML comes back as it was.
 */
import {
    type Document,
    isAlias,
    isCollection,
    isMap,
    isScalar,
    isSeq,
    type Node,
    type YAMLMap,
    type YAMLSeq,
} from "yaml";

import { nodeAt, type Path } from "./node-at.ts";
import { readYaml } from "./read-yaml.ts";
import { lineStart } from "./text.ts";
import { type Setting, writeAfterKey, writeEntries, writeFlow, writeItem, writeScalar } from "./yaml-write.ts";

type Target = { text: string; document: Document; setting: Setting };

/** The text with the value at `path` set; what is missing on the way there is made. */
export function setValue(text: string, path: Path, value: unknown): string {
    const document = readable(text);
    if (!document || path.length === 0) return text;
    const newline = text.includes("\r\n") ? "\r\n" : "\n";
    let depth = path.length;
    while (depth > 0 && !nodeAt(document, path.slice(0, depth))) depth -= 1;
    const setting = { flow: isInFlow(document, path.slice(0, depth)), column: 0, newline };
    const target = { text, document, setting };
    if (depth === path.length) return replaceAt(target, path, value);

    const missing = path.slice(depth);
    const above = nodeAt(document, path.slice(0, depth))?.node ?? null;
    const [step] = missing;
    if (isMap(above)) return addPair(target, above, String(step), nested(missing.slice(1), value));
    if (isSeq(above) && typeof step === "string") return text;
    if (isSeq(above)) return addToList(target, above, nested(missing.slice(1), value));
    if (depth > 0) return replaceAt(target, path.slice(0, depth), nested(missing, value));
    const separator = text === "" || text.endsWith("\n") ? "" : newline;
    return `${text}${separator}${writeEntries([[String(step), nested(missing.slice(1), value)]], setting)}${newline}`;
}

/** The text with one more item at the end of the list at `path`, which is made where there is none. */
export function addItem(text: string, path: Path, value: unknown): string {
    const document = readable(text);
    if (!document) return text;
    const list = nodeAt(document, path)?.node;
    if (!isSeq(list) || list.items.length === 0) return setValue(text, path, [value]);
    const newline = text.includes("\r\n") ? "\r\n" : "\n";
    return addToList({ text, document, setting: { flow: false, column: 0, newline } }, list, value);
}

/** The document, unless it has errors that would make positions a guess. */
function readable(text: string): Document | null {
    const { document, problems } = readYaml(text, "");
    return problems.length === 0 ? document : null;
}

/** A value below the rest of a path: `nested(["a", 0], 1)` is `{a: [1]}`. */
const nested = (path: Path, value: unknown): unknown =>
    path.reduceRight<unknown>((below, step) => (typeof step === "number" ? [below] : { [step]: below }), value);

const isInFlow = (document: Document, path: Path): boolean =>
    path.some((_step, length) => {
        const node = nodeAt(document, path.slice(0, length))?.node;
        return isCollection(node) && node.flow === true;
    }) || isFlow(nodeAt(document, path)?.node);

const isFlow = (node: unknown): boolean => isCollection(node) && node.flow === true && node.items.length > 0;

const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);

/** Where a node's own text ends, without the line break and comments after it. */
export const endOf = (text: string, node: Node): number => {
    const [start, end] = node.range ?? [0, 0];
    return start + text.slice(start, end).trimEnd().length;
};

function replaceAt({ text, document, setting }: Target, path: Path, value: unknown): string {
    const found = nodeAt(document, path);
    const node = found?.node;
    const key = found?.pair?.key;
    if (!node?.range) return text;
    const [start] = node.range;
    const splice = (from: number, to: number, put: string) => {
        // PyYAML gives a block no line break that the end of the file takes from it.
        const ends = text.endsWith("\n") || text.slice(to).trim() !== "" || !/^\s*[|>]/.test(put);
        return text.slice(0, from) + put + text.slice(to) + (ends ? "" : setting.newline);
    };
    const isSimple = typeof value !== "object" || value === null;
    if (key?.range) {
        const column = columnOf(text, key.range[0]) + 2;
        const empty = isScalar(node) && node.source === "" && node.type === "PLAIN";
        if (empty || !isSimple || isCollection(node) || isAlias(node)) {
            const colon = text.indexOf(":", key.range[1]) + 1;
            const flow = setting.flow || isFlow(node);
            const put = writeAfterKey(value, { ...setting, flow, column });
            return splice(colon, empty ? colon : endOf(text, node), put);
        }
        return splice(start, endOf(text, node), scalarLike(node, text, value, { ...setting, column }));
    }
    const column = columnOf(text, start);
    if (isSimple && isScalar(node))
        return splice(start, endOf(text, node), scalarLike(node, text, value, { ...setting, column }));
    return splice(
        start,
        endOf(text, node),
        setting.flow ? writeFlow(value) : writeItem(value, { ...setting, column: column - 2 }),
    );
}

/** A scalar in the style, and for blocks at the indentation, of the one it replaces. */
function scalarLike(node: Node, text: string, value: unknown, setting: Setting): string {
    if (!isScalar(node)) return writeScalar(value, setting);
    const [start, end] = node.range ?? [0, 0];
    const body = /\n( +)\S/.exec(text.slice(start, end));
    const isBlock = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
    const column = isBlock && body?.[1] ? body[1].length : setting.column;
    const style = node.type === "PLAIN" || node.type === undefined ? "PLAIN" : (node.type as "QUOTE_SINGLE");
    return writeScalar(value, { ...setting, column }, style);
}

function addPair({ text, document, setting }: Target, map: YAMLMap, key: string, value: unknown): string {
    const last = map.items.at(-1);
    const range = map.range ?? [0, 0, 0];
    if (map.flow) {
        if (document.contents === map && map.items.length === 0)
            return (
                text.slice(0, range[0]) +
                writeEntries([[key, value]], { ...setting, flow: false }) +
                text.slice(range[1])
            );
        const put = `${last ? ", " : ""}${writeFlow({ [key]: value }).slice(1, -1)}`;
        return (
            text
                .slice(0, range[1] - 1)
                .trimEnd()
                .replace(/,$/, "") +
            put +
            text.slice(range[1] - 1)
        );
    }
    const column = columnOf(text, range[0]);
    return insertLine(
        text,
        endOf(text, map),
        column,
        writeEntries([[key, value]], { ...setting, flow: false, column }),
        setting,
    );
}

function addToList({ text, setting }: Target, list: YAMLSeq, value: unknown): string {
    const range = list.range ?? [0, 0, 0];
    if (list.flow) {
        const before = text
            .slice(0, range[1] - 1)
            .trimEnd()
            .replace(/,$/, "");
        return `${before}${list.items.length > 0 ? ", " : ""}${writeFlow(value)}${text.slice(range[1] - 1)}`;
    }
    const column = columnOf(text, range[0]);
    return insertLine(
        text,
        endOf(text, list),
        column,
        `- ${writeItem(value, { ...setting, flow: false, column })}`,
        setting,
    );
}

/** Put a line below the one on which something ends; a comment behind that stays behind it. */
function insertLine(text: string, end: number, column: number, line: string, { newline }: Setting): string {
    const lineEnd = text.indexOf("\n", end);
    const put = " ".repeat(column) + line;
    if (lineEnd < 0) return `${text}${newline}${put}${newline}`;
    return text.slice(0, lineEnd + 1) + put + newline + text.slice(lineEnd + 1);
}

/**
 * The text without the value at `path` and its key. What would be left empty above it goes too: ansible-builder
 * refuses keys without a value.
 */
export function deleteValue(text: string, path: Path): string {
    const document = readable(text);
    const found = document && nodeAt(document, path);
    if (!document || !found || path.length === 0) return text;
    const above = nodeAt(document, path.slice(0, -1))?.node;
    if (!isCollection(above)) return text;
    if (above.items.length === 1 && path.length > 1) return deleteValue(text, path.slice(0, -1));
    const start = found.pair?.key.range?.[0] ?? found.node?.range?.[0] ?? 0;
    const colon = found.pair ? text.indexOf(":", found.pair.key.range?.[1] ?? start) + 1 : start;
    const end = found.node ? Math.max(colon, endOf(text, found.node)) : colon;
    return above.flow ? cutFlow(text, start, end) : cutLines(text, start, end, isSeq(above));
}

/** Cut an entry of a bracketed collection with one of the commas beside it. */
function cutFlow(text: string, start: number, end: number): string {
    const after = /^\s*,[ \t]*/.exec(text.slice(end));
    if (after) return text.slice(0, start) + text.slice(end + after[0].length);
    return text.slice(0, start).replace(/,?\s*$/, "") + text.slice(end);
}

/** Cut whole lines; the first key of a list's item leaves the item's dash to the key after it. */
function cutLines(text: string, start: number, end: number, isItem: boolean): string {
    const begin = lineStart(text, start);
    const before = text.slice(begin, start);
    const lineEnd = text.indexOf("\n", end);
    const next = lineEnd < 0 ? text.length : lineEnd + 1;
    if (before.trim() === "" || (isItem && before.trim() === "-")) return text.slice(0, begin) + text.slice(next);
    const rest = text.slice(next);
    return text.slice(0, start) + rest.trimStart();
}
