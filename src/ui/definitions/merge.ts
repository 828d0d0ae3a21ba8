/** Two authors' changes to the same definition as one: what only one changed is taken, what both did is asked for. */
import { diff3Merge } from "node-diff3";

import { lockFile } from "../../ee/lock-file.ts";
import { isText } from "../../host/bytes.ts";
import { canCompare } from "../parts/line-difference.ts";
import type { Files } from "./history.ts";

/** A stretch of a merged file: settled, or changed by both. A whole file that is null is not there. */
export type Part =
    | { kind: "settled"; text: string | null }
    | { kind: "conflict"; mine: string | null; theirs: string | null; line: number };

export type Choice = "mine" | "theirs" | "both";

/** The parts of each file, in order. */
export type Merge = ReadonlyMap<string, readonly Part[]>;

export function mergeFiles(base: Files, mine: Files, theirs: Files): Merge {
    const names = [...new Set([...theirs.keys(), ...mine.keys()])].sort();
    return new Map(
        names.map(name => [
            name,
            mergeFile(name, base.get(name) ?? null, mine.get(name) ?? null, theirs.get(name) ?? null),
        ]),
    );
}

function mergeFile(name: string, base: string | null, mine: string | null, theirs: string | null): Part[] {
    if (mine === base || mine === theirs) return [{ kind: "settled", text: theirs }];
    if (theirs === base) return [{ kind: "settled", text: mine }];
    if (mine === null || theirs === null) return [{ kind: "conflict", mine, theirs, line: 1 }];
    // Of a program that both replaced there is no middle.
    // Nor of two locks.
    if (name === lockFile || ![base ?? "", mine, theirs].every(isText))
        return [{ kind: "conflict", mine, theirs, line: 1 }];
    return mergeLines(linesOf(base ?? ""), linesOf(mine), linesOf(theirs));
}

/** With their ends, so that they are the text again when they are joined. */
const linesOf = (text: string): string[] => (text === "" ? [] : text.split(/(?<=\n)/));

function mergeLines(base: readonly string[], mine: readonly string[], theirs: readonly string[]): Part[] {
    const shortest = Math.min(base.length, mine.length, theirs.length);
    const isSame = (one: number, other: number, third: number) =>
        base[one] === mine[other] && base[one] === theirs[third];
    let before = 0;
    while (before < shortest && isSame(before, before, before)) before++;
    let after = 0;
    while (
        after < shortest - before &&
        isSame(base.length - 1 - after, mine.length - 1 - after, theirs.length - 1 - after)
    )
        after++;
    const middle = (lines: readonly string[]) => lines.slice(before, lines.length - after);
    const parts: Part[] = [{ kind: "settled", text: mine.slice(0, before).join("") }];
    const [own, old, other] = [middle(mine), middle(base), middle(theirs)];
    if (!canCompare(old, own) || !canCompare(old, other))
        parts.push({ kind: "conflict", mine: own.join(""), theirs: other.join(""), line: before + 1 });
    else
        for (const { ok, conflict } of diff3Merge(own, old, other, { excludeFalseConflicts: true })) {
            if (ok) parts.push({ kind: "settled", text: ok.join("") });
            if (conflict) {
                const line = before + conflict.aIndex + 1;
                parts.push({ kind: "conflict", mine: conflict.a.join(""), theirs: conflict.b.join(""), line });
            }
        }
    return [...parts, { kind: "settled", text: mine.slice(mine.length - after).join("") }];
}

/** One place that both changed; `key` names it among all. */
export type Conflict = { key: string; file: string } & Extract<Part, { kind: "conflict" }>;

export const conflictsIn = (merge: Merge): Conflict[] =>
    [...merge].flatMap(([file, parts]) =>
        parts.flatMap((part, index) => (part.kind === "conflict" ? [{ ...part, file, key: `${file} ${index}` }] : [])),
    );

/**
 * Whether what both wrote can stand one after the other: of texts; of YAML comments, items of one list, or keys of one
 * mapping that are not the same. A key that is there twice would lose what is below the first without a word.
 */
export function canTakeBoth({ file, mine, theirs }: Pick<Conflict, "file" | "mine" | "theirs">): boolean {
    if (mine === null || theirs === null || !isText(mine) || !isText(theirs) || file === lockFile) return false;
    if (!/\.ya?ml$/.test(file)) return true;
    const [own, other] = [entriesOf(mine), entriesOf(theirs)];
    if (own.length === 0 || other.length === 0) return true;
    const all = [...own, ...other];
    if (all.some(({ depth }) => depth !== all[0]?.depth)) return false;
    const items = all.filter(({ name }) => name === "-").length;
    return items === all.length || (items === 0 && own.every(({ name }) => other.every(one => one.name !== name)));
}

/** The lines of YAML that are indented no further than the first, by their keys, "-" for an item; no comments. */
function entriesOf(text: string): { depth: number; name: string }[] {
    const lines = text.split("\n").filter(line => !/^\s*(?:#|$)/.test(line));
    const entries = lines.map(line => {
        const text = line.trim();
        const name = /^-(?:\s|$)/.test(text) ? "-" : text.slice(0, text.search(/:(?:\s|$)|$/)).trim();
        return { depth: line.search(/\S/), name: name.replace(/^(["'])(.*)\1$/, "$2") };
    });
    return entries.filter(({ depth }) => depth <= (entries[0]?.depth ?? 0));
}

/** The merged files; null as long as a place is without a choice. `choices` are by the keys of the conflicts. */
export function settleMerge(merge: Merge, choices: ReadonlyMap<string, Choice>): Files | null {
    const files = new Map<string, string>();
    for (const [file, parts] of merge) {
        const texts: (string | null)[] = [];
        for (const [index, part] of parts.entries()) {
            const choice = choices.get(`${file} ${index}`);
            if (part.kind === "settled") texts.push(part.text);
            else if (choice === undefined) return null;
            else texts.push(choice === "both" ? bothOf(part.mine ?? "", part.theirs ?? "") : part[choice]);
        }
        if (texts.some(text => text !== null)) files.set(file, texts.join(""));
    }
    return files;
}

const bothOf = (mine: string, theirs: string): string =>
    mine === "" || theirs === "" || mine.endsWith("\n") ? mine + theirs : `${mine}\n${theirs}`;
