/**
 * Commands without what is secret in their words: values of options that are named like one, what curl sends of who asks,
 * and headers that let one in. Linear in the text; redacting twice changes nothing.
 */
import { REDACTED } from "./redact-url.ts";

/** The name of an option whose value is secret. */
const OPTION =
    /^--(?!(?:no|ask|disabled)-)(?:[a-z0-9]{1,20}-){0,3}(?:token|api-?key|passw(?:or)?d|passphrase|secret(?:-(?:access-)?key)?|activation-?key|oauth2-bearer)$/i;
const HEADER =
    /^((?:[a-z]{0,20}-)?authorization|(?:[a-z]{1,20}-){0,3}token|(?:[a-z]{1,20}[-_]){0,3}api[-_]?key)(:\s*)((?:bearer|basic|token|apikey)\s+)?\S/i;
const HEADER_OPTION = /^(?:-H|--header|--proxy-header)$/;
const LOGIN_OPTION = /^(?:-[a-zA-Z]{0,20}[uU]|--(?:proxy-)?user)$/;

/**
 * One after the other: blanks and lines that go on, what parts the items of a list in JSON, a word with its quotes, and
 * anything else. A quote that is not closed in its line is a letter.
 */
const TOKEN =
    /((?:[ \t]|\\[ \t]*\r?\n)+)|((?<=")\s*[,\]]|\[(?=\s*"))|((?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|<redacted>|(?<!")[,\]]|\[(?!\s*")|\\(?![ \t]*\r?\n)[^\r\n]?|[^\s;&|()<>\\"'[\],]|["'])+)|./gs;

/** How deep commands in quotes are looked into. */
const DEEPEST = 3;

type Wanted = "secret" | "header" | "login" | null;

export function redactWords(text: string, depth = 0): string {
    let [wanted, isCurl]: [Wanted, boolean] = [null, false];
    return text.replace(
        TOKEN,
        (token, blank: string | undefined, comma: string | undefined, word: string | undefined) => {
            if (blank !== undefined || comma !== undefined) return token;
            if (word === undefined) {
                if (/[;&|()\r\n]/.test(token)) [wanted, isCurl] = [null, false];
                return token;
            }
            const bare = bareOf(word);
            const value = wanted;
            wanted = null;
            // Another option, or what podman is told of a secret.
            if (value !== null && !/^(?:-|id=)/.test(bare)) return hide(word, bare, value);
            if (/(?:^|\/)curl$/.test(bare)) isCurl = true;
            wanted = wantedBy(bare, isCurl);
            if (wanted !== null) return word;
            return hideAttached(word, bare, isCurl) ?? inQuotes(word, depth);
        },
    );
}

const bareOf = (word: string): string => word.replace(/["'\\]/g, "");

function wantedBy(bare: string, isCurl: boolean): Wanted {
    if (OPTION.test(bare)) return "secret";
    if (HEADER_OPTION.test(bare)) return "header";
    return isCurl && LOGIN_OPTION.test(bare) ? "login" : null;
}

/** What of a word is behind the name of its option. */
function hideAttached(word: string, bare: string, isCurl: boolean): string | null {
    const end = bare.startsWith("--") ? bare.indexOf("=") : 1;
    const [name, value] = bare.startsWith("--")
        ? [bare.slice(0, end), bare.slice(end + 1)]
        : [bare.slice(0, 2), bare.slice(2)];
    if (end < 0 || !bare.startsWith("-") || value === "") return null;
    const wanted = wantedBy(name, isCurl);
    if (wanted === null) return null;
    const hidden = hide("", value, wanted);
    const quote = /^["']/.exec(word)?.[0] ?? (/\s/.test(hidden) ? '"' : "");
    return hidden === value ? word : `${quote}${name}${bare.startsWith("--") ? "=" : ""}${hidden}${quote}`;
}

/** @param bare What of the word counts. Of a header its name stays, and of a login who it is. */
function hide(word: string, bare: string, wanted: Exclude<Wanted, null>): string {
    const own = /^["']/.exec(word)?.[0] ?? "";
    if (wanted === "secret") return `${own}${REDACTED}${own}`;
    const [, name = "", colon = "", scheme = ""] = HEADER.exec(bare) ?? [];
    const login = bare.indexOf(":");
    if (wanted === "header" ? name === "" : login < 0 || login === bare.length - 1) return word === "" ? bare : word;
    const shown = wanted === "header" ? name + colon + scheme : bare.slice(0, login + 1);
    const quote = own || (word !== "" && /\s/.test(shown) ? '"' : "");
    return `${quote}${shown}${REDACTED}${quote}`;
}

/** What is in quotes may be a command. */
function inQuotes(word: string, depth: number): string {
    if (depth >= DEEPEST || !/["'][^"']*[\s-]/.test(word)) return word;
    return word.replace(/"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'/gs, (whole, double?: string, single?: string) => {
        const quote = whole.charAt(0);
        return `${quote}${redactWords(double ?? single ?? "", depth + 1)}${quote}`;
    });
}
