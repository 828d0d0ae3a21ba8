/** One word of a shell's text: its quotes, its variables, and what commands in it would say. */
import { REDACTED } from "./redact-url.ts";
import { endOfSubstitution } from "./step-substitution.ts";

export type Word = {
    /** Without quotes, variables replaced; one that is not known stands as "$NAME", what a command would say as "$()". */
    text: string;
    /** Whether every variable in it is known. */
    isKnown: boolean;
    /** Whether the shell would make other words of it: files that fit, or what stands in braces. */
    isPattern: boolean;
};

/** What is read, and how far. */
export type Cursor = {
    readonly text: string;
    at: number;
    readonly variables: Map<string, string>;
    /** Whether commands in `$(…)` leave everything as it was. */
    readonly isHarmless: (script: string) => boolean;
};

/** What cannot be read for certain. */
export class Unread extends Error {}

/** Characters that are read as something else than themselves, where they are not quoted. */
const UNREAD = new Set("`()<&");

/** What lets one in, in an address that is redacted. */
const LOGIN = `${REDACTED}@`;

/** Variables in variables would make any word longer than memory. */
const LONGEST = 60_000;

/** Null where none begins. Throws Unread. */
export function readWord(cursor: Cursor): Word | null {
    const { text } = cursor;
    const word: Word = { text: "", isKnown: true, isPattern: false };
    const start = cursor.at;
    for (; cursor.at < text.length; cursor.at++) {
        const character = text[cursor.at] ?? "";
        if (/[\s;|]/.test(character) || text.startsWith("&&", cursor.at) || character === ">") break;
        // Who is let in is redacted wherever this is judged but for the fetch; what was there had no blank in it.
        if (character === "<" && text.startsWith(LOGIN, cursor.at) && word.text.endsWith("://")) {
            word.text += REDACTED;
            cursor.at += REDACTED.length - 1;
            continue;
        }
        if (UNREAD.has(character)) throw new Unread();
        if (character === "'") readSingle(cursor, word);
        else if (character === '"') readDouble(cursor, word);
        else if (character === "$") readVariable(cursor, word, false);
        else if (character === "\\") {
            cursor.at += 1;
            if (cursor.at >= text.length) throw new Unread();
            word.text += text[cursor.at];
        } else {
            // What fits no file stays as it is, as names of Python's extras do: only these are another word for sure.
            word.isPattern ||= /[*?{}]/.test(character);
            word.text += character;
        }
    }
    // "3>file" redirects something that nobody here looks at.
    if (text[cursor.at] === ">" && /^\d+$/.test(text.slice(start, cursor.at))) throw new Unread();
    return cursor.at === start ? null : word;
}

function readSingle(cursor: Cursor, word: Word): void {
    const end = cursor.text.indexOf("'", cursor.at + 1);
    if (end < 0) throw new Unread();
    word.text += cursor.text.slice(cursor.at + 1, end);
    cursor.at = end;
}

function readDouble(cursor: Cursor, word: Word): void {
    for (cursor.at += 1; cursor.text[cursor.at] !== '"'; cursor.at++) {
        const character = cursor.text[cursor.at];
        if (character === undefined || character === "`") throw new Unread();
        if (character === "$") readVariable(cursor, word, true);
        else if (character === "\\" && /["$`\\]/.test(cursor.text[cursor.at + 1] ?? "")) {
            cursor.at += 1;
            word.text += cursor.text[cursor.at];
        } else word.text += character;
    }
}

/** The shell splits what an unquoted variable holds, so only what stays one word is read. */
function readVariable(cursor: Cursor, word: Word, isQuoted: boolean): void {
    if (cursor.text.startsWith("$(", cursor.at)) {
        readSubstitution(cursor, word);
        return;
    }
    const match = /^\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/.exec(cursor.text.slice(cursor.at, cursor.at + 200));
    const name = match?.[1] ?? match?.[2];
    if (!match || name === undefined) throw new Unread();
    const value = cursor.variables.get(name);
    if (value !== undefined && !isQuoted && !/^[^\s*?[\]{}]+$/.test(value)) throw new Unread();
    word.text += value ?? `$${name}`;
    if (word.text.length > LONGEST) throw new Unread();
    word.isKnown &&= value !== undefined;
    cursor.at += match[0].length - 1;
}

function readSubstitution(cursor: Cursor, word: Word): void {
    const end = endOfSubstitution(cursor.text, cursor.at + 2);
    if (end < 0 || !cursor.isHarmless(cursor.text.slice(cursor.at + 2, end))) throw new Unread();
    word.text += "$()";
    word.isKnown = false;
    cursor.at = end;
}
