/**
 * Where a cursor stands in the text of a definition that somebody is typing.
 *
 * A key that is half typed is not YAML, so this looks at nothing but lines and their indentation, from the cursor
 * upwards: each line that begins further out opens what the cursor is in.
 */
import { flowPlace } from "./cursor-flow.ts";
import { lineStart } from "./text.ts";

type Path = (string | number)[];

export type CursorPlace = {
    /** Steps to the value or mapping that the cursor is in; 0 stands for an item of a list. */
    path: Path;
    /** How many of the steps lead to a block of text ("|") that the cursor is in; 0 when it is in none. */
    block: number;
    /** A key may stand here: the cursor is at the start of a line or an item, but for the word that is typed. */
    isKey: boolean;
    /** A value may stand here. An item is both until it has a colon. */
    isValue: boolean;
    /** The word at the cursor, from its first character to its last: what a completion replaces. */
    from: number;
    to: number;
    /** A colon follows the word already. */
    hasColon: boolean;
    /** The quote that the word stands in. */
    quote: string;
    /** Column of the word in its line, from 0. */
    column: number;
    isFlow: boolean;
    /** Keys that the mapping around the cursor has, the one at the cursor apart. */
    present: string[];
};

/** What a line opens: a key or an item, the column it begins at, and what stands behind it. */
export type Opening = { column: number; step: string | 0; rest: string };

/** No definition comes near it; above, keys would have to wait for completions. */
const LONGEST_TEXT = 200_000;
const LONGEST_LINE = 2000;
/** `|`, `>-`, an anchor or a tag and nothing else: what belongs to the key comes in the next lines. */
const GOES_ON = /^\s*(?:[&!]\S*\s*)*(?:[|>][-+0-9]*\s*)?(?:#.*)?$/;
const IS_BLOCK = /^\s*(?:[&!]\S*\s*)*[|>]/;

/** Null where nothing can be completed: in a comment, behind a closed value, in a text too large to be looked through. */
export function cursorPlace(text: string, offset: number): CursorPlace | null {
    if (text.length > LONGEST_TEXT) return null;
    const start = lineStart(text, offset);
    const end = text.indexOf("\n", offset);
    const before = text.slice(start, offset);
    const after = text.slice(offset, end < 0 ? text.length : end);
    if (before.length + after.length > LONGEST_LINE || /(?:^|\s)#/.test(before)) return null;

    const openings = openingsOf(before);
    const last = openings.at(-1);
    // Right behind a dash or a colon a word would not be one of its own.
    if (last?.rest === "") return null;
    const lines = text.split("\n");
    const number = text.slice(0, start).split("\n").length - 1;
    const column = last ? before.length - last.rest.trimStart().length : before.length - before.trimStart().length;
    const typed = before.slice(column);

    const parents = parentsOf(lines, number, openings, column);
    if (!parents) return null;
    const place = { ...parents, from: start + column, column, isFlow: false, quote: "" };
    if (parents.block === 0 && /^[{[]/.test(typed)) {
        const flow = flowPlace(typed, after);
        if (!flow) return null;
        const { steps, at, ...found } = flow;
        const path = [...parents.path, ...steps];
        return { ...place, ...found, path, isFlow: true, from: place.from + at, to: offset + found.to, column: 0 };
    }
    if (typeof last?.step === "string") return valuePlace(place, typed, after, offset);
    const word = /^[\w.-]*/.exec(after)?.[0] ?? "";
    const rest = after.slice(word.length);
    const hasColon = /^\s*:(?:\s|$)/.test(rest);
    const isItem = last !== undefined;
    const isKey = /^[\w.-]*$/.test(typed) && (hasColon || /^\s*(?:#.*)?$/.test(rest));
    return {
        ...place,
        isKey,
        isValue: isItem && !hasColon,
        to: offset + (isKey ? word.length : plainEnd(after)),
        hasColon,
        present: isKey ? keysBeside(lines, number, column, isItem) : [],
    };
}

/** Behind a colon. What is in quotes is completed inside of them. */
function valuePlace(
    place: Pick<CursorPlace, "path" | "block" | "from" | "column" | "isFlow">,
    typed: string,
    after: string,
    offset: number,
): CursorPlace | null {
    const common = { ...place, isKey: false, isValue: true, hasColon: false, present: [] };
    const quote = /^["']/.exec(typed)?.[0] ?? "";
    if (quote === "") return { ...common, quote, to: offset + plainEnd(after) };
    const closing = after.indexOf(quote);
    if (typed.indexOf(quote, 1) > 0) return null;
    return { ...common, quote, from: place.from + 1, to: offset + (closing < 0 ? plainEnd(after) : closing) };
}

/** Where a plain value ends: at a comment or the end of its line, the space before not counted. */
const plainEnd = (after: string): number => {
    const comment = after.search(/\s#/);
    return (comment < 0 ? after : after.slice(0, comment)).trimEnd().length;
};

/** What a line opens, from left to right. */
export function openingsOf(line: string): Opening[] {
    const openings: Opening[] = [];
    if (line.length > LONGEST_LINE) return openings;
    let column = line.length - line.trimStart().length;
    for (;;) {
        const rest = line.slice(column);
        const dash = /^-(?:\s+|$)/.exec(rest)?.[0];
        if (dash === undefined) break;
        openings.push({ column, step: 0, rest: rest.slice(1) });
        column += dash.length;
    }
    const rest = line.slice(column);
    const [whole, quoted, plain] = /^(?:(["'][\w. -]+["'])|([^\s:#"'{[][^:#]*)):(?=\s|$)/.exec(rest) ?? [];
    if (whole !== undefined) {
        const step = quoted?.slice(1, -1) ?? plain?.trim() ?? "";
        openings.push({ column, step, rest: rest.slice(whole.length) });
    }
    return openings;
}

/** Blank lines and comments open nothing and close nothing. */
const isEmpty = (line: string): boolean => /^\s*(?:#|$)/.test(line);

/** The steps to what begins at `column` of a line; null where a key before has its value already. */
function parentsOf(
    lines: readonly string[],
    number: number,
    own: readonly Opening[],
    column: number,
): Pick<CursorPlace, "path" | "block"> | null {
    const path: Path = [];
    let block = 0;
    let limit = column;
    let isItem = false;
    const take = (openings: readonly Opening[], isOwn: boolean): boolean =>
        openings.toReversed().every(({ column: at, step, rest }) => {
            // The items of a list may stand right below its key.
            if (at > limit || (at === limit && !(isItem && step !== 0))) return true;
            if (typeof step === "string" && !isOwn && !GOES_ON.test(rest)) return false;
            path.unshift(step);
            block = !isOwn && IS_BLOCK.test(rest) ? 1 : block && block + 1;
            limit = at;
            isItem = step === 0;
            return true;
        });
    if (!take(own, true)) return null;
    for (let index = number - 1; index >= 0 && (limit > 0 || isItem); index--) {
        const line = lines[index] ?? "";
        if (!isEmpty(line) && !take(openingsOf(line), false)) return null;
    }
    return { path, block };
}

/** The keys of the mapping whose keys begin at `column`, the line `number` apart. */
function keysBeside(lines: readonly string[], number: number, column: number, isFirst: boolean): string[] {
    const keys: string[] = [];
    const look = (line: string, takesLast: boolean): boolean => {
        if (isEmpty(line)) return true;
        const openings = openingsOf(line);
        const outermost = openings[0]?.column ?? line.length - line.trimStart().length;
        const found = openings.find(({ column: at, step }) => at === column && step !== 0)?.step;
        if (typeof found === "string" && (outermost >= column || takesLast)) keys.push(found);
        return outermost >= column;
    };
    for (let index = number - 1; !isFirst && index >= 0 && look(lines[index] ?? "", true); index--);
    for (let index = number + 1; index < lines.length && look(lines[index] ?? "", false); index++);
    return keys;
}
