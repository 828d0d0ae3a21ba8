import { expect, test } from "vitest";

import { differenceOf } from "../../../src/ui/definitions/text-difference.ts";

test.each([
    ["", "a"],
    ["a", ""],
    ["aaa", "aa"],
    ["one two three", "one 2 three"],
    ["abc", "xyz"],
    ["a\nb\n", "a\nnew\nb\n"],
])("the difference makes %j into %j", (before, after) => {
    const change = differenceOf(before, after);
    expect(change && before.slice(0, change.from) + change.insert + before.slice(change.to)).toBe(after);
});

test("the difference is as small as it can be", () => {
    expect(differenceOf("one two three", "one 2 three")).toEqual({ from: 4, to: 7, insert: "2" });
    expect(differenceOf("same", "same")).toBeNull();
});
