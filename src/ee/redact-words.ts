/**
 * Commands without what is secret in their words: values of options, settings and variables that are named like one, what
 * curl and others send of who asks, headers that let one in, and passwords that are piped. Linear in the text; redacting
 * twice changes nothing.
 *
 * A sign is looked for wherever it may stand: in commands in commands, comments, texts and lists. Only its value is read
 * as a word, from there on: which quotes are open around it is not asked, for an apostrophe in a text would turn all
 * that follows inside out. In doubt more is hidden.
 */
import { REDACTED } from "./redact-url.ts";
import { MARK, valueReader } from "./redact-value.ts";

/** A name that tells of a secret, as options, settings, variables and headers have it: "accessToken", "DB_PASS". */
const NAME =
    "[a-z0-9_-]{0,60}?(?:token|api[-_]?key|passw(?:or)?d|(?<![a-z0-9])pass|passphrase|secret(?:[-_]?(?:access[-_]?)?key)?|access[-_]?key|activation-?key|oauth2-bearer|credentials)";
/** Options of curl that want no value, which may stand in one word with one that does. */
const CLUSTER = "[#012346:aBfgGiIjJklLMnNOpqRsSvVZ]{0,20}";

const SIGN = new RegExp(
    [
        `(?<![\\w-])(?:--?(?<secret>${NAME})`,
        "(?<header>--(?:proxy-)?header)",
        "(?<login>--(?:proxy-)?user)",
        "(?<creds>--(?:src-|dest-)?creds))(?![\\w-])",
        `(?<![\\w-])-${CLUSTER}(?:(?<shortHeader>H)|(?<shortLogin>[uU]))`,
        "(?<![\\w-])(?<password>-p)",
        `(?<![a-z0-9_-])(?<named>${NAME})(?![\\w-])`,
    ].join("|"),
    "gi",
);
/** How far is looked back from a sign, in letters. */
const BEFORE = 240;
/** A command whose -p is a password, and what of it may come before that. */
const ASKS_FOR_PASSWORD = /\b(?:login|sshpass|useradd|usermod)\b(?:[^\n;&|]|\\\n)*[\s"']$/;
/** A name says nothing by itself: it does behind what sets it, at the begin of a line or text with ":" behind, or with "=". */
const SETS = /\b(?:set|config)[ \t]+\S*$/;
const BEGINS = /(?:^|[\n"'])[ \t]*$/;
const IS_NAMED = new RegExp(`=|${MARK}[ \\t]*:`, "y");
const IS_KEY = /:[ \t]/y;

/** Those that want no value but behind "=". */
const BARE_OPTION = /^--?(?:no|ask|disabled)-/i;

const HEADER =
    /^([a-z0-9_-]{0,60}?(?:authorization|token|(?:api)?key|secret|passw(?:or)?d|auth|cookie)|x-jfrog-art-api)(:\s*)((?:bearer|basic|token|apikey)\s+)?\S/i;

/** What needs no option to tell it. */
const ANYWHERE = [
    new RegExp(
        String.raw`((?:authorization: ?(?:bearer|basic|token) |(?:private|job|deploy)-token: ?))(?!${REDACTED})[^\s"'\\<>$]+`,
        "gi",
    ),
    // As in a netrc.
    new RegExp(
        String.raw`(\blogin(?:\\n|[ \t\n])\S{1,100}(?:\\n|[ \t\n])password(?:\\n|[ \t\n]))(?!${REDACTED})[^\s"'\\]+`,
        "gi",
    ),
    // Who pipes a password writes it as a word of echo.
    ...[
        [String.raw`[\w.$@{}-]{1,64}:`, "chpasswd"],
        ["", String.raw`(?:passwd[ \t]+--stdin|[^\n|]{0,200}--password-stdin)`],
    ].map(
        ([before, to]) =>
            new RegExp(
                String.raw`(\b(?:echo|printf)[ \t]+(?:-[a-zA-Z]{1,5}[ \t]+){0,3}["']?${before})(?!${REDACTED}|-)[^\s"'|]{1,256}(?=[^\n|]{0,200}\|[ \t]*(?:sudo[ \t]+)?(?:/usr/s?bin/)?${to})`,
                "g",
            ),
    ),
];

type Wanted = "secret" | "header" | "login";

export function redactWords(text: string): string {
    return ANYWHERE.reduce((left, secret) => left.replace(secret, `$1${REDACTED}`), redactValues(text));
}

function redactValues(text: string): string {
    const read = valueReader(text);
    const isCurl = /\bcurl\b/.test(text);
    const parts: string[] = [];
    let done = 0;
    SIGN.lastIndex = 0;
    for (let sign = SIGN.exec(text); sign !== null; sign = SIGN.exec(text)) {
        const { header, shortHeader, login, shortLogin, creds, password, named } = sign.groups ?? {};
        const isHeader = (header ?? shortHeader) !== undefined;
        const isLogin = (login ?? shortLogin ?? creds) !== undefined;
        const wanted: Wanted = isHeader ? "header" : isLogin ? "login" : "secret";
        if (wanted === "login" && creds === undefined && !isCurl) continue;
        const before = text.slice(Math.max(0, sign.index - BEFORE), sign.index);
        if (password !== undefined && !ASKS_FOR_PASSWORD.test(before)) continue;
        if (named !== undefined && !isSet(text, SIGN.lastIndex, before)) continue;
        const isShort = (shortHeader ?? shortLogin ?? password) !== undefined;
        const value = read(sign.index, SIGN.lastIndex, { isShort, isBare: BARE_OPTION.test(sign[0]) });
        if (value === null) continue;
        // Another option, a comment, what podman is told of a secret, and what a command prints.
        const isAnother = value.isApart && (/^["'\\]*-/.test(value.raw) ? !value.isQuoted : value.raw.startsWith("#"));
        if (isAnother || (sign[0] === "--secret" && value.bare.startsWith("id=")) || PRINTED.test(value.bare)) continue;
        const [bare, tail] = value.open === "" ? cutTail(value.bare) : [value.bare, ""];
        const hidden = hideValue(bare, wanted);
        if (hidden === null) continue;
        const quote = value.open === "" && /\s/.test(hidden) ? '"' : value.open;
        // What was opened before the option's name is closed behind its value.
        parts.push(text.slice(done, value.start), value.isOpen ? "" : quote, hidden, quote, tail);
        done = value.end;
        SIGN.lastIndex = done;
    }
    return parts.join("") + text.slice(done);
}

function isSet(text: string, end: number, before: string): boolean {
    IS_NAMED.lastIndex = end;
    IS_KEY.lastIndex = end;
    return IS_NAMED.test(text) || (IS_KEY.test(text) && BEGINS.test(before)) || SETS.test(before);
}

const PRINTED = /^(?:\$\([^()]*\)|`[^`]*`|\$?)$/;

/** A value, and what closes a list around it. */
function cutTail(bare: string): [value: string, tail: string] {
    let end = bare.length;
    while (end > 0 && "]},".includes(bare.charAt(end - 1))) end--;
    return [bare.slice(0, end), bare.slice(end)];
}

/** Of a header its name stays, and of a login who it is. Null where nothing is secret. */
function hideValue(value: string, wanted: Wanted): string | null {
    if (wanted === "secret") return value === "" ? null : REDACTED;
    if (wanted === "header") {
        const [, name, colon = "", scheme = ""] = HEADER.exec(value) ?? [];
        return name === undefined ? null : `${name}${colon}${scheme}${REDACTED}`;
    }
    const who = /^(?:\$\([^()]*\)|\$\{[^}]*\}|`[^`]*`|[^:])*:(?=.)/s.exec(value)?.[0];
    // Numbers of a user and a group let nobody in.
    return who === undefined || /^\d+:\d+$/.test(value) ? null : `${who}${REDACTED}`;
}
