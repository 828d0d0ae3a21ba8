/** Anchors, aliases, tags and directives as PyYAML scans them. Authority: PyYAML 6.0, scanner.py. */
import { stringRepr } from "./python-repr.ts";
import {
    type Cursor,
    isBlankOrEnd,
    isBreakOrEnd,
    isSpaceOrEnd,
    type Mark,
    markOf,
    peek,
    refuse,
    skip,
    skipBreak,
    skipComment,
    skipSpaces,
    YamlRefusal,
} from "./yaml-cursor.ts";

const WORD = /[0-9A-Za-z_-]*/y;
const URI = /[0-9A-Za-z\-;/?:@&=+$,_.!~*'()[\]]*/y;
const LETTERS = "alphabetic or numeric character";

function takeWord(cursor: Cursor, pattern = WORD): string {
    pattern.lastIndex = cursor.at;
    const word = pattern.exec(cursor.text)?.[0] ?? "";
    skip(cursor, word.length);
    return word;
}

/** The name behind `&` or `*`. */
export function scanAnchor(cursor: Cursor): string {
    const start = markOf(cursor);
    const context = `while scanning an ${peek(cursor) === "*" ? "alias" : "anchor"}`;
    skip(cursor);
    const name = takeWord(cursor);
    const next = peek(cursor);
    if (name === "" || !(isBlankOrEnd(next) || "?:,]}%@`".includes(next)))
        throw refuse(cursor, context, start, LETTERS);
    return name;
}

export type Tag = { handle: string | null; suffix: string };

export function scanTag(cursor: Cursor): Tag {
    const start = markOf(cursor);
    const tag = tagHere(cursor, start);
    if (!isSpaceOrEnd(peek(cursor))) throw refuse(cursor, "while scanning a tag", start, "' '");
    return tag;
}

function tagHere(cursor: Cursor, start: Mark): Tag {
    const next = peek(cursor, 1);
    if (next === "<") {
        skip(cursor, 2);
        const suffix = scanUri(cursor, "tag", start);
        if (peek(cursor) !== ">") throw refuse(cursor, "while parsing a tag", start, "'>'");
        skip(cursor);
        return { handle: null, suffix };
    }
    if (isBlankOrEnd(next)) {
        skip(cursor);
        return { handle: null, suffix: "!" };
    }
    let ahead = 1;
    while (!isSpaceOrEnd(peek(cursor, ahead)) && peek(cursor, ahead) !== "!") ahead += 1;
    let handle = "!";
    if (peek(cursor, ahead) === "!") handle = scanHandle(cursor, "tag", start);
    else skip(cursor);
    return { handle, suffix: scanUri(cursor, "tag", start) };
}

function scanHandle(cursor: Cursor, what: string, start: Mark): string {
    const begin = cursor.at;
    const context = `while scanning a ${what}`;
    if (peek(cursor) !== "!") throw refuse(cursor, context, start, "'!'");
    skip(cursor);
    if (peek(cursor) !== " ") {
        takeWord(cursor);
        if (peek(cursor) !== "!") throw refuse(cursor, context, start, "'!'");
        skip(cursor);
    }
    return cursor.text.slice(begin, cursor.at);
}

function scanUri(cursor: Cursor, what: string, start: Mark): string {
    const begin = cursor.at;
    takeWord(cursor, URI);
    while (peek(cursor) === "%") {
        skip(cursor);
        for (let ahead = 0; ahead < 2; ahead++)
            if (!/[0-9A-Fa-f]/.test(peek(cursor, ahead))) {
                const found = `expected URI escape sequence of 2 hexadecimal numbers, but found ${stringRepr(peek(cursor, ahead))}`;
                throw new YamlRefusal(`while scanning a ${what}`, start, found, markOf(cursor));
            }
        skip(cursor, 2);
        takeWord(cursor, URI);
    }
    if (cursor.at === begin) throw refuse(cursor, `while parsing a ${what}`, start, "URI");
    return cursor.text.slice(begin, cursor.at);
}

/** A line that begins with %; `value` is the version's first number, or the tag's handle. */
export type Directive = { name: string; value: string };

export function scanDirective(cursor: Cursor): Directive {
    const start = markOf(cursor);
    const context = "while scanning a directive";
    skip(cursor);
    const name = takeWord(cursor);
    if (name === "" || !isSpaceOrEnd(peek(cursor))) throw refuse(cursor, context, start, LETTERS);
    let value = "";
    if (name === "YAML") value = scanVersion(cursor, context, start);
    else if (name === "TAG") {
        skipSpaces(cursor);
        value = scanHandle(cursor, "directive", start);
        if (peek(cursor) !== " ") throw refuse(cursor, context, start, "' '");
        skipSpaces(cursor);
        scanUri(cursor, "directive", start);
        if (!isSpaceOrEnd(peek(cursor))) throw refuse(cursor, context, start, "' '");
    } else while (!isBreakOrEnd(peek(cursor))) skip(cursor);
    endLine(cursor, context, start);
    return { name, value };
}

function scanVersion(cursor: Cursor, context: string, start: Mark): string {
    skipSpaces(cursor);
    const digits = () => {
        if (!/[0-9]/.test(peek(cursor))) throw refuse(cursor, context, start, "a digit");
        return takeWord(cursor, /[0-9]*/y);
    };
    const major = digits();
    if (peek(cursor) !== ".") throw refuse(cursor, context, start, "a digit or '.'");
    skip(cursor);
    digits();
    if (!isSpaceOrEnd(peek(cursor))) throw refuse(cursor, context, start, "a digit or ' '");
    return major;
}

/** Nothing but a comment may follow on this line. */
export function endLine(cursor: Cursor, context: string, start: Mark): void {
    skipSpaces(cursor);
    skipComment(cursor);
    if (!isBreakOrEnd(peek(cursor))) throw refuse(cursor, context, start, "a comment or a line break");
    skipBreak(cursor);
}
