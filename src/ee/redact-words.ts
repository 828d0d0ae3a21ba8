/**
 * Commands without what is secret in their words: values of options that are named like one, what curl sends of who asks,
 * and headers that let one in. Linear in the text; redacting twice changes nothing.
 */
import { REDACTED } from "./redact-url.ts";

/** The name of an option whose value is secret. */
const NAMES =
    "(?:[a-z0-9]{1,20}-){0,3}(?:token|api-?key|passw(?:or)?d|passphrase|secret(?:-(?:access-)?key)?|activation-?key|oauth2-bearer)";
const OPTION = new RegExp(`^--${NAMES}$`, "i");
/** Those that want no value. */
const BARE_OPTION = /^--(?:no|ask|disabled)-/i;
const HEADER =
    /^((?:[a-z]{0,20}-)?authorization|(?:[a-z]{1,20}-){0,3}token|(?:[a-z]{1,20}[-_]){0,3}key)(:\s*)((?:bearer|basic|token|apikey)\s+)?\S/i;
const HEADER_OPTION = /^(?:-[a-zA-Z]{0,20}H|--header|--proxy-header)$/;
const LOGIN_OPTION = /^(?:-[a-zA-Z]{0,20}[uU]|--(?:proxy-)?user)$/;

/** What parts the items of a list in JSON. */
const PART = String.raw`(?<=")[ \t]*[,\]](?=\s*(?:["[\],]|$))|\[(?=\s*")`;
/** A word with its quotes; one that is not closed is a letter. */
const WORD = String.raw`(?:"(?:[^"\\]|\\.)*"|'[^']*'|<redacted>|(?!${PART})[[\],]|\\(?![ \t]*\r?\n)[^\r\n]?|[^\s;&|()<>\\"'[\],\x60]+|["'])+`;
/** One after the other: a comment, what parts items, blanks and lines that go on, a word, and anything else. */
const TOKEN = new RegExp(
    String.raw`((?<![^\n])[ \t]*#[^\n]*|${PART}|(?:[ \t]|\\[ \t]*\r?\n)+)|(${WORD})|[\r\n]+|.`,
    "gs",
);

/** What of the same is told wherever it stands: in commands in commands, in settings and in texts. */
const ANYWHERE = [
    new RegExp(
        `((?<![\\w-])--(?:(?!(?:no|ask|disabled)-)${NAMES}[ \\t]+|${NAMES}=)["'\\\\]*)(?!${REDACTED}|-|id=)[^\\s"'\\\\;&|<>(){}[\\],$\\x60]+`,
        "gi",
    ),
    new RegExp(
        `((?:authorization: ?(?:bearer|basic|token) |(?:private|job|deploy)-token: ?))(?!${REDACTED})[^\\s"'\\\\<>$]+`,
        "gi",
    ),
];

/** How deep commands in quotes are looked into. */
const DEEPEST = 3;

type Wanted = "secret" | "header" | "login" | null;

export function redactWords(text: string): string {
    return ANYWHERE.reduce((left, secret) => left.replace(secret, `$1${REDACTED}`), inWords(text, 0));
}

function inWords(text: string, depth: number): string {
    let [wanted, isCurl]: [Wanted, boolean] = [null, false];
    return text.replace(TOKEN, (token, between: string | undefined, word: string | undefined) => {
        if (between !== undefined) return token;
        if (word === undefined) {
            wanted = null;
            if (/[;&|\r\n]/.test(token)) isCurl = false;
            return token;
        }
        const bare = bareOf(word);
        const value = wanted;
        wanted = null;
        // Another option, what podman is told of a secret, and what a command would say.
        if (value !== null && !/^(?:-|id=|\$?$)/.test(bare)) return hideWord(word, bare, value);
        if (/(?:^|\/)curl$/.test(bare)) isCurl = true;
        if (BARE_OPTION.test(bare) && !bare.includes("=")) return word;
        wanted = wantedBy(bare, isCurl);
        if (wanted !== null) return word;
        return hideAttached(word, bare, isCurl) ?? inQuotes(word, depth);
    });
}

const bareOf = (word: string): string => word.replace(/["'\\]/g, "");
const quoteOf = (word: string): string => /["']/.exec(word)?.[0] ?? "";
/** What closes a list around it. */
const tailOf = (word: string): string => /[\]},]*$/.exec(word)?.[0] ?? "";

function wantedBy(bare: string, isCurl: boolean): Wanted {
    if (OPTION.test(bare)) return "secret";
    if (HEADER_OPTION.test(bare)) return "header";
    return isCurl && LOGIN_OPTION.test(bare) ? "login" : null;
}

/** A word that is a value. */
function hideWord(word: string, bare: string, wanted: Exclude<Wanted, null>): string {
    const tail = tailOf(word);
    const hidden = hideValue(bare.slice(0, bare.length - tail.length), wanted);
    if (hidden === null) return word;
    const quote = /^["']/.exec(word)?.[0] ?? (/\s/.test(hidden) ? quoteOf(word) || '"' : "");
    return `${quote}${hidden}${quote}${tail}`;
}

/** What of a word is behind the name of its option; null where that is nothing secret. */
function hideAttached(word: string, bare: string, isCurl: boolean): string | null {
    const [, long, short = "", value = ""] = /^(?:(--[\w-]+)=|(-[HuU]))(.+)$/s.exec(bare) ?? [];
    const wanted = wantedBy(long ?? short, isCurl);
    const tail = tailOf(word);
    const hidden = wanted && hideValue(value.slice(0, value.length - tail.length), wanted);
    if (hidden === null) return null;
    const name = long === undefined ? short : `${long}=`;
    const around = /^["']/.exec(word)?.[0] ?? "";
    const within = around === "" && /\s/.test(hidden) ? quoteOf(word) || '"' : "";
    return `${around}${name}${within}${hidden}${within}${around}${tail}`;
}

/** Of a header its name stays, and of a login who it is. Null where nothing is secret. */
function hideValue(value: string, wanted: Exclude<Wanted, null>): string | null {
    if (wanted === "secret") return value === "" ? null : REDACTED;
    const [, name, colon = "", scheme = ""] = HEADER.exec(value) ?? [];
    if (wanted === "header") return name === undefined ? null : `${name}${colon}${scheme}${REDACTED}`;
    const at = value.indexOf(":");
    return at < 0 || at === value.length - 1 ? null : `${value.slice(0, at + 1)}${REDACTED}`;
}

/** What is in quotes may be a command. */
function inQuotes(word: string, depth: number): string {
    if (depth >= DEEPEST || !/["'][^"']*[\s-]/.test(word)) return word;
    return word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/gs, (whole, double?: string, single?: string) => {
        const quote = whole.charAt(0);
        return `${quote}${inWords(double ?? single ?? "", depth + 1)}${quote}`;
    });
}
