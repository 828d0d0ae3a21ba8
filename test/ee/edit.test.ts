import { expect, test } from "vitest";

import { addItem, deleteValue, setValue } from "../../src/ee/edit.ts";
import type { Path } from "../../src/ee/node-at.ts";

test.each<[string, string, Path, unknown, string]>([
    ["a plain value", "a: 1 # one\nb: 2\n", ["a"], "x", "a: x # one\nb: 2\n"],
    ["single quotes stay", "a: 'x' # c\n", ["a"], "it's", "a: 'it''s' # c\n"],
    ["double quotes stay", 'a: "x"\n', ["a"], 'say "y"', 'a: "say \\"y\\""\n'],
    ["quotes come where they must", "a: x\n", ["a"], "yes", "a: 'yes'\n"],
    ["and where a comment would begin", "a: x\n", ["a"], "x # y", "a: 'x # y'\n"],
    ["quotes that are not needed any more go", "a: 'https:'\n", ["a"], "https://x", "a: https://x\n"],
    [
        "a comment behind a value stays behind a block",
        "a: x # c\nb: 1\n",
        ["a"],
        "y\nz\n",
        "a: | # c\n  y\n  z\nb: 1\n",
    ],
    ["text of digits is quoted", "user: 'x'\n", ["user"], "1000", "user: '1000'\n"],
    ["numbers are not", "version: 1\n", ["version"], 3, "version: 3\n"],
    [
        "a block keeps its indentation",
        "a: |\n     one\n     two\nb: 1\n",
        ["a"],
        "three\nfour\n",
        "a: |\n     three\n     four\nb: 1\n",
    ],
    ["a value is filled in", "a: # empty\n  # more\nb: 1\n", ["a"], "x", "a: x # empty\n  # more\nb: 1\n"],
    [
        "what is missing on the way is made",
        "version: 3\n# end\n",
        ["dependencies", "python", 0],
        "six",
        "version: 3\ndependencies:\n  python:\n    - six\n# end\n",
    ],
    ["an empty text gets a first line", "", ["version"], 3, "version: 3\n"],
    ["a text of comments keeps them", "# hello", ["version"], 3, "# hello\nversion: 3"],
    ["a last line without an end stays the way of the file", "a:\n  b: 1", ["a", "c"], "2", "a:\n  b: 1\n  c: '2'"],
    ["brackets stay brackets", "a: {b: 1}\n", ["a", "c"], "x, y", "a: {b: 1, c: 'x, y'}\n"],
    ["of duplicate keys the last is changed", "a: 1\na: 2\n", ["a"], 3, "a: 1\na: 3\n"],
    ["lines of Windows stay so", "a: 1\r\nb: 2\r\n", ["c"], 3, "a: 1\r\nb: 2\r\nc: 3\r\n"],
    ["a mapping takes the place of a text", "a: x\nb: 1\n", ["a"], { c: ["d"] }, "a:\n  c:\n    - d\nb: 1\n"],
    ["text that is not YAML stays", "a: [\n", ["a"], 1, "a: [\n"],
])("setting a value: %s", (_what, text, path, value, after) => {
    expect(setValue(text, path, value)).toBe(after);
});

test.each<[string, string, Path, unknown, string]>([
    [
        "an item comes last, in the column of the others",
        "a:\n- x # one\n# two\nb: 1\n",
        ["a"],
        "y",
        "a:\n- x # one\n- y\n# two\nb: 1\n",
    ],
    ["in brackets too", "a: [x]\n", ["a"], "y z", "a: [x, y z]\n"],
    [
        "a list is made",
        "version: 3\n",
        ["dependencies", "galaxy", "collections"],
        { name: "a.b", version: ">=1" },
        "version: 3\ndependencies:\n  galaxy:\n    collections:\n      - name: a.b\n        version: '>=1'\n",
    ],
    ["an empty list is filled", "a: []\n", ["a"], "x", "a:\n  - x\n"],
    [
        "a block of text in the list stays",
        "a:\n  - |\n    one\n\nb: 1\n",
        ["a"],
        "x",
        "a:\n  - |\n    one\n  - x\n\nb: 1\n",
    ],
])("adding an item: %s", (_what, text, path, value, after) => {
    expect(addItem(text, path, value)).toBe(after);
});

test.each<[string, string, Path, string]>([
    ["its line goes, comments around it stay", "# a\na: 1 # x\n# b\nb: 2\n", ["a"], "# a\n# b\nb: 2\n"],
    ["with all that is below", "a:\n  b:\n    - 1\n    - 2\nc: 3\n", ["a", "b"], "c: 3\n"],
    ["an item", "a:\n  - x\n  - name: y\n    version: 1\n  - z\n", ["a", 1], "a:\n  - x\n  - z\n"],
    ["an entry in brackets", "a: {b: 1, c: 2}\n", ["a", "b"], "a: {c: 2}\n"],
    ["the last one in brackets", "a: [x, y]\n", ["a", 1], "a: [x]\n"],
    ["the first key of an item", "a:\n  - name: x\n    version: 1\n", ["a", 0, "name"], "a:\n  - version: 1\n"],
    [
        "what would be empty goes too",
        "version: 3\ndependencies:\n  python:\n    - six\n",
        ["dependencies", "python", 0],
        "version: 3\n",
    ],
    ["what is not there stays so", "a: 1\n", ["b"], "a: 1\n"],
    ["what an alias stands for stays", "a: &x [1]\nb: *x\n", ["a"], "a: &x [1]\nb: *x\n"],
    ["also as the last of its list", "a: &x\n  - 1\nb: *x\n", ["a", 0], "a: &x\n  - 1\nb: *x\n"],
    ["one of several goes", "a: &x\n  - 1\n  - 2\nb: *x\n", ["a", 0], "a: &x\n  - 2\nb: *x\n"],
    ["a name that is not used goes", "a: &x 1\nb: &y 2\nc: *y\n", ["a"], "b: &y 2\nc: *y\n"],
    ["an alias itself goes", "a: &x 1\nb: *x\n", ["b"], "a: &x 1\n"],
])("deleting: %s", (_what, text, path, after) => {
    expect(deleteValue(text, path)).toBe(after);
});

test.each([["[".repeat(10_000)], ["\u0000"], ["a: &a [*a]"], ["- ".repeat(10_000)]])(
    "hostile text %# comes back as it was",
    text => {
        expect(setValue(text, ["a", "b"], 1)).toBe(text);
        expect(deleteValue(text, ["c"])).toBe(text);
    },
);

test("nothing is put into an alias, which would lose what it stands for", () => {
    const list = "a: &x\n  - 1\nb: *x\n";
    expect(addItem(list, ["b"], 2)).toBe(list);
    const mapping = "a: &x {c: 1}\nb: *x\n";
    expect(setValue(mapping, ["b", "d"], 2)).toBe(mapping);
});
