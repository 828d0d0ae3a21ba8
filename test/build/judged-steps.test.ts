import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { judgeSteps } from "../../src/build/judged-steps.ts";
import { mergeRequirements } from "../../src/build/resolve.ts";
import { checkDefinition } from "../../src/ee/check.ts";
import { listRequirements } from "../../src/ee/requirements.ts";
import { listSteps } from "../../src/ee/steps.ts";
import { readTarget } from "../../src/ee/target.ts";
import { sampleOf, seedOfRun } from "../ee/random.ts";
import { findShared } from "../support/shared.ts";

const MAIN = "execution-environment.yml";

/** The rows of build steps and files, in the order of the plan. */
function rowsOf(text: string, beside: Record<string, string> = {}) {
    const files = new Map([[MAIN, text], ...Object.entries(beside)]);
    const { definition } = checkDefinition(files);
    if (!definition) return null;
    const judged = judgeSteps(files, definition);
    const asked = mergeRequirements(listRequirements(files, definition, readTarget("centos-9")));
    return { rows: asked.flatMap(requirement => judged(requirement) ?? []), steps: listSteps(files, MAIN, definition) };
}

test("a build step is a row with its line and what becomes of it, and a file goes with the step that brings it", () => {
    const text = `version: 3
additional_build_files:
  - {src: "certs/*.pem", dest: certs}
  - {src: ansible.cfg, dest: configs}
additional_build_steps:
  prepend_galaxy: [ADD _build/configs/ansible.cfg /etc/ansible/ansible.cfg]
  append_final:
    - COPY _build/certs/ /etc/certs/
    - |
      # why
      RUN ./setup.sh
`;
    const rows = rowsOf(text, { "certs/a.pem": "a", "ansible.cfg": "" })?.rows ?? [];
    expect(rows.map(({ name, askedBy, carrier, fidelity }) => [name, askedBy[0], carrier, fidelity])).toEqual([
        ["certs/*.pem", "line 3", "blueprint", "exact"],
        ["prepend_galaxy", "line 6", "build-only", "not-needed"],
        ["append_final", "line 8", "blueprint", "exact"],
        ["append_final", "line 11", null, "left-over"],
    ]);
    expect(rows[0]?.note).toContain("line 8");
    expect(rows[3]).toMatchObject({ text: "# why\nRUN ./setup.sh", note: "“./setup.sh” is not understood." });
});

test("steps that read alike on one line are judged each in its place", () => {
    const steps = "additional_build_steps: {append_final: [RUN pip install a, USER 1, RUN pip install a]}";
    const rows = rowsOf(`version: 3\n${steps}\n`)?.rows ?? [];
    expect(rows.map(({ fidelity }) => fidelity)).toEqual(["exact", "not-needed", "left-over"]);
});

const corpus = findShared("corpus");

if (corpus !== null) {
    const truth: [string, { definition: string }][] = Object.entries(
        JSON.parse(readFileSync(join(corpus, "truth.json"), "utf8")),
    );

    const seed = seedOfRun();
    console.log(`rows of public definitions, seed ${seed}`);

    test("every build step of some public definitions is one row of the plan, with all its lines", () => {
        let compared = 0;
        for (const [name, { definition: file }] of sampleOf(truth, 15, seed)) {
            const found = rowsOf(readFileSync(join(corpus, name, file), "utf8"));
            if (!found) continue;
            const rows = found.rows.filter(({ kind }) => kind === "build-step");
            expect(rows.map(row => [row.name, row.text, row.carrier])).toEqual(
                found.steps.map(step => [step.stage, step.text, step.carrier]),
            );
            compared += rows.length;
        }
        expect(compared).toBeGreaterThan(process.env.ALL ? 200 : 0);
    });
}
