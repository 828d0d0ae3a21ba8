/**
 * Commands without what is secret in their words: values of options, settings and variables that are named like one, what
 * curl and others send of who asks, headers that let one in, and passwords that are piped. Linear in the text; redacting
 * twice changes nothing.
 *
 * A sign is looked for wherever it may stand: in commands in commands, comments, texts and lists. Only its value is read
 * as a word, from there on: which quotes are open around it is not asked, for an apostrophe in a text would turn all
 * that follows inside out. In doubt more is hidden.
 */
import { redactPiped } from "./redact-piped.ts";
import { REDACTED } from "./redact-url.ts";
import { MARK, type Value, valueReader } from "./redact-value.ts";

/** What a name that tells of a secret has in it, as options, settings, variables and headers have it: "accessToken", "DB_PASS". */
const TELLING =
    "token|api[-_]?key|passw(?:or)?d|(?<!by|com|over|sur|tres)pass|(?<=[-_])pwd|passphrase|secret(?:[-_]?(?:access[-_]?)?key|[-_]id)?|access[-_]?key|activation-?key|oauth2-bearer|credentials";
const OPTION = `[a-z0-9_-]{0,60}?(?:${TELLING})`;
const NAME = `[a-z0-9_-]{0,60}?(?:${TELLING}|private[-_]?key|(?<![a-z0-9])_auth)(?:[-_]?(?:[0-9]{1,3}|base|dev|prod|stage|test|value))?`;
/** Nothing of another name is before it; a line feed or a tab may be written. */
const BEGIN = String.raw`(?:(?<![a-z0-9_\\-])|(?<=\\[nt]))`;

const LONG = new RegExp(
    [
        `${BEGIN}(?:--?(?<secret>${OPTION})`,
        "(?<header>--(?:proxy-)?header)",
        "(?<login>--(?:proxy-)?user)",
        "(?<creds>--(?:src-|dest-)?creds))(?![\\w-])",
        `${BEGIN}(?<named>${NAME})(?![\\w-])`,
    ].join("|"),
    "gi",
);
/** Options of one letter, curl's also behind others that want no value. */
const SHORT =
    /(?:(?<![\w\\-])|(?<=\\[nt]))-(?:[#012346:aBfgGiIjJklLMnNOpqRsSvVZ]{0,20}?(?:(?<header>H)|(?<login>[uU]))|(?<password>p))/g;

/** How far is looked back from a sign, in letters. */
const BEFORE = 200;
const CURL_BEFORE = 1000;
/** A command whose -p is a password. */
const ASKS_FOR_PASSWORD = /(?<![\w/.-])(?:login|sshpass|useradd|usermod)(?![\w.])/;
/**
 * A name says nothing by itself: it does with "=" or in quotes with ":" behind it, where a line, a text or an item begins
 * with either behind it, and behind what sets it.
 */
const IS_NAMED = new RegExp(`${MARK}?(?:[+:]?=(?!=)|:-)|${MARK}[ \\t]*:`, "y");
const IS_KEY = /[ \t]*[:=](?!=)/y;
const BEGINS = /(?:^|[\n"'{,]|\\[nt])(?:[ \t]*-)?[ \t]*$/;
const SETS = /(?:^|[^\w-])(?:--)?(?:set|config)(?:[ \t]+[^\s;&|]{1,100}){0,4}[ \t]+[^\s;&|]*$/;

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
    // A proxy's address may have no scheme.
    new RegExp(
        String.raw`((?<![\w-])(?:-x|--(?:pre)?proxy)[ =]?["']?[\w.$%-]{1,64}:)(?!${REDACTED})[^\s"'@]{1,200}(?=@)`,
        "g",
    ),
    // As in a netrc.
    new RegExp(
        String.raw`((?<![a-z0-9])n?login(?:\\n|[ \t\n]){1,20}\S{1,100}?(?:\\n|[ \t\n]){1,20}password(?:\\n|[ \t\n]){1,20})(?!${REDACTED})[^\s"'\\]+`,
        "gi",
    ),
];

type Wanted = "secret" | "header" | "login";

/** How values begin. Numbers of a user and a group let nobody in, and no time does. */
const LIKE: Record<Wanted | "podman", (start: string) => boolean> = {
    secret: () => true,
    podman: start => !start.startsWith("id="),
    header: start => HEADER.test(start),
    login: start => /^(?!\+%|\d+:\d+(?:[\s;&|)\]},]|$))[^\s:]*:./s.test(start) || /^\$[({]|^`/.test(start),
};

/** What is hidden in one look may change what the next one sees. */
const MOST_LOOKS = 4;

export function redactWords(text: string): string {
    let shown = text;
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
        const before = shown;
        shown = redactPiped(redactValues(redactValues(before, LONG), SHORT));
        for (const secret of ANYWHERE) shown = shown.replace(secret, `$1${REDACTED}`);
        if (shown === before) break;
    }
    return shown;
}

function redactValues(text: string, signs: RegExp): string {
    const read = valueReader(text);
    const document = text.indexOf("<<");
    const isCurls = curlReader(text);
    const parts: string[] = [];
    let done = 0;
    signs.lastIndex = 0;
    for (let sign = signs.exec(text); sign !== null; sign = signs.exec(text)) {
        const start = sign.index;
        const { header, login, creds, password, named } = sign.groups ?? {};
        const before = text.slice(Math.max(0, start - BEFORE), start);
        let end = signs.lastIndex;
        let wanted: Wanted = header !== undefined ? "header" : (login ?? creds) !== undefined ? "login" : "secret";
        if (signs === SHORT && wanted !== "header" && text[start + 1] === "p" && asksForPassword(before)) {
            wanted = "secret";
            end = start + 2;
        } else if (password !== undefined) continue;
        if (wanted === "login" && creds === undefined && !isCurls(start)) continue;
        const isNamed = isAt(IS_NAMED, text, end);
        const isKey = named !== undefined && BEGINS.test(before) && isAt(IS_KEY, text, end);
        if (named !== undefined && !isNamed && !isKey && !SETS.test(before)) continue;
        // In a document the value of NAME=VALUE goes to the end of the line; in a shell a command may be behind it.
        const isLine = isKey && (!isNamed || (document >= 0 && document < start));
        const value = read({
            ...{ start, end, isShort: signs === SHORT, isBare: BARE_OPTION.test(sign[0]) },
            before: isLine ? before : null,
            isLike: LIKE[sign[0] === "--secret" ? "podman" : wanted],
        });
        const hidden = value && hide(value, wanted);
        if (!value || hidden === null) continue;
        parts.push(text.slice(done, value.start), hidden);
        done = value.end;
        signs.lastIndex = Math.max(done, start + 1);
    }
    return parts.join("") + text.slice(done);
}

function isAt(pattern: RegExp, text: string, at: number): boolean {
    pattern.lastIndex = at;
    return pattern.test(text);
}

/** @param before What is before an option, in its command and those before that. */
function asksForPassword(before: string): boolean {
    const own =
        before
            .replaceAll(/\\\r?\n/g, " ")
            .split(/[\n;&|]/)
            .at(-1) ?? "";
    return /[\s"']$/.test(own) && ASKS_FOR_PASSWORD.test(own);
}

/** Whether curl is a word before a place, in the lines that go on to it; asked for places one behind the other. */
function curlReader(text: string): (start: number) => boolean {
    const places = [...text.matchAll(/\bcurl\b/g)].map(({ index }) => index);
    let next = 0;
    return start => {
        while ((places[next] ?? start) < start) next += 1;
        const last = places[next - 1];
        if (last === undefined || start - last > CURL_BEFORE) return false;
        const lines = text.slice(last, start).split("\n");
        const goesOn = (line: string) => /\\[ \t]*\r?$|^[ \t]*(?:#.*)?\r?$/.test(line);
        return lines.slice(0, -1).every(goesOn);
    };
}

/** Nothing but what a command prints. */
const PRINTED = /^(?:\$\([^()]*\)|`[^`]*`|\$?)$/;

/** What stands in the place of a value, with its quotes; null where it is no secret. */
function hide(value: Value, wanted: Wanted): string | null {
    // Another option, or a comment.
    const isAnother = value.isApart && (/^["'\\]*-/.test(value.raw) ? !value.isQuoted : value.raw.startsWith("#"));
    if (isAnother || PRINTED.test(value.bare)) return null;
    const [bare, tail] = value.open === "" ? cutTail(value.bare) : [value.bare, ""];
    const hidden = hideValue(bare, wanted);
    if (hidden === null) return null;
    const quote = value.open === "" && /\s/.test(hidden) ? '"' : value.open;
    // What was opened before the option's name is closed behind its value.
    return `${value.isOpen ? "" : quote}${hidden}${quote}${tail}`;
}

/** A value, and what closes a list around it. */
function cutTail(bare: string): [value: string, tail: string] {
    let end = bare.length;
    while (end > 0 && "]},".includes(bare.charAt(end - 1))) end--;
    // What closes a variable is its own.
    if (bare.lastIndexOf("${", end) > bare.lastIndexOf("}", end - 1) && bare.charAt(end) === "}") end++;
    return [bare.slice(0, end), bare.slice(end)];
}

/** Of a header its name stays, and of a login who it is. Null where nothing is secret. */
function hideValue(value: string, wanted: Wanted): string | null {
    if (wanted === "secret") return value === "" ? null : REDACTED;
    if (wanted === "header") {
        const [, name, colon = "", scheme = ""] = HEADER.exec(value.replace(/["'\\]/g, "")) ?? [];
        return name === undefined ? null : `${name}${colon}${scheme}${REDACTED}`;
    }
    const who = /^(?:\$\([^()]*\)|\$\{[^}]*\}|`[^`]*`|[^:])*:(?=.)/s.exec(value)?.[0];
    return who === undefined ? null : `${who.replace(/["'\\]/g, "")}${REDACTED}`;
}
