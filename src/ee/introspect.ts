/**
 * What a collection asks for, told from its files by the rules of ansible-builder's introspection (3.1 and newer).
 *
 * `meta/execution-environment.yml` decides alone where it is there; else `requirements.txt` and `bindep.txt` at the top.
 * Authority: ansible-builder, _target_scripts/introspect.py.
 */
import { _, format } from "../language.ts";
import { parseBindep } from "./bindep.ts";
import type { Definition } from "./definition.ts";
import type { Files } from "./files.ts";
import { nestedLines } from "./introspection-files.ts";
import { compilePattern, matchesWhole, type Pattern } from "./pattern.ts";
import { parsePythonRequirement, requirementLinesOf } from "./python.ts";
import { isPep508 } from "./python-pep508.ts";
import { readYaml } from "./read-yaml.ts";
import type { Requirement } from "./requirement.ts";
import { pythonRequirements, systemRequirements } from "./requirements.ts";
import type { Target } from "./target.ts";

/** Never installed for a collection: already there, or only for its tests. In 3.1 also names of system packages. */
const NEVER = new Set(
    "ansible ansible-base python ansible-core tox pycodestyle yamllint pylint flake8 pytest pytest-xdist coverage mock testinfra ansible-lint molecule galaxy-importer voluptuous yaml pyyaml json".split(
        " ",
    ),
);

export type Introspection = { requirements: Requirement[]; problems: string[] };

/** `name` is who asks ("ansible.netcommon 7.2.0"); `files` are the collection's, relative to its directory. */
export function introspectCollection(name: string, files: Files, target: Target): Introspection {
    const lines = collectionLines(files);
    const asking = (kept: readonly string[]) => ({ text: kept.join("\n"), askedBy: () => name });
    const { error } = parseBindep(lines.system.join("\n"));
    const problems = [...lines.problems.map(problem => format(_("$0: $1"), name, problem))];
    if (error)
        problems.push(
            format(
                _("$0: its bindep file cannot be read (line “$1”), so none of its system packages would be installed."),
                name,
                error.text,
            ),
        );
    return {
        requirements: [
            ...pythonRequirements(asking(lines.python.filter(line => !isNever("python", line))), target),
            ...systemRequirements(asking(lines.system.filter(line => !isNever("system", line))), target, "run"),
        ],
        problems,
    };
}

/** The lines that a collection contributes, comments stripped, before anything is left out. */
export function collectionLines(files: Files): { python: string[]; system: string[]; problems: string[] } {
    const problems: string[] = [];
    const named = namedLists(files, problems);
    const read = (entry: string | string[] | undefined, nested: boolean): string[] => {
        if (entry === undefined) return [];
        if (Array.isArray(entry)) return requirementLinesOf(entry.join("\n")).map(line => line.text);
        return nestedLines(files, entry, nested, problems);
    };
    return { python: read(named.python, true), system: read(named.system, false), problems };
}

type Named = { python?: string | string[]; system?: string | string[] };

/** For each kind the path of a file, or the lines themselves; what cannot be taken is told in `problems`. */
export function namedLists(files: Files, problems: string[]): Named {
    const meta = ["meta/execution-environment.yml", "meta/execution-environment.yaml"].find(path => files.has(path));
    if (meta === undefined) {
        const filled = (path: string) => ((files.get(path) ?? "").trim() === "" ? undefined : path);
        const [python, system] = [filled("requirements.txt"), filled("bindep.txt")];
        return { ...(python ? { python } : {}), ...(system ? { system } : {}) };
    }
    const { value, problems: unread } = readYaml(files.get(meta) ?? "", meta);
    if (unread.length > 0) problems.push(format(_("$0 cannot be read."), meta));
    const dependencies = field(value, "dependencies");
    const named: Named = {};
    for (const kind of ["python", "system"] as const) {
        const entry = field(dependencies, kind);
        if (Array.isArray(entry)) named[kind] = entry.filter(item => typeof item === "string");
        else if (typeof entry === "string" && entry.startsWith("/"))
            problems.push(format(_("it names $0, but only files of its own may be named."), entry));
        else if (typeof entry === "string") named[kind] = entry;
    }
    return named;
}

const field = (value: unknown, key: string): unknown =>
    typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;

/** The name that exclusions look at, in lower case: of Python what PEP 508 calls so, else the first word. */
function simpleName(kind: "python" | "system", line: string): string {
    if (kind === "python") return isPep508(line) ? (parsePythonRequirement(line)?.name.toLowerCase() ?? "") : "";
    return line.split(/\s+/)[0]?.toLowerCase() ?? "";
}

/** Whether ansible-builder leaves a collection's line out by itself. */
export const isNever = (kind: "python" | "system", line: string): boolean => NEVER.has(simpleName(kind, line));

/**
 * The entry of `dependencies.exclude` that keeps a requirement out, as it is written; null where none does. What the
 * definition itself asks for is never kept out.
 */
export function excludedBy({ dependencies }: Definition): (requirement: Asked) => string | null {
    const { python, system, all_from_collections: collections } = dependencies?.exclude ?? {};
    const lists = { python: matcher(python), system: matcher(system) };
    const fromCollection = matcher(collections);
    return ({ kind, text, askedBy, hashes = [] }) => {
        if (kind !== "python" && kind !== "system") return null;
        const names = askedBy.map(who => /^\w+\.\w+(?= |$)/.exec(who)?.[0] ?? null);
        if (names.length === 0 || names.includes(null)) return null;
        // A line that is not PEP 508 has no name, and ansible-builder lets it through; with hashes none is.
        const name = hashes.length > 0 ? "" : simpleName(kind, text);
        const own = name === "" ? null : lists[kind](name);
        if (own !== null) return own;
        const entries = names.map(collection => fromCollection(collection ?? ""));
        return entries.includes(null) ? null : (entries[0] ?? null);
    };
}

type Asked = Pick<Requirement, "kind" | "text" | "askedBy" | "hashes">;

/** Of what collections ask for, what one entry of a list of exclusions keeps out, each with those who ask for it. */
export function keptOutBy<Any extends Asked>(
    list: "python" | "system" | "all_from_collections",
    entry: string,
    requirements: readonly Any[],
): Any[] {
    const excluded = excludedBy({ dependencies: { exclude: { [list]: [entry] } } });
    return requirements.flatMap(requirement => {
        const askedBy = requirement.askedBy.filter(who => excluded({ ...requirement, askedBy: [who] }) !== null);
        return askedBy.length > 0 ? [{ ...requirement, askedBy }] : [];
    });
}

/** An entry is a name, or behind `~` a pattern for the whole name; both regardless of case. Null where none fits. */
function matcher(entries: readonly string[] = []): (name: string) => string | null {
    const names = new Map<string, string>();
    const patterns: [Pattern, string][] = [];
    for (const { text } of requirementLinesOf(entries.join("\n"))) {
        const entry = text.toLowerCase();
        const pattern = entry.startsWith("~") ? compilePattern(entry.slice(1)) : entry;
        if (typeof pattern === "object") patterns.push([pattern, text]);
        else if (!entry.startsWith("~")) names.set(entry, text);
    }
    return name => {
        const lower = name.toLowerCase();
        return names.get(lower) ?? patterns.find(([pattern]) => matchesWhole(pattern, lower))?.[1] ?? null;
    };
}
