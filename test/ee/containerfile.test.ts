/** The Containerfile of a definition, line by line what ansible-builder 3.2 writes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DockerfileParser } from "dockerfile-ast";
import { expect, test } from "vitest";

import { checkDefinition } from "../../src/ee/check.ts";
import { writeContainerfile } from "../../src/ee/containerfile.ts";
import { showContainerfile } from "../../src/ee/containerfile-shown.ts";
import type { Definition } from "../../src/ee/definition.ts";
import { findShared } from "../support/shared.ts";
import { makeRandom, runsOf, sampleOf, seedOfRun } from "./random.ts";
import { randomDefinition } from "./random-definition.ts";
import { readFiles } from "./read-files.ts";

const MAIN = "execution-environment.yml";
const fixtures = join(import.meta.dirname, "../fixtures/ee/containerfiles");
const beside = {
    ...{ "requirements.yml": "collections: []\n", "reqs/python.txt": "six\n", "bindep.txt": "git\n" },
    ...{ "ansible.cfg": "[galaxy]\n", "files/ansible.cfg": "[galaxy]\n" },
};

function write(text: string, more: Record<string, string> = {}): string {
    const files = new Map(Object.entries({ [MAIN]: text, ...beside, ...more }));
    const { creates, builderMessage, definition } = checkDefinition(files);
    expect({ creates, builderMessage }).toEqual({ creates: true, builderMessage: null });
    return writeContainerfile(files, MAIN, definition ?? {});
}

const show = (files: ReadonlyMap<string, string>) => showContainerfile(files, checkDefinition(files));

test.each(["v1", "v2", "v3", "everything"])("%s is written as by ansible-builder", name => {
    const read = (ending: string) => readFileSync(join(fixtures, name + ending), "utf8");
    expect(write(read(".yml"))).toBe(read(".Containerfile"));
});

test("a builder image of version 2 has no pip of the base image, and gets the script for it", () => {
    const base = "version: 2\nimages:\n  base_image: {name: 'a/b:1'}\n";
    const own = write(`${base}  builder_image: {name: 'a/builder:1'}\n`);
    expect(own).toContain('ARG EE_BUILDER_IMAGE="a/builder:1"\n');
    expect(own).toContain("FROM $EE_BUILDER_IMAGE AS builder\n");
    expect(own).toContain("COPY _build/scripts/pip_install /output/scripts/pip_install\n");
    // Named without a name, it is taken from an argument that nothing declares.
    const nameless = write(`${base}  builder_image: {}\n`);
    expect(nameless).not.toContain("ARG EE_BUILDER_IMAGE");
    expect(nameless).toContain("FROM $EE_BUILDER_IMAGE AS builder\n");
});

test.each([
    ["1.5", "FROM base AS builder\n", "check_ansible"],
    ["2.5", "FROM base AS builder\n", "EE_BUILDER_IMAGE"],
    ["1.0", "FROM $EE_BUILDER_IMAGE AS builder\n", "check_ansible"],
    ["3.9", "RUN $PYCMD -m pip check\n", "EE_BUILDER_IMAGE"],
])("version %s is compared as the number that it is", (version, there, absent) => {
    const text = write(`version: ${version}\n`);
    expect(text).toContain(there);
    expect(text).not.toContain(absent);
});

test("options that are empty leave out their lines", () => {
    const text = write(
        "version: 3\noptions: {workdir: null, user: '', container_init: {}, skip_ansible_check: true, skip_pip_install: true, skip_pip_check: true, relax_passwd_permissions: false, package_manager_path: ''}\n",
    );
    expect(text).toMatch(
        /AS final\n[\s\S]*ARG PKGMGR\n\nCOPY --from=builder \/output\/ \/output\/\nRUN \/output\/scripts\/install-from-bindep && rm -rf \/output\/wheels\nRUN rm -rf \/output\nLABEL ansible-execution-environment=true\n$/,
    );
    expect(text).toContain('ARG PKGMGR=""\n');
    expect(text).not.toContain("pip_install");
    expect(write("version: 3\noptions: {workdir: '  '}\n")).not.toContain("mkdir");
});

test("without collections and roles there is no galaxy stage, whatever its steps", () => {
    const text = write(
        "version: 3\ndependencies: {galaxy: {}, exclude: {system: [x]}}\nadditional_build_steps: {append_galaxy: [RUN lost]}\n",
    );
    expect(text).not.toMatch(/galaxy AS|AS galaxy|--from=galaxy|lost/);
    expect(text).toContain("introspect --exclude-bindep-reqs=exclude-bindep.txt --write-bindep");
    expect(write("version: 3\ndependencies: {exclude: {all_from_collections: [a.b]}}\n")).not.toContain("introspect");
});

test("a file that additional_build_files puts in the place of a list is read as one", () => {
    const definition = (src: string, dest: string) =>
        `version: 3\ndependencies: {galaxy: requirements.yml}\nadditional_build_files: [{src: '${src}', dest: '${dest}'}]\n`;
    const copy = "COPY _build/bindep.txt bindep.txt\n";
    expect(write(definition("bindep.txt", "."))).toContain(copy);
    expect(write(definition("sub", "./"), { "sub/bindep.txt": "git\n" })).toContain(copy);
    expect(write(definition("*.txt", "."))).toContain(copy);
    expect(write(definition("bindep.txt", "configs"))).not.toContain(copy);
    expect(write(definition("sub/bindep.txt", "."))).not.toContain(copy);
});

test("so is one that is found below directories, or lies in one that is found there", () => {
    const isRead = (src: string, at: string) =>
        write(
            `version: 3\ndependencies: {galaxy: {collections: [a.b]}}\nadditional_build_files: [{src: '${src}', dest: .}]\n`,
            { "bindep.txt": "", "deep/er/own/data": "", [at]: "six\n" },
        ).includes("COPY _build/exclude-requirements.txt exclude-requirements.txt\n");
    const list = "exclude-requirements.txt";
    expect(isRead(`**/${list}`, list)).toBe(true);
    expect(isRead(`**/${list}`, `deep/er/${list}`)).toBe(true);
    expect(isRead("**/own", `deep/er/own/${list}`)).toBe(true);
    expect(isRead("deep/**", `deep/${list}`)).toBe(true);
    expect(isRead("**/er", `deep/er/own/${list}`)).toBe(false);
    expect(isRead("**/own", `deep/er/${list}`)).toBe(false);
    expect(isRead("deep/**/*.yml", `deep/er/${list}`)).toBe(false);
});

test("what may bring a list from outside the definition's directory is told in a comment, and nothing else is", () => {
    const shown = (src: string, dest: string, dependencies = "python: [six]") => {
        const added = JSON.stringify([{ src, dest }]);
        const text = `version: 3\ndependencies: {${dependencies}}\nadditional_build_files: ${added}\n`;
        const answer = show(new Map([[MAIN, text]]));
        if (!("text" in answer)) throw new Error(answer.reason);
        expect(answer.isRedacted).toBe(false);
        return answer.text;
    };
    for (const [src, dest] of [
        ["/etc/ee", "."],
        ["../shared/*.txt", "./"],
    ] as const)
        expect(shown(src, dest).split("\n")[0]).toMatch(/^# "[^\n]*" lies outside the definition's directory\. A list/);
    expect(shown("/a\nRUN b", ".").split("\n").slice(0, 2)).toEqual([
        expect.stringContaining(String.raw`# "/a\nRUN b" lies outside`),
        expect.stringMatching(/^ARG /),
    ]);
    for (const quiet of [shown("/etc/ee", "configs"), shown("gone", "."), shown("/etc/ee", ".", "")])
        expect(quiet).toMatch(/^ARG /);
});

test("texts are cut where Python cuts them, and items of a list are not", () => {
    const lines = (steps: string) =>
        /entrypoint\n([\s\S]*)RUN \/output\/scripts\/pip_install/.exec(
            write(`version: 3\nadditional_build_steps: {prepend_base: ${steps}}\n`),
        )?.[1];
    expect(lines(String.raw`" \x1c\ufeffRUN a\x85RUN b\r\nRUN c\vRUN d\L\t\x1f "`)).toBe(
        "\ufeffRUN a\nRUN b\nRUN c\nRUN d\n",
    );
    expect(lines(String.raw`[" RUN a\r\n", "RUN b\x85c "]`)).toBe(" RUN a\r\n\nRUN b\x85c \n");
    expect(lines(String.raw`" \n "`)).toBe("");
    expect(lines("[]")).toBe("");
});

test("names are written as they are, whatever is in them", () => {
    const text = write(String.raw`version: 3
images: {base_image: {name: "a:1\"\nRUN touch /tmp/$(id)"}}
options: {user: "x\nRUN y", workdir: "$(id); rm -rf /"}
`);
    expect(text).toContain('ARG EE_BASE_IMAGE="a:1"\nRUN touch /tmp/$(id)"\n');
    expect(text).toContain("USER x\nRUN y\n");
    expect(text).toContain("WORKDIR $(id); rm -rf /\n");
});

test("what may be secret is not in it, and its first line says so", () => {
    const text = `version: 3
dependencies:
  ansible_core: {package_pip: "ansible-core @ https://me:hunter2@example.com/a.whl?sig=hunter2"}
  galaxy: {collections: [a.b]}
build_arg_defaults: {ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: --token hunter2}
additional_build_steps:
  prepend_galaxy:
    - ARG HUB=hunter2
    - ENV ANSIBLE_GALAXY_SERVER_LIST=hub
  append_final: |
    ENV API_TOKEN="hunter2" LANG=C
`;
    const files = new Map([[MAIN, text]]);
    const shown = show(files);
    if (!("text" in shown)) throw new Error(shown.reason);
    expect(shown.isRedacted).toBe(true);
    expect(shown.text).not.toContain("hunter2");
    const [note, first] = shown.text.split("\n");
    expect(note).toMatch(/^# .*<redacted>/);
    expect(first).toMatch(/^ARG EE_BASE_IMAGE=/);
    expect(shown.text).toContain("ARG HUB=<redacted>\nENV ANSIBLE_GALAXY_SERVER_LIST=<redacted>\n");
    expect(shown.text).toContain("ENV API_TOKEN=<redacted> LANG=C\n");
    // The same under another name.
    const named = new Map([["ee.yml", text]]);
    expect(showContainerfile(named, checkDefinition(named, "ee.yml"))).toEqual(shown);
});

test("nor is what only its lines put together", () => {
    const text = String.raw`{"version": 3, "dependencies": {"ansible_core": {"package_pip": "ansible-core @ https:\/\/me:hunter2@example.com\/a.whl"}},
"build_arg_defaults": {"ANSIBLE_GALAXY_CLI_COLLECTION_OPTS": "--server https:/\u002fme:hunter2@example.com"},
"additional_build_steps": {"prepend_builder": "RUN true\u2028ENV B=hunter2"}}`;
    const shown = show(new Map([[MAIN, text]]));
    expect(shown).toMatchObject({
        isRedacted: true,
        text: expect.stringContaining("https://<redacted>@example.com/a.whl"),
    });
    expect(JSON.stringify(shown)).not.toContain("hunter2");
});

test("without secrets it is what ansible-builder writes, byte for byte", () => {
    const text = "version: 3\ndependencies: {python: [six]}\nadditional_build_steps: {append_base: [ENV LANG=C]}\n";
    expect(show(new Map([[MAIN, text]]))).toEqual({ text: write(text), isRedacted: false });
});

test.each([
    ["that is refused", "version: 3\ndependencies: {python: gone.txt}\n", "Dependency file gone.txt does not exist."],
    ["that create stops at", "version: 1\nansible_config: gone.cfg\n", "No such file or directory: 'gone.cfg'"],
    ["that cannot be read", "a: [\n", "An error occurred while parsing the definition file"],
    ["that is too large", `a: "${" ".repeat(4_000_001)}"`, "too large"],
])("a definition %s has none, and it is said why", (_what, text, reason) => {
    const shown = show(new Map([[MAIN, text]]));
    expect("reason" in shown && shown.reason).toContain(reason);
});

test.each([
    ["spaces between two steps", () => `"RUN a${" ".repeat(400_000)}b"`],
    ["lines without end", () => `"${"RUN a\\n".repeat(30_000)}"`],
    ["items without end", () => `[${"RUN a, ".repeat(5_000)}]`],
])("%s are written in time", { tags: ["hostile"] }, (_what, steps) => {
    const text = `version: 3\nadditional_build_steps: {append_final: ${steps()}}\n`;
    expect(show(new Map([[MAIN, text]]))).toMatchObject({ isRedacted: false });
});

const STAGES = ["base", "galaxy", "builder", "final"] as const;

/** The stages of a Containerfile that has no steps of an author's. */
function stagesOf(text: string): Map<string, string[]> {
    const [head = "", ...stages] = text.split(/^(?=# \w+ build stage$)/m);
    const named = stages.map(stage => [/ AS (\w+)$/m.exec(stage)?.[1] ?? "", stage.split("\n").slice(0, -1)] as const);
    return new Map([["", head.split("\n").slice(0, -1)], ...named]);
}

/** In which stage, and before which of its lines, steps stand; a line that is not there is the end. From facts/ee.md, 5. */
const PLACES: Record<string, (lines: readonly string[]) => number> = {
    prepend_base: lines => lines.findIndex(line => /^COPY _build\/scripts\/entrypoint /.test(line)) + 1,
    prepend_galaxy: lines => lines.indexOf("RUN /output/scripts/check_galaxy"),
    prepend_builder: lines => lines.findIndex(line => /^RUN .*(?:bindep pyyaml|scripts\/pip_install)/.test(line)) + 1,
    prepend_final: lines => lines.indexOf("") + 1,
    append_final: lines => lines.indexOf("RUN rm -rf /output"),
};
// The empty line before the next stage's comment belongs to that.
const endOf = (stage: string, lines: readonly string[]): number =>
    stage === "final" ? lines.length : lines.length - 1;

function expectSteps(files: ReadonlyMap<string, string>, file: string, definition: Definition): void {
    const { additional_build_steps: steps = {}, ...rest } = definition;
    const plain = writeContainerfile(files, file, rest);
    const froms = DockerfileParser.parse(plain).getFROMs();
    const hasGalaxy = Object.keys(definition.dependencies?.galaxy ?? {}).length > 0;
    const stages = stagesOf(plain);
    expect([...stages.keys()]).toEqual(["", ...STAGES.filter(stage => stage !== "galaxy" || hasGalaxy)]);
    expect(froms.map(from => from.getBuildStage())).toEqual([...stages.keys()].slice(1));
    for (const key of ["append", "prepend"] as const)
        for (const stage of STAGES) {
            const lines = stages.get(stage);
            const written = steps[`${key}_${stage}`] ?? (stage === "final" ? steps[key] : undefined);
            if (!lines || !written) continue;
            const own = typeof written === "string" ? written.trim().split(/\r?\n/) : written;
            lines.splice(PLACES[`${key}_${stage}`]?.(lines) ?? endOf(stage, lines), 0, ...own);
        }
    expect(writeContainerfile(files, file, definition)).toBe(`${[...stages.values()].flat().join("\n")}\n`);
}

test("every step of accepted random definitions stands once, in the stage that is documented", () => {
    const seed = seedOfRun();
    const random = makeRandom(seed);
    let [made, created] = [0, 0];
    while (created < runsOf(12)) {
        made += 1;
        const files = new Map([
            [MAIN, randomDefinition(random)],
            ["reqs.txt", "six\n"],
            ["sub/reqs.txt", "six\n"],
        ]);
        const { creates, definition } = checkDefinition(files);
        if (!creates || !definition) continue;
        created += 1;
        expectSteps(files, MAIN, definition);
    }
    console.log(`containerfiles, seed ${seed}: ${created} of ${made} random definitions have one`);
});

const corpus = findShared("corpus");

if (corpus !== null) {
    const truth: Record<string, { definition: string; valid: boolean; create_ok?: boolean }> = JSON.parse(
        readFileSync(join(corpus, "truth.json"), "utf8"),
    );
    test("every step of some public definitions stands once, in the stage that is documented", () => {
        const created = Object.entries(truth).filter(([, { valid, create_ok: creates }]) => valid && creates !== false);
        const seed = seedOfRun();
        console.log(`Containerfiles of public definitions, seed ${seed}`);
        for (const [name, { definition: file }] of sampleOf(created, 15, seed)) {
            const files = readFiles(join(corpus, name));
            const check = checkDefinition(files, file);
            expectSteps(files, file, check.definition ?? {});
            expect(showContainerfile(files, check), name).toHaveProperty("text");
        }
        expect(created.length).toBeGreaterThan(50);
    });
}
