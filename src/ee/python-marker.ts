/** Conditions of Python requirements (PEP 508 markers), judged for a target. */
import { satisfies, valid } from "@renovatebot/pep440";

import type { Target } from "./target.ts";

/** A marker with more words than this is not read. */
const MOST_TOKENS = 500;
const DEEPEST = 50;

const TOKEN =
    /\s*(?:(\()|(\))|"([^"]*)"|'([^']*)'|(===|==|~=|!=|<=|>=|<|>)|(not\s+in\b|in\b)|(and|or)\b|([a-z_][a-z0-9_.]*))/y;

type Token = { kind: "open" | "close" | "text" | "operator" | "word" | "name"; text: string };

/**
 * Whether a requirement with this marker is meant for the target; null when the target does not say.
 *
 * @param also What more is known, by the names that markers have for it: "extra", "platform_machine".
 */
export function appliesTo(
    marker: string,
    target: Pick<Target, "python">,
    also: Readonly<Record<string, string>> = {},
): boolean | null {
    const tokens = marker.trim() === "" ? [] : tokensOf(marker);
    if (tokens === null) return null;
    if (tokens.length === 0) return true;
    const reader = { tokens, at: 0, known: { ...environment(target), ...also } };
    const answer = readChoice(reader, 0);
    return reader.at === tokens.length ? (answer ?? null) : null;
}

/** What Python says of itself on the target; what depends on the machine is left out. */
const environment = (target: Pick<Target, "python">): Record<string, string> => ({
    os_name: "posix",
    sys_platform: "linux",
    platform_system: "Linux",
    platform_python_implementation: "CPython",
    implementation_name: "cpython",
    python_version: target.python,
    extra: "",
});

function tokensOf(marker: string): Token[] | null {
    const tokens: Token[] = [];
    const text = marker.trim();
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length && tokens.length < MOST_TOKENS) {
        const match = TOKEN.exec(text);
        if (!match) return null;
        const [, open, close, double, single, operator, within, word, name] = match;
        if (open) tokens.push({ kind: "open", text: open });
        else if (close) tokens.push({ kind: "close", text: close });
        else if (double !== undefined || single !== undefined)
            tokens.push({ kind: "text", text: double ?? single ?? "" });
        else if (operator || within)
            tokens.push({ kind: "operator", text: (operator ?? within ?? "").replace(/\s+/, " ") });
        else if (word) tokens.push({ kind: "word", text: word });
        else tokens.push({ kind: "name", text: name ?? "" });
    }
    return tokens.length < MOST_TOKENS ? tokens : null;
}

type Reader = { tokens: Token[]; at: number; known: Record<string, string> };
/** True, false, null (not known here), or undefined (not a marker at all). */
type Answer = boolean | null | undefined;

const peek = (reader: Reader): Token | undefined => reader.tokens[reader.at];

const either = (left: Answer, right: Answer): Answer =>
    left === undefined || right === undefined ? undefined : left || right ? true : left === null ? left : right;

const both = (left: Answer, right: Answer): Answer =>
    left === undefined || right === undefined
        ? undefined
        : left === false || right === false
          ? false
          : left === null
            ? left
            : right;

function readChoice(reader: Reader, depth: number): Answer {
    let answer = readAll(reader, depth);
    while (peek(reader)?.text === "or" && peek(reader)?.kind === "word") {
        reader.at += 1;
        answer = either(answer, readAll(reader, depth));
    }
    return answer;
}

function readAll(reader: Reader, depth: number): Answer {
    let answer = readOne(reader, depth);
    while (peek(reader)?.text === "and" && peek(reader)?.kind === "word") {
        reader.at += 1;
        answer = both(answer, readOne(reader, depth));
    }
    return answer;
}

function readOne(reader: Reader, depth: number): Answer {
    if (peek(reader)?.kind === "open") {
        if (depth > DEEPEST) return undefined;
        reader.at += 1;
        const answer = readChoice(reader, depth + 1);
        if (peek(reader)?.kind !== "close") return undefined;
        reader.at += 1;
        return answer;
    }
    const [left, operator, right] = reader.tokens.slice(reader.at, reader.at + 3);
    reader.at += 3;
    if (!left || !right || operator?.kind !== "operator") return undefined;
    const value = (token: Token) => (token.kind === "name" ? reader.known[token.text] : token.text);
    const [first, second] = [value(left), value(right)];
    if (first === undefined || second === undefined) return null;
    return compare(first, operator.text, second);
}

/** Versions where both are, else texts, as `packaging` compares them. */
function compare(left: string, operator: string, right: string): boolean {
    if (operator === "in") return right.includes(left);
    if (operator === "not in") return !right.includes(left);
    if (valid(left) && valid(right.replace(/\.\*$/, "")))
        return satisfies(left, operator + right, { prereleases: true });
    if (operator === "==" || operator === "===") return left === right;
    if (operator === "!=") return left !== right;
    if (operator.startsWith("<")) return left < right || (operator === "<=" && left === right);
    return operator.startsWith(">") && (left > right || (operator === ">=" && left === right));
}
