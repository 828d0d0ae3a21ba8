/**
 * System requirements: bindep's grammar, and which of its rules hold for a target.
 *
 * Bindep reads a file whole: one line it cannot read, and nothing of the file is installed, without a word.
 * Authority: bindep 2.8, depends.py (grammar, _evaluate). Lines reach it as ansible-builder's introspection leaves them:
 * comments and the space around a line are gone, and the last line ends.
 */
import { linesOf, withoutComment } from "./text.ts";

export type Rule = {
    name: string;
    /** Single selectors and, inside brackets, groups of which all must hold. */
    selectors: Selector[][];
    /** ">=2.0", in the order written; bindep lists the package whatever they say. */
    versions: string[];
    /** The line, comments stripped. */
    text: string;
    line: number;
};

export type Selector = { profile: string; wanted: boolean };

export type BindepError = { line: number; column: number; reason: BindepReason; text: string };

/** Why a line cannot be read, as far as it is one of the usual reasons. */
export type BindepReason = "space-after-operator" | "upper-case-profile" | "tab" | "name" | "other";

const NAME = /^[\p{L}\p{Nd}/][\p{L}\p{Nd}.+\-_/]+/u;
const VERSION = /^(?:<=|<|!=|==|>=|>)(?:\d+:)?\d[\p{L}\p{Nd}.+~:]*(?:-[\p{L}\p{Nd}.+~:]+)*$/u;
const PROFILE = /^(!?)([a-z0-9:.-]+)/;

/** The rules of a file, and the lines that make it unreadable: if there is one, bindep installs none of the rules. */
export function parseBindep(text: string): { rules: Rule[]; errors: BindepError[]; error: BindepError | null } {
    const rules: Rule[] = [];
    const errors: BindepError[] = [];
    for (const line of linesOf(text)) {
        if (line.text.startsWith("#")) continue;
        const body = withoutComment(line.text.trim());
        if (body === "") continue;
        const read = parseRule(body);
        if (typeof read === "object") rules.push({ ...read, text: body, line: line.number });
        else {
            const column = line.text.length - line.text.trimStart().length + read + 1;
            errors.push({ line: line.number, column, reason: reasonOf(body, read), text: body });
        }
    }
    return { rules, errors, error: errors[0] ?? null };
}

/** One rule, or the offset at which it stops being one. */
function parseRule(body: string): Pick<Rule, "name" | "selectors" | "versions"> | number {
    const name = NAME.exec(body)?.[0];
    if (name === undefined) return 0;
    let at = name.length;
    let selectors: Selector[][] = [];
    const bracket = /^ +\[/.exec(body.slice(at));
    if (bracket) {
        const read = parseSelectors(body, at + bracket[0].length);
        if (typeof read === "number") return read;
        selectors = read.selectors;
        at = read.end;
    }
    const rest = body.slice(at);
    if (rest === "") return { name, selectors, versions: [] };
    const space = /^ +/.exec(rest)?.[0].length ?? 0;
    const versions = rest.slice(space).split(",");
    const readable = space > 0 && versions.every(version => VERSION.test(version));
    return readable ? { name, selectors, versions } : at;
}

/** What stands in brackets from `start` on: selectors and groups, spaces between them optional. */
function parseSelectors(body: string, start: number): { selectors: Selector[][]; end: number } | number {
    const selectors: Selector[][] = [];
    let group: Selector[] | null = null;
    let at = start;
    while (at < body.length) {
        const character = body[at];
        const profile = PROFILE.exec(body.slice(at));
        if (character === " ") at += 1;
        else if (character === "]" && !group) return { selectors, end: at + 1 };
        else if (character === "(" && !group) {
            group = [];
            at += 1;
        } else if (character === ")" && group) {
            selectors.push(group);
            group = null;
            at += 1;
        } else if (profile?.[2]) {
            const selector = { profile: profile[2], wanted: profile[1] === "" };
            if (group) group.push(selector);
            else selectors.push([selector]);
            at += profile[0].length;
        } else return at;
    }
    return at;
}

function reasonOf(body: string, offset: number): BindepReason {
    const rest = body.slice(offset);
    if (body.includes("\t")) return "tab";
    if (/^ *(?:<=|<|!=|==|>=|>) +\S/.test(rest)) return "space-after-operator";
    if (/^[A-Za-z:._-]*[A-Z]/.test(rest) && body.lastIndexOf("[", offset) > body.lastIndexOf("]", offset))
        return "upper-case-profile";
    return offset === 0 || /^[^ ]/.test(rest) ? "name" : "other";
}

/**
 * The rules that hold with these profiles. Platform selectors and all others are two votes; a rule holds unless one of
 * them is against it.
 */
export function activeRules(rules: readonly Rule[], profiles: readonly string[]): Rule[] {
    const active = new Set(profiles);
    return rules.filter(({ selectors }) => {
        const isPlatform = (group: readonly Selector[]) =>
            group.length === 1 && group[0]?.profile.startsWith("platform:");
        return (
            vote(
                selectors.filter(group => isPlatform(group)),
                active,
            ) &&
            vote(
                selectors.filter(group => !isPlatform(group)),
                active,
            )
        );
    });
}

/** Against: something unwanted is there, or of the wanted nothing is. */
function vote(selectors: readonly Selector[][], active: ReadonlySet<string>): boolean {
    let asked = false;
    let found = false;
    for (const group of selectors) {
        const holds = group.every(({ profile, wanted }) => active.has(profile) === wanted);
        const [first] = group;
        if (group.length === 1 && first && !first.wanted) {
            if (!holds) return false;
        } else {
            asked = true;
            found ||= holds;
        }
    }
    return found || !asked;
}

/** What a target gets: `run` goes into the image, `compile` only into the stage that builds wheels. */
export function systemPackages(rules: readonly Rule[], atoms: readonly string[]): { run: Rule[]; compile: Rule[] } {
    const run = activeRules(rules, [...atoms, "default"]);
    const names = new Set(run.map(({ name }) => name));
    const compile = activeRules(rules, [...atoms, "compile"]).filter(({ name }) => !names.has(name));
    return { run, compile };
}

/** The rules whose packages are in the finished image. */
export const activeLines = (rules: readonly Rule[], atoms: readonly string[]): Rule[] =>
    systemPackages(rules, atoms).run;
