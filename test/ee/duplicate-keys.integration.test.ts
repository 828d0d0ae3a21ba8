/** The fixes of keys that are there twice, against the real PyYAML. */
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";

import { duplicateFindings } from "../../src/ee/duplicate-keys.ts";
import { applyEdits } from "../../src/ee/fix.ts";
import { readYaml } from "../../src/ee/read-yaml.ts";
import { placesIn } from "../../src/ee/text.ts";
import { runsOf } from "./random.ts";

function duplicates(text: string) {
    const { document, problems } = readYaml(text, "f");
    if (!document || problems.length > 0) return [];
    const place = placesIn(text);
    return duplicateFindings({ text, file: "f", document }, offset => place(offset).line);
}

const seed = Number(process.env.SEED ?? Math.trunc(Math.random() * 2 ** 31));
console.log(`SEED=${seed}`);

/** One way of writing something at a key of a block in column 2. */
const written = fc.constantFrom(
    ..."plain|plain # beside|'single'||# beside|&anchor plain|*first|!!str 12|[a, b]|{a: 1, a: 2} # beside".split("|"),
    "|\n    a\n    # b\n",
    "|+\n    a\n\n",
    "|-\n     a\n    # less",
    ">2+\n    a\n\n",
    "[a, # one\n     b # two\n    ]",
    "a plain\n    text",
    "'single\n  # in lines'",
    "\n    - a\n    # two\n    - b |",
    "\n    - |+\n      a\n\n",
    "\n  - a\n  # two\n  - b",
    "\n    a: 1\n    # two\n    b: |\n      x",
    "\n    a: 1\n    a:\n      x: y\n      x: z",
);
const between = fc.constantFrom(
    ..."||\n|\n\n|  # own\n|\n  # own\n|  # own\n\n|    # further\n|\n    # further\n|# less\n|\t\n|   \n".split("|"),
);
const key = fc.constantFrom(..."a b c 'a' ? a &k b <<".split(" ").map(name => (name === "<<" ? "'<<'" : name)));
const entry = fc.tuple(between, key, written).map(([above, name, value]) => `${above}  ${name}: ${value}\n`);
const flowEntry = fc
    .tuple(fc.constantFrom("", " ", "\n", "\n  # own\n  ", " # c\n"), key, fc.constantFrom(": 1", ": [x]", "", ": 'y'"))
    .map(parts => parts.join(""));
const block = fc
    .tuple(
        fc.constantFrom("all:\n", "- all:\n", "-\n", "- \n"),
        fc.array(entry, { minLength: 2, maxLength: 6 }),
        between,
    )
    .map(([head, entries, end]) => `- &first x\n${head === "all:\n" ? "- b\n" : head}${entries.join("")}${end}`);
const item = fc
    .tuple(fc.array(entry, { minLength: 2, maxLength: 4 }))
    .map(([[first = "", ...others]]) => `- &first x\n- ${first.trimStart()}${others.join("")}`);
const flow = fc
    .array(flowEntry, { minLength: 2, maxLength: 5 })
    .map(entries => `# head\n- &first x\n- {${entries.join(",")}\n }\n`);
const texts = fc
    .tuple(fc.oneof(block, item, flow), fc.boolean())
    .map(([text, isWindows]) => (isWindows ? text.replaceAll("\n", "\r\n") : text))
    .filter(text => duplicates(text).length > 0);

const PROGRAM = `
import json, sys, yaml
json.dump([yaml.safe_load(one) == yaml.safe_load(other) for one, other in json.load(sys.stdin)], sys.stdout)
`;

test("what a fix leaves has the same value, for PyYAML as well, and each fix is of one key", () => {
    const pairs: [string, string][] = [];
    const samples = fc.sample(texts, { seed, numRuns: runsOf(100) });
    for (const text of samples) {
        const found = duplicates(text);
        for (const { fix } of found) {
            if (!fix) continue;
            const after = applyEdits(text, fix.edits);
            expect(readYaml(after, "f").problems, JSON.stringify([text, after])).toEqual([]);
            expect(duplicates(after).length, JSON.stringify([text, after])).toBeLessThan(found.length);
            pairs.push([text, after]);
        }
    }
    expect(pairs.length).toBeGreaterThan(samples.length / 2);
    const input = JSON.stringify(pairs);
    const answers: boolean[] = JSON.parse(
        execFileSync("/usr/bin/python3", ["-c", PROGRAM], { input, encoding: "utf8", maxBuffer: 100_000_000 }),
    );
    expect(pairs.filter(([one, other], at) => !answers[at] || !isSameValue(one, other)).slice(0, 3)).toEqual([]);
});

const isSameValue = (one: string, other: string): boolean => {
    const sorted = (text: string) =>
        JSON.stringify(readYaml(text, "f").value, (_key, value: unknown) =>
            typeof value === "object" && value !== null && !Array.isArray(value)
                ? Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)))
                : value,
        );
    return sorted(one) === sorted(other);
};
