/** What a fix promises: its finding goes, and nothing is worse than before. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { checkDefinition } from "../../src/ee/check.ts";
import { applyEdits } from "../../src/ee/fix.ts";
import type { Issue } from "../../src/issue.ts";
import { findShared } from "../support/shared.ts";
import { sampleOf, seedOfRun } from "./random.ts";
import { readFiles } from "./read-files.ts";
import { traps } from "./traps.ts";

type Files = ReadonlyMap<string, string>;

/** What is wrong with each fix of a directory's definition, as sentences. */
function brokenPromises(files: Files, file?: string): string[] {
    const { findings } = checkDefinition(files, file);
    return findings.flatMap(finding => {
        if (!finding.fix) return [];
        const text = files.get(finding.fix.file) ?? "";
        const fixed = new Map(files).set(finding.fix.file, applyEdits(text, finding.fix.edits));
        const after = checkDefinition(fixed, file).findings;
        const where = `${finding.code} “${finding.fix.title}” in ${finding.file}:${finding.line}`;
        const promises: string[] = [];
        if (count(after, finding) >= count(findings, finding)) promises.push(`${where}: is still there`);
        const added = after.filter(one => one.severity === "error" && count(after, one) > count(findings, one));
        // What could not be read before may hold anything.
        if (added.length > 0 && !finding.code.startsWith("yaml") && finding.code !== "version")
            promises.push(`${where}: brings ${added.map(({ message }) => message).join(" ")}`);
        return promises;
    });
}

const count = (findings: readonly Issue[], { code, file, message }: Issue): number =>
    findings.filter(one => one.code === code && one.file === file && one.message === message).length;

test.each(traps.map((trap, index) => ({ index, ...trap })))(
    "trap $index is found as $code",
    ({ code, files, fixable }) => {
        const { findings } = checkDefinition(new Map(Object.entries(files)));
        const found = findings.filter(finding => finding.code === code);
        expect(found.map(finding => finding.fix !== null)).toContain(fixable);
        for (const { line, column, message } of found) {
            expect(line).toBeGreaterThan(0);
            expect(column).toBeGreaterThan(0);
            expect(message).toMatch(/[.:]/);
        }
    },
);

test.each([
    ["galaxy: sub/r.yml", "sub/r.yml", "collections: []\n"],
    ["python: ./r.txt", "r.txt", "# Python requirements, one on each line: requests>=2.31\n"],
    ["system: b.txt", "b.txt", "# System packages, one on each line: gcc [compile platform:rpm]\n"],
])("%s: the file that is not there is made, and nothing is wrong with it", (line, name, content) => {
    const main = "execution-environment.yml";
    const core = "version: 3\nimages: {base_image: {name: 'a:b'}}\ndependencies:\n  ansible_core: {package_pip: a}\n";
    const files = new Map([[main, `${core}  ${line}\n`]]);
    const [finding, ...others] = checkDefinition(files).findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
        code: "dependency-file-missing",
        fix: { title: "Create it", file: name, edits: [{ offset: 0, length: 0, text: content }] },
    });
    expect(checkDefinition(files.set(name, content))).toMatchObject({ accepted: true, creates: true, findings: [] });
});

test.each([
    "../r.txt",
    "/etc/r.txt",
    ".r.txt",
    "sub/.r.txt",
    "r.txt/",
    "none/../r.txt",
    ".git/r.txt",
    "execution-environment.yml/r.txt",
])("no file is made for %s", named => {
    const files = new Map([["execution-environment.yml", `version: 3\ndependencies: {python: ${named}}\n`]]);
    const found = checkDefinition(files).findings.find(({ code }) => code === "dependency-file-missing");
    expect(found).toMatchObject({ fix: null });
});

test("each fix removes its finding and brings no error", () => {
    expect(traps.flatMap(({ files }) => brokenPromises(new Map(Object.entries(files))))).toEqual([]);
});

const corpus = findShared("corpus");
const recorded = findShared("cases.json");

if (corpus !== null && recorded !== null) {
    const seed = seedOfRun();
    console.log(`fixes for public definitions, seed ${seed}`);

    test("so does each fix for some public definitions and recorded cases", () => {
        const truth: Record<string, { definition: string }> = JSON.parse(
            readFileSync(join(corpus, "truth.json"), "utf8"),
        );
        const cases: { definition_yaml: string; extra_files: Record<string, string> }[] = JSON.parse(
            readFileSync(recorded, "utf8"),
        );
        const broken = [
            ...sampleOf(Object.entries(truth), 12, seed).flatMap(([name, { definition }]) =>
                brokenPromises(readFiles(join(corpus, name)), definition).map(promise => `${name}: ${promise}`),
            ),
            ...sampleOf(cases).flatMap(one =>
                brokenPromises(
                    new Map([["execution-environment.yml", one.definition_yaml], ...Object.entries(one.extra_files)]),
                ),
            ),
        ];
        expect(broken).toEqual([]);
    });
}
