/** Enter in YAML: the next line begins where the structure goes on. */
import { expect, test } from "vitest";

import { enterAfter } from "../../../src/ui/definitions/editor-enter.ts";

/** The lines after Enter at the end of the one before. */
function enter(before: string): string {
    const { removes, insert } = enterAfter(before);
    return before.slice(0, before.length - removes) + insert;
}

test.each([
    ["keeps the indentation", "  user: x", "  user: x\n  "],
    ["goes in below a key", "  python:", "  python:\n    "],
    ["goes in below a key with a comment", "  python:  # ours", "  python:  # ours\n    "],
    ["goes in below a block of text", "  append_final: |-", "  append_final: |-\n    "],
    ["goes on with a list", "    - boto3", "    - boto3\n    - "],
    ["goes on with a list of quoted texts", `- "a: b"`, `- "a: b"\n- `],
    ["goes on with a mapping in a list", "  - name: a.b", "  - name: a.b\n    "],
    ["goes in below a key in a list", "  - a:", "  - a:\n      "],
    ["goes on with a list in a list", "- - x", "- - x\n- - "],
    ["ends a list at an empty item", "    - ", "  "],
    ["ends a list at a bare dash", "  -", ""],
    ["takes the start of a document for no list", "---", "---\n"],
    ["takes an empty line as it is", "", "\n"],
    ["takes a comment as it is", "  # a:", "  # a:\n  "],
])("%s", (_what, before, after) => {
    expect(enter(before)).toBe(after);
});

test("goes on with an item that has 400,000 spaces in it", { tags: ["hostile"] }, () => {
    const item = `- gcc${" ".repeat(400_000)}x`;
    expect(enter(item)).toBe(`${item}\n- `);
});
