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
const PART =
    /(?:\s|\\[ \t]*\r?\n(?:[ \t]*#[^\n]*\n){0,20}){0,200},(?:\s|\\[ \t]*\r?\n(?:[ \t]*#[^\n]*\n){0,20}){0,200}/y;
const IN_LIST = /[[,](?:\s|\\[ \t]*\r?\n)*$/;
/** What parts a name from its value in one word, in JSON and in YAML; and where a line or an item is a setting. */
const IS = new RegExp(`(?:${MARK})?(?:[+:]?=|:-|[ \\t]*:[ \\t]*)`, "y");
const IS_OF_LINE = /[ \t]*[:=][ \t]*/y;

/** A piece of a word without quotes. */
const PLAIN = new RegExp(
    String.raw`${REDACTED}|\$\([^()\n]{0,200}\)|\$\{[^}\n]{0,200}\}|\$|\\[^\r\n]|\\\r?\n(?=[^\s#;&|<>()\\"'\x60])|[^\s;&|<>()\\"'$\x60]+`,
    "y",
);
const SUBSTITUTED = /`[^`\n]*`/y;
/** An apostrophe in what is in apostrophes: one that closes, one that is escaped, and one that opens. */
const DANCE = /'\\{1,7}''/y;
/** The end of a line, of a written one, or of the quote around it; and of an item. */
const LINE_END = /[\r\n]|\\n|\\{0,15}["'](?=[\s;&|)>\]},]|$)/g;
const ITEM_END = new RegExp(`[,}]|${LINE_END.source}`, "g");
/** Lines of a text that YAML has behind such a mark. */
const BLOCK = /^[|>][-+\d]{0,2}$/;

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

/** What tells that a value comes. */
type Sign = {
    start: number;
    /** Behind its name. */
    end: number;
    /** One letter, behind which the value may follow at once. */
    isShort: boolean;
    /** It has a value behind "=" only. */
    isBare: boolean;
    /** Of a setting that begins a line or an item what is before it, for its value goes to the end of that. */
    before: string | null;
    /** Whether it may be one that begins so, without quotes: what is not is read no further, since it is read again then. */
    isLike: (start: string) => boolean;
};

/** How much of a value is looked at first, in letters. */
const START = 200;

/** Reads the value behind a sign; null where it has none. */
export function valueReader(text: string): (sign: Sign) => Value | null {
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
            const dance = matchAt(DANCE, at);
            if (dance !== "") {
                bare.push("'");
                at += dance.length;
                continue;
            }
            const quote = matchAt(QUOTE, at);
            // Where none of its kind was open in the line, it is a letter.
            const isLetter = at > start && quote.length > 1 && !quotes.isBefore(quote, at);
            if (quote !== "" && (at === start || (!isLetter && quotes.opens(quote, at)))) {
                const { inner, end } = quotes.close(quote, at + quote.length);
                if (at === start) open = quote;
                bare.push(inner.replace(/\\(?=["'\\])/g, ""));
                at = end;
                continue;
            }
            const plain = quote === "" ? matchAt(PLAIN, at) : isLetter ? quote : "";
            const piece = (at === start && matchAt(SUBSTITUTED, at)) || plain;
            if (piece === "") break;
            bare.push(piece.replace(/^\\(?:\r?\n)?/, ""));
            at += piece.length;
        }
        return { start, end: at, raw: text.slice(start, at), bare: bare.join(""), open };
    };

    /** A setting's value, which goes to the end of its line or item. */
    const restOf = (at: number, sign: Sign): Omit<Value, "isOpen" | "isApart" | "isQuoted"> => {
        const before = sign.before ?? "";
        const last = /[{,][ \t]*$/.test(before) ? ITEM_END : LINE_END;
        last.lastIndex = at;
        const raw = text.slice(at, last.exec(text)?.index).trimEnd();
        let end = at + raw.length;
        if (BLOCK.test(raw)) {
            const indent = /[ \t]*$/.exec(before)?.[0].length ?? 0;
            end += matchAt(
                new RegExp(`(?:\\r?\\n(?:[ \\t]{${indent + 1}}[^\\n]*|[ \\t]*(?=\\r?\\n)))*`, "y"),
                end,
            ).length;
        }
        return { start: at, end, raw, bare: raw, open: "" };
    };

    return sign => {
        const { start: from, end, isShort, isBare } = sign;
        const before = QUOTE_BEFORE.exec(text.slice(Math.max(0, from - 16), from))?.[0] ?? "";
        const isClosed = before !== "" && text.startsWith(before, end);
        const around = from - before.length;
        const isItem = before !== "" && IN_LIST.test(text.slice(Math.max(0, around - 200), around));
        const isLine = sign.before !== null && !isClosed;
        const is = isShort ? "" : matchAt(isLine ? IS_OF_LINE : IS, end);
        const isLike = (at: number) => sign.isLike(text.slice(at, at + START).replace(/["'\\]/g, ""));
        if (is !== "" || (isShort && !isClosed && /[^\s,]/.test(text.charAt(end)))) {
            const start = end + is.length;
            const at = start + matchAt(GOES_ON, start).length;
            if (!isLike(at)) return null;
            const quote = matchAt(QUOTE, at);
            // One that is open is closed there: nothing is behind the sign.
            if (quote !== "" && quotes.ends(quote, at)) return null;
            const isOpen = before !== "" && !isClosed && quote === "";
            const apart = { isOpen, isApart: false, isQuoted: quote !== "" };
            if (isLine && quote === "") return { ...restOf(at, sign), ...apart, isOpen: false };
            return { ...wordAt(at, isOpen ? before : "", (isOpen && isItem) || is.includes(":")), ...apart };
        }
        if (isBare) return null;
        const closed = isClosed ? end + before.length : end;
        const part = isItem && isClosed ? matchAt(PART, closed) : "";
        const between = part || matchAt(BETWEEN, closed);
        if (between === "" || !isLike(closed + between.length)) return null;
        const word = wordAt(closed + between.length, "", part !== "");
        return { ...word, isOpen: false, isApart: true, isQuoted: word.open !== "" && part === "" };
    };
}

/** How far is looked back for a quote that is open, in letters. */
const BEFORE = 500;

/** Where quotes open and close, asked for places one behind the other. */
function quoteReader(text: string) {
    /** Those that nothing closes from here on. */
    const unclosed = new Set<string>();
    let [seen, counts] = [0, { '"': 0, "'": 0 }];

    /** Whether an odd number of them is before it in the line. */
    const isOdd = (quote: '"' | "'", at: number): boolean => {
        for (; seen < at; seen++) {
            const letter = text[seen];
            if (letter === "\n") counts = { '"': 0, "'": 0 };
            else if ((letter === '"' || letter === "'") && text[seen - 1] !== "\\") counts[letter]++;
        }
        return counts[quote] % 2 === 1;
    };
    const isPlain = (quote: string): quote is '"' | "'" => quote.length === 1;
    const closes = (quote: string, at: number, from: number): boolean => {
        let before = at;
        while (before > from && at - before < 16 && text[before - 1] === "\\") before--;
        if (!isPlain(quote)) return at - before === quote.length - 1;
        return quote === "'" || (at - before) % 2 === 0;
    };
    const isBehindEnd = (at: number): boolean => at >= text.length || /[\s;&|)\]},>`"']/.test(text.charAt(at));

    return {
        /** What is in a quote that was opened before `from`, and where it ends: with the line where nothing closes it. */
        close: (quote: string, from: number): { inner: string; end: number } => {
            const mark = quote.slice(-1);
            for (let at = unclosed.has(quote) ? -1 : text.indexOf(mark, from); at >= 0; ) {
                DANCE.lastIndex = at;
                const dance = quote === "'" ? (DANCE.exec(text)?.[0] ?? "") : "";
                if (dance === "" && closes(quote, at, from))
                    return { inner: text.slice(from, at - quote.length + 1), end: at + 1 };
                at = text.indexOf(mark, at + Math.max(1, dance.length));
            }
            unclosed.add(quote);
            const lineEnd = text.indexOf("\n", from);
            const end = lineEnd < 0 ? text.length : lineEnd;
            return { inner: text.slice(from, end), end };
        },
        /** Whether one behind a piece of a word opens: in doubt it does, and more is hidden. */
        opens: (quote: string, at: number): boolean =>
            !isBehindEnd(at + quote.length) || (isPlain(quote) && !isOdd(quote, at)),
        /** Whether one where a value would begin ends what is around it. */
        ends: (quote: string, at: number): boolean =>
            isBehindEnd(at + quote.length) && text.charAt(at + 1) !== quote && isPlain(quote) && isOdd(quote, at),
        /** Whether one of the same kind is before it, in its line and near. */
        isBefore: (quote: string, at: number): boolean => {
            const near = text.slice(Math.max(0, at - BEFORE), at);
            return near.slice(near.lastIndexOf("\n") + 1).includes(quote);
        },
    };
}
