/** How two texts differ, line by line. */
import { diffIndices } from "node-diff3";

/** Where the texts differ: `count` lines from index `start` on the left stand against those on the right; either may be none. */
export type Difference = { left: Stretch; right: Stretch };
export type Stretch = { start: number; count: number };

/**
 * Steps that the search for equal lines may take: about a tenth of a second. Texts that need more are rare, huge and
 * have little in common.
 */
const MAX_STEPS = 50_000_000;

/** The lines of a text; joined by "\n" they are the text again. */
export const splitLines = (text: string): string[] => text.split("\n");

/** The places where the lines differ, in order. What would take too long to compare is one difference from end to end. */
export function differencesOf(left: readonly string[], right: readonly string[]): Difference[] {
    const shorter = Math.min(left.length, right.length);
    let before = 0;
    while (before < shorter && left[before] === right[before]) before++;
    let after = 0;
    while (after < shorter - before && left[left.length - 1 - after] === right[right.length - 1 - after]) after++;
    const ours = left.slice(before, left.length - after);
    const theirs = right.slice(before, right.length - after);
    if (ours.length === 0 && theirs.length === 0) return [];
    const found = canCompare(ours, theirs)
        ? diffIndices(ours, theirs)
        : [{ buffer1: [0, ours.length] as const, buffer2: [0, theirs.length] as const }];
    return found.map(({ buffer1, buffer2 }) => ({
        left: { start: before + buffer1[0], count: buffer1[1] },
        right: { start: before + buffer2[0], count: buffer2[1] },
    }));
}

/** Whether comparing is quick enough: it takes at most as many steps as pairs of equal lines, times the lines of the shorter. */
export function canCompare(left: readonly string[], right: readonly string[]): boolean {
    const times = new Map<string, number>();
    for (const line of left) times.set(line, (times.get(line) ?? 0) + 1);
    const pairs = right.reduce((sum, line) => sum + (times.get(line) ?? 0), 0);
    return pairs * Math.min(left.length, right.length) <= MAX_STEPS;
}
