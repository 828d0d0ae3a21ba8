/**
 * Values of options, read from the option on: as words of a command, items of a list in JSON, or settings. Linear in the
 * text, if the options are asked for one behind the other.
 */
import { REDACTED } from "./redact-url.ts";

/** A quote, with what escapes it in quotes in quotes. */
export const MARK = String.raw`\\{0,15}["']`;
const QUOTE = new RegExp(MARK, "y");
const QUOTE_BEFORE = new RegExp(`${MARK}$`);

/** What may stand between two words; the line goes on behind comments and empty lines. Bounded, as the stack is. */
const LINE_GOES_ON = String.raw`\\[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n){0,1000}`;
const BETWEEN = new RegExp(`(?:[ \\t]+|${LINE_GOES_ON}){1,1000}`, "y");
const GOES_ON = new RegExp(`(?:${LINE_GOES_ON}[ \\t]*){0,10}`, "y");
/** The same between items of a list in JSON, and what is before an item. */
const PART = new RegExp(`(?:\\s|${LINE_GOES_ON}){0,200},(?:\\s|${LINE_GOES_ON}){0,200}`, "y");
const IN_LIST = /[[,](?:\s|\\[ \t]*\r?\n)*$/;
/** What parts a name from its value in one word, in JSON and in YAML. */
const IS = new RegExp(String.raw`=|(?:${MARK})?[ \t]*:[ \t]*`, "y");

/** A piece of a word without quotes. */
const PLAIN = new RegExp(
    String.raw`${REDACTED}|\$\([^()\n]{0,500}\)|\$\{[^}\n]{0,500}\}|\$|\\[^\r\n]|\\\r?\n(?=[^\s#;&|<>()\\"'\x60])|[^\s;&|<>()\\"'$\x60]+`,
    "y",
);
const SUBSTITUTED = /`[^`\n]*`/y;
/** A value in YAML without quotes. */
const SCALAR = /[^\r\n"'\\,}]*/y;

export type Value = {
    /** Where the word is that holds it, its quotes included. */
    start: number;
    end: number;
    raw: string;
    /** Without quotes and what escapes. */
    bare: string;
    /** The quote, with its backslashes, in which it begins; "" for none. */
    open: string;
    /** That quote was opened before the option's name. */
    isOpen: boolean;
    /** It is a word of its own behind the option, and whether in quotes. */
    isApart: boolean;
    isQuoted: boolean;
};

type Option = {
    /** One letter, behind which the value may follow at once. */
    isShort: boolean;
    /** It has a value behind "=" only. */
    isBare: boolean;
};

/** Reads the value of an option whose name lies from `from` to `end`; null where it has none. */
export function valueReader(text: string): (from: number, end: number, option: Option) => Value | null {
    const quotes = quoteReader(text);
    const matchAt = (pattern: RegExp, at: number): string => {
        pattern.lastIndex = at;
        return pattern.exec(text)?.[0] ?? "";
    };

    /** A word from here on, which may begin within a quote that is open; an item of a list ends with its quote. */
    const wordAt = (start: number, within: string, isItem: boolean) => {
        const bare: string[] = [];
        let [at, open] = [start, within];
        if (within !== "") {
            const { inner, end } = quotes.close(within, start);
            bare.push(inner.replace(/["'\\]/g, ""));
            at = end;
        }
        while (!isItem || at === start) {
            const quote = matchAt(QUOTE, at);
            if (quote !== "" && (at === start || quotes.opens(quote, at))) {
                const { inner, end } = quotes.close(quote, at + quote.length);
                if (at === start) open = quote;
                bare.push(inner.replace(/\\(?=["'\\])/g, ""));
                at = end;
                continue;
            }
            const piece = (at === start && matchAt(SUBSTITUTED, at)) || (quote === "" ? matchAt(PLAIN, at) : "");
            if (piece === "") break;
            bare.push(piece.replace(/^\\(?:\r?\n)?/, ""));
            at += piece.length;
        }
        return { start, end: at, raw: text.slice(start, at), bare: bare.join(""), open };
    };

    return (from, end, { isShort, isBare }) => {
        const before = QUOTE_BEFORE.exec(text.slice(Math.max(0, from - 16), from))?.[0] ?? "";
        const isClosed = before !== "" && text.startsWith(before, end);
        const around = from - before.length;
        const isItem = before !== "" && IN_LIST.test(text.slice(Math.max(0, around - 200), around));
        const is = isShort ? "" : matchAt(IS, end);
        if (is !== "" || (isShort && !isClosed && /[^\s,]/.test(text.charAt(end)))) {
            const start = end + is.length;
            const at = start + matchAt(GOES_ON, start).length;
            const isQuoted = matchAt(QUOTE, at) !== "";
            const isOpen = before !== "" && !isClosed && !isQuoted;
            const apart = { isOpen, isApart: false, isQuoted };
            if (isQuoted || isOpen || !is.includes(":"))
                return { ...wordAt(at, isOpen ? before : "", (isOpen && isItem) || is.includes(":")), ...apart };
            const raw = matchAt(SCALAR, at).trimEnd();
            return { start: at, end: at + raw.length, raw, bare: raw, open: "", ...apart };
        }
        if (isBare) return null;
        const closed = isClosed ? end + before.length : end;
        const part = isItem && isClosed ? matchAt(PART, closed) : "";
        const between = part || matchAt(BETWEEN, closed);
        if (between === "") return null;
        const word = wordAt(closed + between.length, "", part !== "");
        return { ...word, isOpen: false, isApart: true, isQuoted: word.open !== "" && part === "" };
    };
}

/** Where quotes open and close, asked for places one behind the other. */
function quoteReader(text: string) {
    /** Those that nothing closes from here on. */
    const unclosed = new Set<string>();
    let [seen, counts] = [0, { '"': 0, "'": 0 }];

    const closes = (quote: string, at: number, from: number): boolean => {
        let before = at;
        while (before > from && at - before < 16 && text[before - 1] === "\\") before--;
        if (quote.length > 1) return at - before === quote.length - 1;
        // In its own kind an apostrophe is written by closing, an escaped one, and opening again.
        if (quote === "'") return ![0, 2, 3].some(back => at - back >= from && text.startsWith("'\\''", at - back));
        return (at - before) % 2 === 0;
    };

    return {
        /** What is in a quote that was opened before `from`, and where it ends: with the line where nothing closes it. */
        close: (quote: string, from: number): { inner: string; end: number } => {
            const mark = quote.slice(-1);
            if (!unclosed.has(quote))
                for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 1))
                    if (closes(quote, at, from)) return { inner: text.slice(from, at - quote.length + 1), end: at + 1 };
            unclosed.add(quote);
            const lineEnd = text.indexOf("\n", from);
            const end = lineEnd < 0 ? text.length : lineEnd;
            return { inner: text.slice(from, end), end };
        },
        /** Whether one behind a piece of a word opens: in doubt it does, and more is hidden. */
        opens: (quote: string, at: number): boolean => {
            if (/[\w/+=.$-]/.test(text.charAt(at + quote.length))) return true;
            for (; seen < at; seen++) {
                const letter = text[seen];
                if (letter === "\n") counts = { '"': 0, "'": 0 };
                else if ((letter === '"' || letter === "'") && text[seen - 1] !== "\\") counts[letter]++;
            }
            return (quote === '"' || quote === "'") && counts[quote] % 2 === 0;
        },
    };
}
