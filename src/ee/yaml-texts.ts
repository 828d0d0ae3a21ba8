/** Text in a YAML stream as PyYAML scans it: plain, quoted, and in blocks. Authority: PyYAML 6.0, scanner.py. */
import { stringRepr } from "./python-repr.ts";
import {
    type Cursor,
    columnOf,
    END,
    isBlankOrEnd,
    isBreak,
    isBreakOrEnd,
    isSeparator,
    isSpaceOrEnd,
    type Mark,
    markOf,
    peek,
    refuse,
    skip,
    skipBreak,
    skipSpaces,
    YamlRefusal,
} from "./yaml-cursor.ts";
import { endLine } from "./yaml-words.ts";

const PLAIN = /(?:[^\0 \t\n\x85\u2028\u2029:]|:(?![\0 \t\n\x85\u2028\u2029]|$))*/y;
const PLAIN_IN_FLOW = /(?:[^\0 \t\n\x85\u2028\u2029:,?[\]{}]|:(?![\0 \t\n\x85\u2028\u2029,[\]{}]|$))*/y;

/** Whether plain text may begin here. */
export function beginsPlain(cursor: Cursor, inFlow: boolean): boolean {
    const first = peek(cursor);
    if (!isBlankOrEnd(first) && !"-?:,[]{}#&*!|>'\"%@`".includes(first)) return true;
    return !isBlankOrEnd(peek(cursor, 1)) && (first === "-" || (!inFlow && (first === "?" || first === ":")));
}

/** Text without quotes, below a collection indented by `indent`; answers whether it went over a line break at its end. */
export function scanPlain(cursor: Cursor, indent: number, inFlow: boolean): boolean {
    let broken = false;
    while (peek(cursor) !== "#") {
        const pattern = inFlow ? PLAIN_IN_FLOW : PLAIN;
        pattern.lastIndex = cursor.at;
        const length = pattern.exec(cursor.text)?.[0].length ?? 0;
        if (length === 0) break;
        skip(cursor, length);
        const [spaces, crossed] = plainSpaces(cursor);
        broken = crossed;
        if (!spaces || peek(cursor) === "#" || (!inFlow && columnOf(cursor) <= indent)) break;
    }
    return broken;
}

/** The space behind a part of plain text: whether the text may go on, and whether lines were ended. */
function plainSpaces(cursor: Cursor): [spaces: boolean, crossed: boolean] {
    const before = cursor.at;
    skipSpaces(cursor);
    if (!skipBreak(cursor)) return [cursor.at > before, false];
    if (isSeparator(cursor)) return [false, true];
    for (;;) {
        skipSpaces(cursor);
        if (!skipBreak(cursor)) return [true, true];
        if (isSeparator(cursor)) return [false, true];
    }
}

const QUOTED = /[^'"\\\0 \t\n\x85\u2028\u2029]*/y;
const ESCAPES = '0abt\tnvfre "\\/N_LP';
const CODES: Record<string, number> = { x: 2, u: 4, U: 8 };

export function scanQuoted(cursor: Cursor): void {
    const start = markOf(cursor);
    const quote = peek(cursor);
    skip(cursor);
    scanWords(cursor, quote, start);
    while (peek(cursor) !== quote) {
        while (peek(cursor) === " " || peek(cursor) === "\t") skip(cursor);
        if (peek(cursor) === END)
            throw new YamlRefusal(
                "while scanning a quoted scalar",
                start,
                "found unexpected end of stream",
                markOf(cursor),
            );
        if (skipBreak(cursor)) scanBreaks(cursor, start);
        scanWords(cursor, quote, start);
    }
    skip(cursor);
}

/** What stands in quotes up to the next space, line break, or closing quote. */
function scanWords(cursor: Cursor, quote: string, start: Mark): void {
    for (;;) {
        QUOTED.lastIndex = cursor.at;
        skip(cursor, QUOTED.exec(cursor.text)?.[0].length ?? 0);
        const next = peek(cursor);
        if (quote === "'" && next === "'" && peek(cursor, 1) === "'") skip(cursor, 2);
        else if ((quote === '"' && next === "'") || (quote === "'" && (next === '"' || next === "\\"))) skip(cursor);
        else if (quote === '"' && next === "\\") scanEscape(cursor, start);
        else return;
    }
}

function scanEscape(cursor: Cursor, start: Mark): void {
    const context = "while scanning a double-quoted scalar";
    skip(cursor);
    const escaped = peek(cursor);
    const digits = CODES[escaped];
    if (digits !== undefined) {
        skip(cursor);
        for (let ahead = 0; ahead < digits; ahead++)
            if (!/[0-9A-Fa-f]/.test(peek(cursor, ahead))) {
                const found = `expected escape sequence of ${digits} hexadecimal numbers, but found ${stringRepr(peek(cursor, ahead))}`;
                throw new YamlRefusal(context, start, found, markOf(cursor));
            }
        skip(cursor, digits);
    } else if (isBreak(escaped)) {
        skipBreak(cursor);
        scanBreaks(cursor, start);
    } else if (escaped !== END && ESCAPES.includes(escaped)) skip(cursor);
    else throw new YamlRefusal(context, start, `found unknown escape character ${stringRepr(escaped)}`, markOf(cursor));
}

function scanBreaks(cursor: Cursor, start: Mark): void {
    do {
        if (isSeparator(cursor))
            throw new YamlRefusal(
                "while scanning a quoted scalar",
                start,
                "found unexpected document separator",
                markOf(cursor),
            );
        while (peek(cursor) === " " || peek(cursor) === "\t") skip(cursor);
    } while (skipBreak(cursor));
}

/** A block behind `|` or `>`, in a collection indented by `outer`. */
export function scanBlock(cursor: Cursor, outer: number): void {
    const start = markOf(cursor);
    const context = "while scanning a block scalar";
    skip(cursor);
    const increment = scanIndicators(cursor, context, start);
    endLine(cursor, context, start);
    const least = Math.max(outer + 1, 1);
    let indent = least + (increment ?? 1) - 1;
    if (increment === null) indent = Math.max(least, indentationBelow(cursor));
    else skipIndentation(cursor, indent);
    while (columnOf(cursor) === indent && peek(cursor) !== END) {
        while (!isBreakOrEnd(peek(cursor))) skip(cursor);
        skipBreak(cursor);
        skipIndentation(cursor, indent);
    }
}

function scanIndicators(cursor: Cursor, context: string, start: Mark): number | null {
    const isSign = () => peek(cursor) === "+" || peek(cursor) === "-";
    const signed = isSign();
    if (signed) skip(cursor);
    const digit = /[0-9]/.test(peek(cursor)) ? Number(peek(cursor)) : null;
    if (digit === 0) {
        const found = "expected indentation indicator in the range 1-9, but found 0";
        throw new YamlRefusal(context, start, found, markOf(cursor));
    }
    if (digit !== null) skip(cursor);
    if (digit !== null && !signed && isSign()) skip(cursor);
    if (!isSpaceOrEnd(peek(cursor))) throw refuse(cursor, context, start, "chomping or indentation indicators");
    return digit;
}

/** Go over empty lines; answers the widest indentation met, the first full line's included. */
function indentationBelow(cursor: Cursor): number {
    let widest = 0;
    while (peek(cursor) === " " || isBreak(peek(cursor))) {
        if (skipBreak(cursor)) continue;
        skip(cursor);
        widest = Math.max(widest, columnOf(cursor));
    }
    return widest;
}

function skipIndentation(cursor: Cursor, indent: number): void {
    do while (columnOf(cursor) < indent && peek(cursor) === " ") skip(cursor);
    while (skipBreak(cursor));
}
