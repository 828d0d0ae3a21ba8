/** Take one entry out of a mapping that has others after it: with all its lines, and the comments that belong to it. */
import { isCollection, isPair, isScalar, type Node, type Pair, type YAMLMap } from "yaml";

import { isBlockScalar, nextLine, type Span, spanOfPair } from "./node-span.ts";
import { lineStart } from "./text.ts";
import { headerOf } from "./yaml-block.ts";

type AnyPair = Pair<Node, Node | null>;

/**
 * What to cut so that the entry at `index` goes and all others keep their values; null where that is not told. The text
 * has no line breaks but those of Unix and Windows.
 *
 * To an entry belong the comments above it in its column, those beside it, and those below it that are indented further;
 * what stands above the first of all belongs to the file.
 */
export function entrySpan(text: string, map: YAMLMap, index: number): Span | null {
    const pair = map.items[index] as AnyPair | undefined;
    if (!pair) return null;
    const before = map.items[index - 1] as AnyPair | undefined;
    const own = spanOfPair(pair);
    const floor = before ? spanOfPair(before).end : 0;
    return map.flow ? wordsOf(text, own, floor) : linesOf(text, own, before);
}

function linesOf(text: string, own: Span, before: AnyPair | undefined): Span {
    const begin = lineStart(text, own.start);
    const column = own.start - begin;
    const end = behindComments(text, nextLine(text, own), column);
    // The first entry of a list's item leaves the dash to the next.
    if (text.slice(begin, own.start).trim() !== "") return { start: own.start, end: behindSpaces(text, end) };
    const isFirstOfAll = column === 0 && !before;
    const floor = before ? nextLine(text, spanOfPair(before)) : 0;
    const start = isFirstOfAll ? begin : aboveComments(text, begin, column, floor);
    // Blank lines that a block of text keeps would become part of it.
    const isKept = before !== undefined && text.slice(floor, start).trim() === "" && keepsBlankLines(text, before);
    return { start, end: isKept ? behindBlankLines(text, end) : end };
}

function wordsOf(text: string, { start, end }: Span, floor: number): Span | null {
    const comma = /\s*,/y;
    comma.lastIndex = end;
    if (!comma.test(text)) return null;
    const behind = comma.lastIndex;
    const begin = lineStart(text, start);
    const rest = /[ \t]*(?:#.*)?\r?\n/y;
    rest.lastIndex = behind;
    if (text.slice(begin, start).trim() === "" && rest.test(text))
        return { start: aboveComments(text, begin, start - begin, floor), end: rest.lastIndex };
    const spaces = /[ \t]*(?=[^\s#])/y;
    spaces.lastIndex = behind;
    return { start, end: spaces.test(text) ? spaces.lastIndex : behind };
}

/** Where the comments begin that stand right above a line in this column. */
function aboveComments(text: string, begin: number, column: number, floor: number): number {
    let start = begin;
    while (start > floor) {
        const above = lineStart(text, start - 1);
        const line = text.slice(above, start);
        if (above < floor || line.search(/\S/) !== column || line[column] !== "#") return start;
        start = above;
    }
    return start;
}

/** Where the comments end that stand from here on and are indented further than this column. */
function behindComments(text: string, from: number, column: number): number {
    let end = from;
    for (let at = from; at < text.length; at = nextLine(text, { end: at + 1 })) {
        const first = /[ \t]*/y;
        first.lastIndex = at;
        first.test(text);
        if (text[first.lastIndex] === "#" && first.lastIndex - at > column) end = nextLine(text, { end: at + 1 });
        else if (!/[\r\n]/.test(text[first.lastIndex] ?? "")) return end;
    }
    return end;
}

const behindSpaces = (text: string, from: number): number => from + (text.slice(from).search(/\S/) + 1 || 1) - 1;

function behindBlankLines(text: string, from: number): number {
    const blank = /(?:[ \t]*\r?\n)*/y;
    blank.lastIndex = from;
    blank.test(text);
    return blank.lastIndex;
}

/** Whether the last thing in an entry is a block of text that keeps the blank lines after it. */
function keepsBlankLines(text: string, pair: AnyPair): boolean {
    let last: unknown = pair.value;
    while (isCollection(last)) {
        const item: unknown = last.items.at(-1);
        last = isPair(item) ? item.value : item;
    }
    if (!isScalar(last) || !isBlockScalar(last)) return false;
    return headerOf(text.slice(last.range?.[0], last.range?.[1]))?.header.includes("+") ?? false;
}
