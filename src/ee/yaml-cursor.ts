/**
 * A place in a text that moves on, counting lines and columns as PyYAML does.
 *
 * Python opens a definition as text: every line break is one character then. So is every other character, and PyYAML
 * ends a line also at U+0085, U+2028 and U+2029.
 */
import { stringRepr } from "./python-repr.ts";

export type Mark = { index: number; line: number; column: number };

export type Cursor = { readonly text: string; at: number; line: number; lineStart: number };

/** Stands for the end of the text: no text that is read has this character. */
export const END = "\0";

/** What PyYAML says about a text it refuses. */
export class YamlRefusal extends Error {
    readonly context: string | null;
    readonly contextMark: Mark | null;
    readonly problem: string;
    readonly mark: Mark;
    /** Whether it is the scanner or the parser that refuses; what comes later ansible-builder does not catch. */
    readonly caught: boolean;

    constructor(context: string | null, contextMark: Mark | null, problem: string, mark: Mark, caught = true) {
        super(problem);
        this.context = context;
        this.contextMark = contextMark;
        this.problem = problem;
        this.mark = mark;
        this.caught = caught;
    }
}

/** At the beginning of a text, behind its byte order mark. */
export const makeCursor = (text: string): Cursor => ({
    text,
    at: text.startsWith("\ufeff") ? 1 : 0,
    line: 0,
    lineStart: text.startsWith("\ufeff") ? 1 : 0,
});

export const peek = ({ text, at }: Cursor, ahead = 0): string => text[at + ahead] ?? END;

export const columnOf = ({ at, lineStart }: Cursor): number => at - lineStart;

export const markOf = (cursor: Cursor): Mark => ({ index: cursor.at, line: cursor.line, column: columnOf(cursor) });

export const isBreak = (character: string): boolean =>
    character === "\n" || character === "\u0085" || character === "\u2028" || character === "\u2029";

export const isBreakOrEnd = (character: string): boolean => character === END || isBreak(character);

export const isSpaceOrEnd = (character: string): boolean => character === " " || isBreakOrEnd(character);

export const isBlankOrEnd = (character: string): boolean => character === "\t" || isSpaceOrEnd(character);

/** Go on by this many characters, none of which ends a line. */
export function skip(cursor: Cursor, count = 1): void {
    cursor.at += count;
}

export function skipSpaces(cursor: Cursor): void {
    while (cursor.text[cursor.at] === " ") cursor.at += 1;
}

/** Go over a comment, up to its line's end. */
export function skipComment(cursor: Cursor): void {
    if (peek(cursor) === "#") while (!isBreakOrEnd(peek(cursor))) cursor.at += 1;
}

/** Go over one line break, if there is one. */
export function skipBreak(cursor: Cursor): boolean {
    if (!isBreak(peek(cursor))) return false;
    cursor.at += 1;
    cursor.line += 1;
    cursor.lineStart = cursor.at;
    return true;
}

/** Whether a line with three dashes or dots begins here. */
export function isSeparator(cursor: Cursor): boolean {
    const three = cursor.text.slice(cursor.at, cursor.at + 3);
    return (three === "---" || three === "...") && isBlankOrEnd(peek(cursor, 3));
}

/** Refuse what stands here instead of something else. */
export const refuse = (cursor: Cursor, context: string, start: Mark, expected: string): YamlRefusal =>
    new YamlRefusal(context, start, `expected ${expected}, but found ${stringRepr(peek(cursor))}`, markOf(cursor));
