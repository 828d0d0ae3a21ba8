/** Keys that are there twice: each ignored one is pointed at, and its removal changes no value and nothing else. */
import { expect, test } from "vitest";

import { checkDefinition } from "../../src/ee/check.ts";
import { duplicateFindings } from "../../src/ee/duplicate-keys.ts";
import { applyEdits } from "../../src/ee/fix.ts";
import { readYaml } from "../../src/ee/read-yaml.ts";
import { placesIn } from "../../src/ee/text.ts";
import { makeRandom, runsOf, seedOfRun } from "./random.ts";
import { mutated, randomYaml } from "./random-yaml.ts";

const MAIN = "execution-environment.yml";
const HEAD = "version: 3\nimages: {base_image: {name: 'quay.io/a/b:1'}}\n";

function duplicates(text: string) {
    const { document, problems } = readYaml(text, "f");
    if (!document || problems.length > 0) return [];
    const place = placesIn(text);
    return duplicateFindings({ text, file: "f", document }, offset => place(offset).line);
}

/** The text after the fix of each finding about it, from the last to the first. */
function fixed(text: string): string | null {
    const found = duplicates(text);
    return found.some(({ fix }) => fix === null)
        ? null
        : applyEdits(
              text,
              found.flatMap(({ fix }) => fix?.edits ?? []),
          );
}

test("the earlier of two keys is pointed at in its place, with the line that counts", () => {
    const text = `${HEAD}dependencies:\n  python: [a]\n  ansible_core: {package_pip: ansible-core}\n  python: [b]\n`;
    const before = checkDefinition(new Map([[MAIN, text.replace("  python: [a]\n", "")]]));
    const { findings, ...check } = checkDefinition(new Map([[MAIN, text]]));
    expect(findings).toEqual([
        {
            severity: "warning",
            code: "duplicate-key",
            message: "python is in line 6 again, and only the last counts: this one is ignored. Keep one of them.",
            path: ["dependencies", "python"],
            file: MAIN,
            fix: { title: "Remove it", file: MAIN, edits: [{ offset: 71, length: 14, text: "" }] },
            line: 4,
            column: 3,
        },
    ]);
    expect(check).toMatchObject({ accepted: before.accepted, creates: before.creates, builderMessage: null });
});

test("a list of collections has them pointed at in its file, or in the block that holds it", () => {
    const list = "collections:\n  - name: a.b\n    version: '1'\n    version: '2'\n";
    const named = `${HEAD}dependencies:\n  ansible_core: {package_pip: ansible-core}\n  galaxy: r.yml\n`;
    const files = new Map([
        [MAIN, named],
        ["r.yml", list],
    ]);
    expect(checkDefinition(files).findings).toMatchObject([
        { code: "duplicate-key", file: "r.yml", line: 3, column: 5, path: ["collections", 0, "version"] },
    ]);
    const block = named.replace("r.yml\n", `|\n${list.replace(/^/gm, "    ").trimEnd()}\n`);
    expect(checkDefinition(new Map([[MAIN, block]])).findings).toMatchObject([
        {
            code: "duplicate-key",
            message: "version is in line 9 again, and only the last counts: this one is ignored. Keep one of them.",
            file: MAIN,
            line: 8,
            column: 9,
            fix: null,
        },
    ]);
});

test.each([
    ["a: 1\nb: 2\na: 3\n", ["a"]],
    ["a: 1\na: 2\na: 3\n", ["a", "a"]],
    ["'a': 1\n\"a\": 2\n", ["a"]],
    ["1: x\n0x1: y\n", ["1"]],
    ["1: x\ntrue: y\n", ["1"]],
    ["1: x\n'1': y\n", []],
    ["~: x\nnull: y\n", [""]],
    ["2024-01-02: x\n2024-01-02: y\n", ["Symbol(datetime.date(2024, 1, 2))"]],
    ["a: {b: 1, b: 2}\n", ["b"]],
    ["- a: 1\n  a: 2\n- a: 3\n", ["a"]],
    ["a: {b: 1, b: 2}\na: {c: 1, c: 2}\n", ["a", "c"]],
    ["x: &x {a: 1}\ny: &y {a: 2}\nz: {<<: *x, <<: *y, a: 3}\n", []],
    [".nan: 1\n.nan: 2\n", []],
])("in %j the keys %j are ignored", (text, keys) => {
    expect(duplicates(text).map(({ path }) => path.at(-1))).toEqual(keys);
});

test.each([
    ["one line", "a: 1\nb: 2\na: 3\n", "b: 2\na: 3\n"],
    ["the comment beside it", "b: 2\na: 1 # one\n\na: 3 # two\n", "b: 2\n\na: 3 # two\n"],
    ["the comments above it", "b: 2\n\n# one\n# more\na: 1\n# two\na: 3\n", "b: 2\n\n# two\na: 3\n"],
    ["no comment that another line parts from it", "b: 2\n# b\n\na: 1\na: 3\n", "b: 2\n# b\n\na: 3\n"],
    ["not the head of the file", "# Copyright\na: 1\na: 3\n", "# Copyright\na: 3\n"],
    ["all lines of a list", "x:\n  a:\n    - 1\n    # - 2\n\n    # - 3\n  a: 3\n", "x:\n  a: 3\n"],
    ["a block of text", "a: |\n  # x\n  y\n\na: 3\n", "\na: 3\n"],
    ["a block that keeps its end", "b: |+\n  x\n\na: 1\n\n\nc: 2\na: 3\n", "b: |+\n  x\n\nc: 2\na: 3\n"],
    ["the first key of an item", "- a: 1\n  # two\n  a: 2\n", "- # two\n  a: 2\n"],
    ["a key behind a question mark", "? a\n: - 1\nb: 2\na: 3\n", "b: 2\na: 3\n"],
    ["a key with an anchor", "b: 2\n&x a: 1\na: 3\n", "b: 2\na: 3\n"],
    ["lines that Windows ended", "x:\r\n  # one\r\n  a: 1\r\n  a: 2\r\n", "x:\r\n  a: 2\r\n"],
    ["words between brackets", "{a: 1, b: 2, a: 3}\n", "{b: 2, a: 3}\n"],
    ["a key alone between brackets", "{b: 1,a,a: 3}\n", "{b: 1,a: 3}\n"],
    ["lines between brackets", "{\n  b: 1,\n  # one\n  a: 1, # why\n  a: 2 }\n", "{\n  b: 1,\n  a: 2 }\n"],
    ["a bracket within", "x: {a: [1, # c\n  2], a: 3}\n", "x: {a: 3}\n"],
])("the fix removes %s", (_what, text, result) => {
    expect(fixed(text)).toBe(result);
});

test.each([
    ["what is used elsewhere", "a: &x 1\na: 2\nb: *x\n"],
    ["a key that Python takes for another", "1: a\ntrue: b\n"],
    ["a comma in an odd place", "{a: 1 # c\n , a: 2}\n"],
    ["line breaks of old", "a: 1\ra: 2\r"],
])("there is no fix for %s", (_what, text) => {
    expect(duplicates(text)).toHaveLength(1);
    expect(fixed(text)).toBeNull();
});

test("the verdict stays, whatever is written twice", () => {
    const random = makeRandom(seedOfRun());
    const base = `${HEAD}dependencies:\n  python: [a]\n  ansible_core: {package_pip: a}\noptions: {user: '1', tags: [x]}\n`;
    for (let run = 0; run < runsOf(60); run++) {
        const text = random.chance(0.5) ? randomYaml(random) + randomYaml(random) : mutated(random, base + base);
        const verdictOf = (one: string) => {
            const { accepted, creates, builderMessage } = checkDefinition(new Map([[MAIN, one]]));
            return { accepted, creates, builderMessage: builderMessage?.replace(/\d+/g, "#") };
        };
        for (const { fix } of duplicates(text))
            if (fix) expect(verdictOf(applyEdits(text, fix.edits)), JSON.stringify(text)).toEqual(verdictOf(text));
    }
});

test("2,000 keys that are all the same are told of, up to a limit", { tags: ["hostile"] }, () => {
    expect(duplicates("a: 1\n".repeat(2_000))).toHaveLength(1000);
    expect(duplicates(`{${"a: 1,".repeat(2_000)}}`)).toHaveLength(1000);
});
