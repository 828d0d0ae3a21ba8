/** Whatever a directory holds, judging it ends with an answer. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { checkDefinition } from "../../src/ee/check.ts";
import { linesToList } from "../../src/ee/list-lines.ts";
import { requirementLines } from "../../src/ee/requirement-line.ts";
import { makeRandom, type Random, runsOf, seedOfRun } from "./random.ts";
import { randomDefinition } from "./random-definition.ts";
import { mutated, randomYaml } from "./random-yaml.ts";
import { readFiles } from "./read-files.ts";
import { traps } from "./traps.ts";

/** Characters of every kind: ASCII, controls, breaks, letters, halves of pairs, whole pairs. */
const randomCharacters = (random: Random): string =>
    Array.from({ length: random.below(200) }, () => {
        const limit = random.one([0x80, 0x80, 0x20, 0x100, 0x2030, 0x10000]);
        return random.chance(0.05) ? "\u{1f600}" : String.fromCharCode(random.below(limit));
    }).join("");

const shared = join(import.meta.dirname, "../../../shared/corpus");

/** Public definitions where they are, and the traps. */
function directories(): Map<string, string>[] {
    const own = traps.map(({ files }) => new Map(Object.entries(files)));
    if (!existsSync(join(shared, "truth.json"))) return own;
    const names = Object.keys(JSON.parse(readFileSync(join(shared, "truth.json"), "utf8"))).slice(0, 20);
    return [...own, ...names.map(name => readFiles(join(shared, name)))];
}

test("random and mutated directories get an answer with places that exist", { tags: ["hostile"] }, () => {
    const seed = seedOfRun();
    console.log(`hostile directories, seed ${seed}`);
    const random = makeRandom(seed);
    const all = directories();
    for (let run = 0; run < runsOf(80); run++) {
        const files = new Map(random.one(all));
        const name = random.one([...files.keys()]);
        const text = files.get(name) ?? "";
        const put = [
            () => mutated(random, text.slice(0, 5000)),
            () => randomCharacters(random),
            () => randomYaml(random),
            () => randomDefinition(random),
        ];
        files.set(name, random.one(put)());
        const { accepted, creates, builderMessage, findings } = checkDefinition(files);
        expect(typeof accepted).toBe("boolean");
        expect(creates && !accepted).toBe(false);
        if (accepted && creates) expect(builderMessage).toBeNull();
        if (!accepted) expect(findings.some(({ severity }) => severity === "error")).toBe(true);
        const nowhere = findings.filter(({ file, line, column, fix }) => {
            const lines = (files.get(file) ?? "").split(/\r\n|\n|\r/);
            const fixed = (files.get(fix?.file ?? "") ?? "").length;
            const isPlace = line > 0 && line <= lines.length + 1 && column > 0;
            return !isPlace || fix?.edits.some(({ offset, length }) => offset + length > fixed);
        });
        expect(nowhere).toEqual([]);
    }
});

const CORE =
    "version: 3\nimages: {base_image: {name: 'a:b'}}\ndependencies:\n  ansible_core: {package_pip: ansible-core}\n";

const wide = `gcc${" ".repeat(400_000)}x`;

test.each([
    ["5 MB of Python requirements", "python: r", { r: "six\n".repeat(1_250_000) }],
    ["a requirement of 5 MB", "python: r", { r: "x[".repeat(2_500_000) }],
    ["100,000 backslashes", "python: r", { r: "x \\\n".repeat(100_000) }],
    ["5 MB of bindep", "system: r", { r: "git [(((\n".repeat(500_000) }],
    ["a bindep line of 5 MB", "system: r", { r: `git [${"a ".repeat(2_500_000)}` }],
    ["half a megabyte of Python requirements", "python: r", { r: "six\n".repeat(124_000) }],
    ["half a megabyte of bindep", "system: r", { r: "git [(((\n".repeat(55_000) }],
    ["5 MB of galaxy", "galaxy: r", { r: "- a.b\n".repeat(800_000) }],
    ["10,000 levels of galaxy", "galaxy: r", { r: "[".repeat(10_000) }],
    ["an ansible.cfg of 5 MB", "python: r", { r: "six\n", "ansible.cfg": "[a]\nb\n".repeat(900_000) }],
    ["a hostile pattern", 'exclude: {python: ["~(a+)+(b|c*)*$"]}', {}],
    ["a list of 400,000 spaces between two words", "python: r", { r: wide }],
    ["a bindep line of 400,000 spaces between two words", "system: r", { r: wide }],
    ["100,000 blank lines between two keys", `python: []${"\n".repeat(100_000)}  system: []`, {}],
    [
        "a file pattern of stars and question marks",
        `python: []\nadditional_build_files: [{src: "${"*a".repeat(30)}?b", dest: x}]`,
        { ["a".repeat(200)]: "" },
    ],
    ["a pattern without end", `exclude: {python: ["~${"(".repeat(5000)}"]}`, {}],
])("%s is judged", { tags: ["hostile"] }, (_what, line, others) => {
    const files = new Map(Object.entries({ "execution-environment.yml": `${CORE}  ${line}\n`, ...others }));
    expect(checkDefinition(files)).toMatchObject({ accepted: true });
});

test.each([
    ["double quotes", '"', "expected '<document start>', but found '<scalar>'"],
    // As much as a file may hold.
    ["single quotes", "'", "not str", 1_000_000],
    ["words in quotes", "'a' ", "expected '<document start>', but found '<scalar>'"],
    ["documents in brackets", "[\n---\n", "expected the node content, but found '<document start>'"],
])("many characters of %s are refused", { tags: ["hostile"] }, (_what, part, said, length = 300_000) => {
    const files = new Map([["execution-environment.yml", part.repeat(length / part.length)]]);
    const { accepted, builderMessage } = checkDefinition(files);
    expect(accepted).toBe(false);
    expect(builderMessage).toContain(said);
});

test("400,000 spaces between two words are one line of a list, read and written", { tags: ["hostile"] }, () => {
    expect(requirementLines(wide).map(({ text }) => text)).toEqual([wide]);
    expect(linesToList(`${wide} # why`, 2)).toEqual([`  - ${wide} # why`]);
});

test("a path of 200,000 parts leads nowhere", { tags: ["hostile"] }, () => {
    const text = `${CORE}  python: ${"sub/../".repeat(100_000)}r\n`;
    const files = new Map(Object.entries({ "execution-environment.yml": text, r: "", "sub/x": "" }));
    expect(checkDefinition(files)).toMatchObject({ findings: [{ code: "dependency-file-missing" }] });
});
