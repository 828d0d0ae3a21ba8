import { expect, test } from "vitest";

import { lockFile } from "../../../src/ee/lock-file.ts";
import { type Choice, canTakeBoth, conflictsIn, mergeFiles, settleMerge } from "../../../src/ui/definitions/merge.ts";

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

test.each([
    ["programs", "\x7fELF\udcff\n1\n2\n3\n", "\x7fELF\udcfe\n1\n2\n3\n", "\x7fELF\udcff\n1\n2\n4\n"],
    ["a text and one in an old encoding", "1\n2\n3\n", "ü\n2\n3\n", "1\n2\n\udcfc\n"],
])("of %s that both changed one is chosen as a whole", (_what, base, mine, theirs) => {
    const both = merge(base, mine, theirs);
    const [conflict, ...more] = conflictsIn(both);
    expect([conflict?.mine, conflict?.theirs, more]).toEqual([mine, theirs, []]);
    expect(conflict && canTakeBoth(conflict)).toBe(false);
});

test("lines are never merged into marks of a conflict", () => {
    const both = merge("a\n", "b", "c");
    const [conflict] = conflictsIn(both);
    expect(settleMerge(both, new Map([[conflict?.key ?? "", "both"]]))?.get("f")).toBe("b\nc");
});

test.each([
    ["comments", "# a\n", "b: 1\n", true],
    ["items of one list", "  - a\n", "  - name: b\n    version: '1'\n", true],
    ["different keys", "  python: a\n", "  system:\n    - b\n", true],
    ["lines of a block of text", "    RUN a\n", "    RUN b\n", true],
    ["the same key", "  python: a\n", "  python: b\n", false],
    ["the same key in quotes, among others", "a: 1\nb: 2\n", "c: 3\n'b' : 4\n", false],
    ["the same key above a list", "python:\n  - a\n", "python:\n  - b\n", false],
    ["an item and a key", "- a\n", "b: 1\n", false],
    ["items of two lists", "  - a\n", "    - b\n", false],
    ["an end of one mapping and another", "  a: 1\nb: 2\n", "  c: 1\n", false],
])("%s of YAML can stand one after the other: %j, %j: %s", (_what, mine, theirs, can) => {
    expect(canTakeBoth({ file: "a/b.yml", mine, theirs })).toBe(can);
    expect(canTakeBoth({ file: "a/b.yml", mine: theirs, theirs: mine })).toBe(can);
    expect(canTakeBoth({ file: "requirements.txt", mine, theirs })).toBe(true);
    expect(canTakeBoth({ file: "requirements.txt", mine: null, theirs })).toBe(false);
});

test("half a megabyte that has nothing in common is one question, asked soon", { tags: ["hostile"] }, () => {
    const large = (name: string) => Array.from({ length: 40_000 }, (_, at) => `${name} ${at}\n`).join("");
    const ends = (text: string) => `first\n${text}last\n`;
    const both = merge(ends(large("a")), ends(large("b")), ends(large("c")));
    expect(conflictsIn(both)).toHaveLength(1);
    expect(conflictsIn(both)[0]).toMatchObject({ line: 2 });
});

test("two locks are not mixed: one of both is taken whole", () => {
    const lock = (text: string) => new Map([[lockFile, text]]);
    const both = mergeFiles(lock("a\nb\nc\n"), lock("A\nb\nc\n"), lock("a\nb\nC\n"));
    const [conflict, ...others] = conflictsIn(both);
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({ file: lockFile, mine: "A\nb\nc\n", theirs: "a\nb\nC\n" });
    expect(conflict && canTakeBoth(conflict)).toBe(false);
});
