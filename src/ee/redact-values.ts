/** Values whose keys are named like a secret, in files of keys and values. */
import { type Document, isScalar, isSeq, type Scalar, visit } from "yaml";

import { isBlockScalar } from "./node-span.ts";
import { readYaml } from "./read-yaml.ts";
import { REDACTED } from "./redact-url.ts";

const SECRET_KEY = /token|passw|passphrase|secret|credential|(?:api|private|access)[_-]?key|(?:^|[_.-])(?:auth|pass)$/i;

/** Part of every such key: most files have none, and need not be read. */
const SIGN = /token|pass|secret|credential|key|auth/i;

export const isTree = (path: string): boolean => /\.(?:ya?ml|json)$/i.test(path);
const isSettings = (path: string): boolean => /\.(?:conf|ini|toml|properties|env)$|(?:^|\/)\.pypirc$/i.test(path);

/** The text of a file with such values redacted; all else keeps its bytes, and a file of another kind all of them. */
export function redactValues(path: string, text: string): string {
    if (!SIGN.test(text)) return text;
    if (isTree(path)) return redactTree(text, path) ?? redactLines(text, true);
    return isSettings(path) ? redactLines(text, false) : text;
}

/** YAML, of which JSON is a part but for its tabs; null where the text cannot be read as such. */
export function readTree(text: string, path: string): Document | null {
    const { document, problems } = readYaml(/\.json$/i.test(path) ? text.replaceAll("\t", " ") : text, path);
    return problems.length > 0 ? null : document;
}

function redactTree(text: string, path: string): string | null {
    const document = readTree(text, path);
    if (!document) return null;
    const secrets: Scalar[] = [];
    visit(document, {
        Pair: (_key, { key, value }) => {
            if (!isScalar(key) || !SECRET_KEY.test(String(key.value))) return;
            for (const each of isSeq(value) ? value.items : [value])
                if (isScalar(each) && isTelling(each.value)) secrets.push(each);
        },
    });
    let done = 0;
    const parts = secrets
        .toSorted((left, right) => (left.range?.[0] ?? 0) - (right.range?.[0] ?? 0))
        .map(secret => {
            const [start, end] = secret.range ?? [done, done];
            const before = text.slice(done, start);
            done = end;
            return before + inPlaceOf(text.slice(start, end), secret);
        });
    return parts.join("") + text.slice(done);
}

const isTelling = (value: unknown): boolean =>
    value !== null && value !== "" && value !== REDACTED && typeof value !== "boolean";

function inPlaceOf(written: string, secret: Scalar): string {
    if (isBlockScalar(secret)) return REDACTED + (/\r?\n$/.exec(written)?.[0] ?? "");
    const [quote] = /^["']/.exec(written) ?? [""];
    return quote + REDACTED + quote;
}

/**
 * Line by line: a value goes to the end of its quotes or its line, and over the lines that stand further in; `mayNest`
 * where there may be keys of their own in those.
 */
function redactLines(text: string, mayNest: boolean): string {
    let inside: number | null = null;
    return text
        .split(/(?<=\n)/)
        .flatMap(line => {
            const column = line.search(/\S/);
            if (inside !== null && (column > inside || column < 0)) return column < 0 ? [line] : [];
            inside = null;
            const [, before = "", key = "", mark = "", value = ""] =
                /^(\s*(?:(?:-|export)\s+)?["']?)([\w.-]+)(["']?[ \t]*[=:][ \t]*)(.*)/.exec(line) ?? [];
            if (!SECRET_KEY.test(key) || (mayNest && /^(?:$|[[{])/.test(value))) return [line];
            inside = before.search(/[^\s-]|$/);
            if (value === "") return [line];
            const [quoted] = /^(?:"(?:[^"\\]|\\.)*"|'[^']*')/.exec(value) ?? [""];
            const [quote] = quoted;
            const shown = quote === undefined ? REDACTED : quote + REDACTED + quote + value.slice(quoted.length);
            return [before + key + mark + shown + (/\r?\n$/.exec(line)?.[0] ?? "")];
        })
        .join("");
}
