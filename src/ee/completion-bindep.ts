/** Profiles in a line of system requirements. */
import type { Completions } from "./completion.ts";
import { profileWords } from "./documented-lists.ts";

/** Longer than any profile. */
const LONGEST = 100;

/** For the requirement that begins at `start` of a text. Null outside of the brackets behind its name. */
export function bindepCompletions(text: string, start: number, offset: number): Completions | null {
    const before = text.slice(start, offset);
    const open = before.lastIndexOf("[");
    if (open < 1 || before.lastIndexOf("]") > open || /^\s*#/.test(before)) return null;
    const inside = before.slice(open + 1);
    const word = /[a-z0-9:.-]*$/i.exec(inside)?.[0] ?? "";
    const present = inside.slice(0, inside.length - word.length).split(/[\s()!]+/);
    const options = profileWords
        .filter(profile => !present.includes(profile.word))
        .map(({ word: label, about }) => ({
            label,
            kind: "value" as const,
            insert: label,
            documentation: () => ({ about: about(), facts: [], fallback: null }),
        }));
    const rest = /^[a-z0-9:.-]*/i.exec(text.slice(offset, offset + LONGEST))?.[0] ?? "";
    return { from: offset - word.length, to: offset + rest.length, options };
}
