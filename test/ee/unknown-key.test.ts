/** Keys that the schema does not know: what was meant, where they belong, and what a fix makes of the text. */
import { expect, test } from "vitest";

import { checkDefinition } from "../../src/ee/check.ts";
import { moveEntry } from "../../src/ee/edit-move.ts";
import { applyEdits } from "../../src/ee/fix.ts";

const MAIN = "execution-environment.yml";

/** The first finding about a key, and the text after its fix; null where it has none. */
function unknownIn(text: string) {
    const found = checkDefinition(new Map([[MAIN, text]])).findings.find(({ code }) => code === "unknown-key");
    const fix = found?.fix ?? null;
    return { message: found?.message, title: fix?.title ?? null, fixed: fix && applyEdits(text, fix.edits) };
}

const V3 = "version: 3\n";

test.each([
    [
        "python",
        `${V3}# why\npython:\n  - six # one\n  # two\n  - pip\noptions: {}\n`,
        "python is not known here. It belongs below dependencies.",
        "Put it below dependencies",
        `${V3}dependencies:\n  # why\n  python:\n    - six # one\n    # two\n    - pip\noptions: {}\n`,
    ],
    [
        "galaxy, where there are dependencies",
        `${V3}galaxy: r.yml # why\n\ndependencies:\n    python: [six]\n# end\n`,
        "galaxy is not known here. It belongs below dependencies.",
        "Put it below dependencies",
        `${V3}\ndependencies:\n    python: [six]\n    galaxy: r.yml # why\n# end\n`,
    ],
    [
        "a block of text, where all are in brackets",
        `${V3}dependencies: {python: [six]}\nsystem: |\n  git\n  gcc\n`,
        "system is not known here. It belongs below dependencies.",
        "Put it below dependencies",
        `${V3}dependencies: {python: [six], system: "git\\ngcc\\n"}\n`,
    ],
    [
        "the only key of another mapping",
        `${V3}images:\n  user: '1'\n`,
        "user is not known here. It belongs below options.",
        "Put it below options",
        `${V3}options:\n  user: '1'\n`,
    ],
    [
        "what belongs two levels down",
        `${V3}python_path: /usr/bin/python3\n`,
        "python_path is not known here. It belongs below dependencies.python_interpreter.",
        "Put it below dependencies.python_interpreter",
        `${V3}dependencies:\n  python_interpreter:\n    python_path: /usr/bin/python3\n`,
    ],
    [
        "collections without galaxy",
        `${V3}collections:\n- a.b\n`,
        "collections is not known here. It belongs below dependencies.galaxy.",
        "Put it below dependencies.galaxy",
        `${V3}dependencies:\n  galaxy:\n    collections:\n    - a.b\n`,
    ],
    [
        "a section within another",
        `${V3}dependencies:\n  python: [six]\n  options:\n    user: '1'\n`,
        "options is not known here. It belongs to the outermost level.",
        "Put it outside",
        `${V3}dependencies:\n  python: [six]\noptions:\n  user: '1'\n`,
    ],
    [
        "what is in its place already",
        `${V3}python: [a]\ndependencies:\n  python: [b]\n`,
        "python is not known here. It belongs below dependencies.",
        "Remove it",
        `${V3}dependencies:\n  python: [b]\n`,
    ],
    [
        "what several mappings know",
        `${V3}package_pip: x\n`,
        "package_pip is not known here. It belongs below dependencies.ansible_core or dependencies.ansible_runner or options.container_init.",
        "Remove it",
        V3,
    ],
    [
        "what its place does not take",
        `${V3}system: {a: b}\n`,
        "system is not known here. It belongs below dependencies.",
        "Remove it",
        V3,
    ],
    [
        "a list of old, in version 1",
        "python: r.txt\n",
        "python is not known here. It belongs below dependencies.",
        "Put it below dependencies",
        "dependencies:\n  python: r.txt\n",
    ],
    [
        "requirements",
        `${V3}requirements:\n  python: [a]\n`,
        "requirements is not known here. Did you mean dependencies?",
        "Rename it",
        `${V3}dependencies:\n  python: [a]\n`,
    ],
    [
        "a misspelt key beside the right one",
        `${V3}options: {user: '1', usr: '2'}\n`,
        "usr is not known here. Did you mean user?",
        "Remove it",
        `${V3}options: {user: '1'}\n`,
    ],
    [
        "what nobody knows",
        `${V3}options:\n  # why\n  frobnicate: # so\n    a: 1\nimages: {}\n`,
        "frobnicate is not known here.",
        "Remove it",
        `${V3}  # why\nimages: {}\n`,
    ],
    ["a name", `${V3}name: mine\n`, "name is not known here.", "Remove it", V3],
    [
        "what Windows wrote",
        `${V3}system:\n- git\n`.replaceAll("\n", "\r\n"),
        "system is not known here. It belongs below dependencies.",
        "Put it below dependencies",
        `${V3}dependencies:\n  system:\n  - git\n`.replaceAll("\n", "\r\n"),
    ],
])("%s: its place is named, and a fix brings it there", (_what, text, message, title, fixed) => {
    expect(unknownIn(text)).toEqual({ message, title, fixed });
});

test("one fix after the other brings all lists below dependencies", () => {
    let text = `${V3}galaxy: {collections: [a.b]}\n# p\npython: [six]\nsystem: [git]\n`;
    for (let round = 0; round < 3; round++) text = unknownIn(text).fixed ?? text;
    expect(text).toBe(`${V3}dependencies:\n  galaxy: {collections: [a.b]}\n  # p\n  python: [six]\n  system: [git]\n`);
});

test.each([
    ["what an alias elsewhere stands for", "a: &x 1\nb: *x\nc: {}\n", ["a"], ["c", "a"]],
    ["what is not there", "a: 1\n", ["b"], ["c", "b"]],
    ["what would be put over another", "a: 1\nb: {a: 2}\n", ["a"], ["b", "a"]],
    ["what JSON has no words for", "a: 2024-01-02\n", ["a"], ["b", "a"]],
])("%s is not moved", (_what, text, from, to) => {
    expect(moveEntry(text, from, to)).toBeNull();
});

test("2,000 unknown keys are told of in time", { tags: ["hostile"] }, () => {
    const text = `${V3}${Array.from({ length: 2_000 }, (_, at) => `zz${at}: 1\n`).join("")}`;
    const { findings } = checkDefinition(new Map([[MAIN, text]]));
    expect(findings.filter(({ code }) => code === "unknown-key").length).toBe(2_000);
});
