import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";

import { setValue } from "../../src/ee/edit.ts";
import { runsOf } from "./random.ts";
import { definition, value } from "./random-edits.ts";

const seed = Number(process.env.SEED ?? Math.trunc(Math.random() * 2 ** 31));
console.log(`SEED=${seed}`);

const PROGRAM = `
import json, sys, yaml
json.dump([yaml.safe_load(text) for text in json.load(sys.stdin)], sys.stdout)
`;

test("PyYAML reads the value that was set", () => {
    const pairs = fc.sample(fc.tuple(definition, value), { seed, numRuns: runsOf(150) });
    const texts = pairs.map(([{ text }, put]) => setValue(text, ["all", "k0"], put));
    const input = JSON.stringify(texts);
    const answers: { all: { k0: unknown } }[] = JSON.parse(
        execFileSync("/usr/bin/python3", ["-c", PROGRAM], { input, encoding: "utf8" }),
    );
    for (const [index, [, put]] of pairs.entries())
        expect(answers[index]?.all.k0, JSON.stringify(texts[index])).toBe(put);
});
