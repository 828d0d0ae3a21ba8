/** One place in a YAML text where a value is or could be, and what goes into it. */
import { type Document, isAlias, isCollection, isScalar, isSeq, type Node } from "yaml";

import { bodyColumn, reword } from "./edit-reword.ts";
import { nodeAt, type Path } from "./node-at.ts";
import {
    afterColon,
    dashesOf,
    isBlockCollection,
    isBlockScalar,
    isEmpty,
    lineEnd,
    type Span,
    spanOf,
} from "./node-span.ts";
import { lineStart } from "./text.ts";
import { headerOf, type Written, writeBlock } from "./yaml-block.ts";
import {
    isPrintable,
    linesAt,
    type ScalarStyle,
    writeBelowKey,
    writeFlow,
    writeItem,
    writeScalar,
} from "./yaml-write.ts";

export type Hole = {
    /** What is there now. */
    node: Node | null;
    isInBrackets: boolean;
    isItem: boolean;
    /** Behind the colon or dash that it belongs to, and behind an anchor or tag. */
    after: number;
    /** Column of that key or dash. */
    column: number;
    /** Put before the value: a key alone has no colon yet. */
    mark: string;
};

/** The place at the end of a path that is there; null where it has no text of its own. */
export function holeAt(text: string, document: Document, path: Path): Hole | null {
    const found = nodeAt(document, path);
    if (!found) return null;
    const { node, pair } = found;
    const isInBrackets = path.some((_step, length) => {
        const above = nodeAt(document, path.slice(0, length))?.node;
        return isCollection(above) && above.flow === true;
    });
    if (pair) {
        const [start, end] = pair.key.range ?? [0, 0];
        const after = afterColon(pair);
        const column = columnOf(text, start);
        return { node, isInBrackets, isItem: false, after: after ?? end, column, mark: after === null ? ":" : "" };
    }
    const list = nodeAt(document, path.slice(0, -1))?.node;
    const index = path.at(-1);
    if (!isSeq(list) || typeof index !== "number") return null;
    const dash = list.flow ? (node?.range?.[0] ?? 0) : (dashesOf(list)[index] ?? 0);
    const after = list.flow ? dash : dash + 1;
    return { node, isInBrackets, isItem: true, after, column: columnOf(text, dash), mark: "" };
}

export const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);

export const newlineOf = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");

/** The text with that value in the place; what stands behind the old value on its line stands behind the new one. */
export function fill(text: string, hole: Hole, value: unknown): string {
    const reworded = reword(text, hole.node, value);
    if (reworded !== null) return reworded;
    const old = extentOf(text, hole);
    const { first, lines } = write(text, hole, old, value);
    const head = first === "" ? text.slice(0, old.start).trimEnd() : text.slice(0, old.start) + old.gap;
    const newline = newlineOf(text);
    const below = lines.map(line => newline + line).join("");
    const isLast = old.tail === text.length;
    const needsEnd = lines.length > 0 && endsInLineBreak(value);
    return (
        head +
        first +
        text.slice(old.rest.start, old.rest.end) +
        below +
        (isLast && needsEnd ? newline : "") +
        text.slice(old.tail)
    );
}

/** Whether the last text in a value ends with a line break, which a block at the end of a file has to have too. */
export const endsInLineBreak = (value: unknown): boolean =>
    typeof value === "object" && value !== null
        ? endsInLineBreak(Object.values(value).at(-1))
        : typeof value === "string" && value.endsWith("\n");

/** What of a text goes, and what of its last line stays. */
type Extent = {
    start: number;
    gap: string;
    /** What stands behind the value, comments mostly. */
    rest: Span;
    /** Where the text goes on: at a line's end. */
    tail: number;
    isOwnLine: boolean;
};

function extentOf(text: string, { node, after, mark }: Hole): Extent {
    const restOfLine = (offset: number): Span => ({ start: offset, end: lineEnd(text, offset) });
    if (node === null || isEmpty(node)) {
        const rest = restOfLine(after);
        return { start: after, gap: `${mark} `, rest, tail: rest.end, isOwnLine: false };
    }
    const { start, end } = spanOf(node);
    const isOwnLine = lineStart(text, start) > after;
    const isEnded = end > 0 && text[end - 1] === "\n";
    const bare = isEnded ? end - (text[end - 2] === "\r" ? 2 : 1) : end;
    if (isBlockScalar(node)) {
        const header = headerOf(text.slice(start, end))?.header ?? "";
        return { start, gap: "", rest: restOfLine(start + header.length), tail: bare, isOwnLine };
    }
    const rest = isEnded ? { start: bare, end: bare } : restOfLine(end);
    if (!isBlockCollection(node) || !isOwnLine) return { start, gap: "", rest, tail: rest.end, isOwnLine };
    return { start: after, gap: " ", rest: restOfLine(after), tail: rest.end, isOwnLine: false };
}

function write(text: string, hole: Hole, old: Extent, value: unknown): Written {
    const { node, column, isItem } = hole;
    if (typeof value === "object" && value !== null) {
        const staysFlow = isCollection(node) && node.flow === true && node.items.length > 0;
        if (hole.isInBrackets || staysFlow || Object.keys(value).length === 0)
            return { first: writeFlow(value), lines: [] };
        if (old.isOwnLine) {
            const own = columnOf(text, old.start);
            const [first = "", ...lines] = linesAt(value, own);
            return { first: first.slice(own), lines };
        }
        return isItem ? writeItem(value, column) : writeBelowKey(value, column);
    }
    return writeText(text, hole, old, value);
}

/** A scalar in the style, and for blocks at the indentation, of the one it replaces. */
function writeText(text: string, hole: Hole, old: Extent, value: unknown): Written {
    const { node, column } = hole;
    const wasBlock = isBlockScalar(node);
    if (typeof value === "string" && (wasBlock || value.includes("\n")) && !hole.isInBrackets && isPrintable(value)) {
        const header = wasBlock ? (headerOf(text.slice(old.start, old.tail))?.header ?? "|") : "|";
        const body = (wasBlock && bodyColumn(text, node)) || column + 2;
        const block = writeBlock(value, { header, column: body, parent: column });
        // Where the file ends within it, a block that is not ended has no line break at its end whatever it says.
        const isOpen = wasBlock && old.tail === text.length && !value.endsWith("\n");
        const isSame = block?.first.replace("-", "") === header.replace(/[-+]/, "");
        if (block && isOpen && isSame) return { ...block, first: header };
        if (block && !wouldSwallow(text, old.tail, body, block.first.includes("+"))) return block;
    }
    const isQuoted = isScalar(node) && (node.type === "QUOTE_SINGLE" || node.type === "QUOTE_DOUBLE");
    // Quotes that only the old value needed go with it: they may have come while a value was typed.
    const wasNeeded =
        isQuoted && node.type === "QUOTE_SINGLE" && writeScalar(node.value, hole.isInBrackets) !== node.value;
    const style = isQuoted && !wasNeeded ? (node.type as ScalarStyle) : "PLAIN";
    const written = writeScalar(value, hole.isInBrackets, style);
    // Who writes 1.0 for a version goes on to do so.
    const isDecimal = isScalar(node) && /^\d+\.0$/.test(node.source ?? "") && /^\d+$/.test(written);
    return { first: isDecimal && typeof value === "number" && !isAlias(node) ? `${written}.0` : written, lines: [] };
}

/** Whether a block in that column would take what follows it for a part of itself. */
function wouldSwallow(text: string, tail: number, column: number, keepsBlankLines: boolean): boolean {
    const next = /(?:\r?\n[ \t]*(?=\r?\n|$))*(?:\r?\n( *)[^\s])?/y;
    next.lastIndex = tail;
    const [between = "", indentation = ""] = next.exec(text) ?? [];
    const isBlankNext = /^\r?\n[ \t]*(?:\r?\n|$)/.test(text.slice(tail, tail + between.length + 2));
    return indentation.length >= column || (keepsBlankLines && isBlankNext && tail + 1 < text.length);
}
