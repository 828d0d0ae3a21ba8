/** Which files a pattern of Python's `Path.glob` matches. */
import { type Files, plainPath } from "./files.ts";

/** Longest part of a pattern that is tried: names have 255 bytes. */
const LONGEST = 1000;

/** The files that a shell pattern of Python's `Path.glob` matches: `*`, `?`, `[ab]`, `**` for any directories. */
export function glob(files: Files, pattern: string): string[] {
    const matchers = matchersOf(pattern);
    return [...files.keys()].filter(name => {
        const names = name.split("/");
        return names.some((_part, length) => matchesFrom(matchers, names.slice(0, length + 1)));
    });
}

/** The same with the directories that it matches, each as it is and not by what lies in it; "" is where the pattern begins. */
export function globPaths(files: Files, pattern: string): string[] {
    const matchers = matchersOf(pattern);
    const paths = new Set([""]);
    for (const name of files.keys()) {
        for (let end = name.indexOf("/"); end > 0; end = name.indexOf("/", end + 1)) paths.add(name.slice(0, end));
        if (!name.endsWith("/")) paths.add(name);
    }
    return [...paths].filter(path => matchesFrom(matchers, path === "" ? [] : path.split("/")));
}

type Matcher = ((name: string) => boolean) | null;

const matchersOf = (pattern: string): Matcher[] =>
    plainPath(pattern)
        .split("/")
        .map(part => (part === "**" ? null : segment(part)));

/** Greedy `**` by walking both lists once per directory; no backtracking over characters. */
function matchesFrom(matchers: readonly Matcher[], names: readonly string[]): boolean {
    let reached = new Set([0]);
    const spread = (set: Set<number>) => {
        for (const at of set) if (matchers[at] === null) set.add(at + 1);
        return set;
    };
    reached = spread(reached);
    for (const name of names) {
        const next = new Set<number>();
        for (const at of reached) {
            const matcher = matchers[at];
            if (matcher === null) next.add(at);
            else if (matcher?.(name)) next.add(at + 1);
        }
        reached = spread(next);
    }
    return reached.has(matchers.length);
}

/**
 * One part of a shell pattern. Behind a star only the last one met needs another try, so no name takes longer than its
 * characters times the pattern's.
 */
function segment(part: string): (name: string) => boolean {
    if (part.length > LONGEST) return () => false;
    const wanted = charactersOf(part);
    return name => {
        const characters = [...name];
        let at = 0;
        let star = -1;
        let tried = 0;
        for (let here = 0; here < characters.length; ) {
            const one = wanted[at];
            if (one === null) {
                star = at;
                at += 1;
                tried = here;
            } else if (one?.(characters[here] ?? "")) {
                at += 1;
                here += 1;
            } else if (star >= 0) {
                at = star + 1;
                tried += 1;
                here = tried;
            } else return false;
        }
        return wanted.slice(at).every(one => one === null);
    };
}

type Character = (character: string) => boolean;

/** What a pattern takes, character by character; null for a star. Authority: Python's fnmatch.translate. */
function charactersOf(part: string): (Character | null)[] {
    const wanted: (Character | null)[] = [];
    const characters = [...part];
    const last = characters.lastIndexOf("]");
    for (let at = 0; at < characters.length; at++) {
        const written = characters[at] ?? "";
        const start = at + (characters[at + 1] === "!" ? 2 : 1);
        // A bracket right at the start is one of those that are taken.
        if (written === "[" && start + 1 <= last) {
            at = characters.indexOf("]", start + 1);
            const isOne = oneOf(characters.slice(start, at));
            wanted.push(characters[start - 1] === "!" ? character => !isOne(character) : isOne);
        } else if (written === "*") {
            if (wanted.at(-1) !== null) wanted.push(null);
        } else wanted.push(written === "?" ? () => true : character => character === written);
    }
    return wanted;
}

/** What stands in brackets: characters, and ranges such as `a-z`. */
function oneOf(inside: readonly string[]): Character {
    const ranges: [string, string][] = [];
    for (let at = 0; at < inside.length; at++) {
        const [first = "", dash, end] = inside.slice(at, at + 3);
        const isRange = dash === "-" && end !== undefined;
        ranges.push([first, isRange ? end : first]);
        if (isRange) at += 2;
    }
    return character => ranges.some(([first, end]) => first <= character && character <= end);
}
