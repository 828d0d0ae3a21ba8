import { expect, test } from "vitest";

import { type Choice, conflictsIn, mergeFiles, settleMerge } from "../../../src/ui/definitions/merge.ts";

const file = (text: string | null) => new Map(text === null ? [] : [["f", text]]);
const merge = (base: string | null, mine: string | null, theirs: string | null) =>
    mergeFiles(file(base), file(mine), file(theirs));
const merged = (base: string | null, mine: string | null, theirs: string | null) =>
    settleMerge(merge(base, mine, theirs), new Map())?.get("f") ?? null;

test.each([
    ["what only I changed", "a\nb\n", "A\nb\n", "a\nb\n", "A\nb\n"],
    ["what only they changed", "a\nb\n", "a\nb\n", "a\nB\n", "a\nB\n"],
    ["different lines of both", "a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n", "A\nb\nc\nD\n"],
    ["the same change of both", "a\nb\n", "a\nX\n", "a\nX\n", "a\nX\n"],
    [
        "lines that I added and they deleted elsewhere",
        "a\nb\nc\nd\n",
        "a\nnew\nb\nc\nd\n",
        "a\nb\nc\n",
        "a\nnew\nb\nc\n",
    ],
    ["no newline at the end", "a\nb\nc", "A\nb\nc", "a\nb\nc\n", "A\nb\nc\n"],
    ["a file that only I added", null, "new\n", null, "new\n"],
    ["a file that only they deleted", "a\n", "a\n", null, null],
    ["a file that both deleted", "a\n", null, null, null],
])("%s is merged without a question", (_what, base, mine, theirs, result) => {
    expect(conflictsIn(merge(base, mine, theirs))).toEqual([]);
    expect(merged(base, mine, theirs)).toBe(result);
});

test.each<[Choice, string]>([
    ["mine", "a\nmine\nc\n"],
    ["theirs", "a\ntheirs\nc\n"],
    ["both", "a\nmine\ntheirs\nc\n"],
])("a line that both changed is asked for, and becomes %s", (choice, result) => {
    const both = merge("a\nb\nc\n", "a\nmine\nc\n", "a\ntheirs\nc\n");
    const [conflict, ...others] = conflictsIn(both);
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({ file: "f", line: 2, mine: "mine\n", theirs: "theirs\n" });
    expect(settleMerge(both, new Map())).toBeNull();
    expect(settleMerge(both, new Map([[conflict?.key ?? "", choice]]))?.get("f")).toBe(result);
});

test("a file that one changed and the other deleted is asked for as a whole", () => {
    const both = merge("a\n", "b\n", null);
    const [conflict] = conflictsIn(both);
    expect(conflict).toMatchObject({ mine: "b\n", theirs: null });
    const settle = (choice: Choice) => settleMerge(both, new Map([[conflict?.key ?? "", choice]]));
    expect(settle("mine")).toEqual(file("b\n"));
    expect(settle("theirs")).toEqual(file(null));
});

test("lines are never merged into marks of a conflict", () => {
    const both = merge("a\n", "b", "c");
    const [conflict] = conflictsIn(both);
    expect(settleMerge(both, new Map([[conflict?.key ?? "", "both"]]))?.get("f")).toBe("b\nc");
});

test("a megabyte that has nothing in common is one question, asked soon", () => {
    const large = (name: string) => Array.from({ length: 80_000 }, (_, at) => `${name} ${at}\n`).join("");
    const ends = (text: string) => `first\n${text}last\n`;
    const both = merge(ends(large("a")), ends(large("b")), ends(large("c")));
    expect(conflictsIn(both)).toHaveLength(1);
    expect(conflictsIn(both)[0]).toMatchObject({ line: 2 });
});
