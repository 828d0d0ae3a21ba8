import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

import { glob } from "../../src/ee/glob.ts";
import { makeRandom, runsOf, seedOfRun } from "./random.ts";

test("one part of a file pattern takes what Python's fnmatch takes", () => {
    const seed = seedOfRun();
    const random = makeRandom(seed);
    const text = (characters: string, most: number) =>
        Array.from({ length: 1 + random.below(most) }, () => random.one([...characters])).join("");
    const pairs = Array.from({ length: runsOf(5_000) }, () => [text("ab-]^", 6), text("aab-]^!![[*??", 8)] as const);
    const program =
        "import fnmatch, json, sys; print(json.dumps([fnmatch.fnmatchcase(*p) for p in json.load(sys.stdin)]))";
    const input = JSON.stringify(pairs);
    const real = JSON.parse(execFileSync("/usr/bin/python3", ["-c", program], { input, encoding: "utf8" }));
    const different = pairs.filter(
        ([name, pattern], index) => glob(new Map([[name, ""]]), pattern).length > 0 !== real[index],
    );
    console.log(`fnmatch, seed ${seed}: ${different.length} of ${pairs.length} differ`);
    expect(different.slice(0, 5)).toEqual([]);
});
