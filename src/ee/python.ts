/** Python requirements: one line of a requirements file (PEP 508), and the lines of a whole file. */
import { linesOf, withoutComment } from "./text.ts";

export type PythonRequirement = {
    /** As written. */
    name: string;
    extras: string[];
    /** Version clauses, in the order written: `{operator: ">=", version: "2.28"}`. */
    clauses: Clause[];
    /** The condition behind the semicolon, "" for none. */
    marker: string;
    /** "name @ URL", else null. */
    url: string | null;
};

export type Clause = { operator: string; version: string };

const NAME = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*/;
const EXTRAS = /^\[([^\]]*)\]\s*/;
const CLAUSE = /^\s*(===|==|~=|!=|<=|>=|<|>)\s*([^\s,;()]+)\s*$/;
const VERSION =
    /^v?(?:\d+!)?\d+(?:\.\d+)*(?:[-_.]?(?:alpha|beta|preview|pre|rc|a|b|c)[-_.]?\d*)?(?:-\d+|[-_.]?(?:post|rev|r)[-_.]?\d*)?(?:[-_.]?dev[-_.]?\d*)?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?(?:\.\*)?$/i;
/** Longest line that is looked at. */
const LONGEST = 10_000;

/** Read one requirement, comments stripped; null for what PEP 508 does not know (options, bare URLs). */
export function parsePythonRequirement(line: string): PythonRequirement | null {
    const text = line.trim();
    const name = text.length > LONGEST ? null : NAME.exec(text);
    if (!name?.[1]) return null;
    let rest = text.slice(name[0].length);
    const bracket = EXTRAS.exec(rest);
    if (bracket) rest = rest.slice(bracket[0].length);
    const extras = (bracket?.[1] ?? "")
        .split(",")
        .map(extra => extra.trim())
        .filter(Boolean);
    if (extras.some(extra => !/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(extra))) return null;

    if (rest.startsWith("@")) {
        const [url = "", ...condition] = rest
            .slice(1)
            .trim()
            .split(/\s+;|\s;\s*/);
        if (url === "" || /\s/.test(url)) return null;
        return { name: name[1], extras, clauses: [], marker: condition.join(";").trim(), url };
    }
    const semicolon = rest.indexOf(";");
    const marker = semicolon < 0 ? "" : rest.slice(semicolon + 1).trim();
    const specifier = (semicolon < 0 ? rest : rest.slice(0, semicolon)).trim().replace(/^\((.*)\)$/, "$1");
    if (semicolon >= 0 && marker === "") return null;
    const clauses = parseClauses(specifier);
    return clauses && { name: name[1], extras, clauses, marker, url: null };
}

/** The clauses of a version specifier such as ">=2,<3"; null when one cannot be read. */
export function parseClauses(specifier: string): Clause[] | null {
    const clauses: Clause[] = [];
    if (specifier.trim() === "") return clauses;
    for (const part of specifier.replace(/,\s*$/, "").split(",")) {
        const [, operator = "", version = ""] = CLAUSE.exec(part) ?? [];
        const wildcard = version.endsWith(".*");
        if (operator === "" || (wildcard && operator !== "==" && operator !== "!=")) return null;
        if (operator !== "===" && !VERSION.test(version)) return null;
        if (operator === "~=" && !/^[^.]*\d+\.\d/.test(version)) return null;
        clauses.push({ operator, version });
    }
    return clauses;
}

/** The name that all spellings of a distribution share (PEP 503): "Foo_Bar" is "foo-bar". */
export const normalizeName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, "-");

/** The condition as one text: ">=2,<3". */
export const specifierText = (clauses: readonly Clause[]): string =>
    clauses.map(({ operator, version }) => operator + version).join(",");

/** One line of a requirements file that asks for something. */
export type RequirementLine = { number: number; offset: number; text: string };

/**
 * The lines as ansible-builder's introspection takes them: blank lines and lines that begin with `#` are dropped, then
 * comments behind a space. Options and `-r` lines stay. Authority: introspect.py 3.1, pip_file_data, strip_comments.
 */
export const requirementLinesOf = (text: string): RequirementLine[] =>
    linesOf(text)
        .filter(line => line.text.trim() !== "" && !line.text.startsWith("#"))
        .map(line => ({
            number: line.number,
            offset: line.offset + (line.text.length - line.text.trimStart().length),
            text: withoutComment(line.text.trim()),
        }))
        .filter(line => line.text !== "");
