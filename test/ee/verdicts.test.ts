/** Our verdicts and messages against those of the real ansible-builder, recorded. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { checkDefinition } from "../../src/ee/check.ts";
import { findShared } from "../support/shared.ts";
import { sampleOf } from "./random.ts";
import { readFiles } from "./read-files.ts";

type Case = {
    id: string;
    name: string;
    definition_yaml: string;
    extra_files: Record<string, string>;
    valid: boolean;
    error: string | null;
    create_ok: boolean | null;
    warnings: string[];
};

const fixture = join(import.meta.dirname, "../fixtures/ee/cases.json");

const readCases = (path: string): Case[] => JSON.parse(readFileSync(path, "utf8"));

describe.each([fixture, findShared("cases.json")].filter(path => path !== null))("the cases of %s", path => {
    const cases = readCases(path);

    test.each(cases)("$name has the real verdict and message", one => {
        const files = new Map([["execution-environment.yml", one.definition_yaml], ...Object.entries(one.extra_files)]);
        const { accepted, creates, builderMessage, findings } = checkDefinition(files);
        expect({ accepted, builderMessage }).toEqual({ accepted: one.valid, builderMessage: one.error });
        expect(creates).toBe(one.create_ok ?? false);
        expect(findings.some(({ severity }) => severity === "error")).toBe(!one.valid);
        for (const { line, column } of findings) expect(Math.min(line, column)).toBeGreaterThan(0);
    });
});

type Truth = { definition: string; valid: boolean; error: string | null; create_ok?: boolean; warnings: string[] };

const corpus = findShared("corpus");

if (corpus !== null) {
    const truth: Record<string, Truth> = JSON.parse(readFileSync(join(corpus, "truth.json"), "utf8"));

    test("public definitions have the verdict and the message of the real ansible-builder", () => {
        const names = sampleOf(Object.keys(truth));
        const wrong: string[] = [];
        let messages = 0;
        for (const name of names) {
            const real = truth[name];
            if (!real) continue;
            const check = checkDefinition(readFiles(join(corpus, name)), real.definition);
            const creates = real.valid && real.create_ok !== false;
            if (check.accepted !== real.valid || check.creates !== creates) wrong.push(`${name}: verdict`);
            if (check.accepted ? true : check.builderMessage === real.error) messages += 1;
            else wrong.push(`${name}: ${check.builderMessage}`);
        }
        console.log(
            `corpus: ${names.length - wrong.length} of ${names.length} verdicts, ${messages} of ${names.length} messages agree`,
        );
        expect(wrong).toEqual([]);
    });
}
