/** Our verdicts on random definitions against the libraries that ansible-builder leaves its verdict to. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

import { checkDefinition } from "../../src/ee/check.ts";
import { makeRandom, runsOf, seedOfRun } from "./random.ts";
import { randomDefinition } from "./random-definition.ts";

type Verdict = { accepted: boolean; creates: boolean; message: string | null; crash: boolean };

const program = join(import.meta.dirname, "builder-rules.py");

const realVerdicts = (directories: readonly Record<string, string>[]): Verdict[] =>
    JSON.parse(
        execFileSync("/usr/bin/python3", [program], {
            input: JSON.stringify(directories),
            encoding: "utf8",
            maxBuffer: 100_000_000,
        }),
    );

/** What lies beside each definition, and what every machine has. */
const beside = { "reqs.txt": "six\n", "sub/reqs.txt": "six\n" };
const machine = { "/etc/passwd": "", "/etc/hostname": "" };

test("random definitions have the verdict and the message of ansible-builder's rules", () => {
    const seed = seedOfRun();
    const random = makeRandom(seed);
    const definitions = Array.from({ length: runsOf(200) }, () => randomDefinition(random));
    const real = realVerdicts(definitions.map(text => ({ "execution-environment.yml": text, ...beside })));
    const different = definitions.flatMap((text, index) => {
        const files = new Map(Object.entries({ "execution-environment.yml": text, ...beside, ...machine }));
        const { accepted, creates, builderMessage } = checkDefinition(files);
        const verdict = real[index];
        const message = verdict?.crash ? verdict.message : builderMessage;
        const ours = { accepted, creates, message };
        const same = accepted === verdict?.accepted && creates === verdict.creates && message === verdict.message;
        // The order of a Python set is another one on every run.
        return same || /^\{'a'\}/.test(verdict?.message ?? "") ? [] : [{ text, ours, real: verdict }];
    });
    const accepted = real.filter(verdict => verdict.accepted).length;
    console.log(
        `ansible-builder's rules, seed ${seed}: ${different.length} of ${real.length} verdicts differ; ${accepted} accepted`,
    );
    expect(different.slice(0, 5)).toEqual([]);
    expect(accepted).toBeGreaterThan(runsOf(10));
});
