/** What the editor offers at the cursor, which stands at ‸; the text need not be YAML yet. */
import { expect, test } from "vitest";

import { type Completions, completionsAt, documentationAt } from "../../src/ee/completion.ts";
import { definitionFile } from "../../src/ee/files.ts";

const MAIN = "execution-environment.yml";

/** Ask at the mark, in the definition or in another of its files. */
function ask(marked: string, others: Record<string, string> = {}, file = MAIN): Completions | null {
    const offset = marked.indexOf("‸");
    const text = marked.replace("‸", "");
    const files = new Map([[MAIN, "version: 3\n"], ...Object.entries(others), [file, text]]);
    expect(definitionFile(files)).toBe(MAIN);
    return completionsAt(text, offset, file, files);
}

const labels = (marked: string, others?: Record<string, string>, file?: string) =>
    ask(marked, others, file)?.options.map(({ label }) => label) ?? [];

/** The text after taking an option; the cursor is at its end. */
function take(marked: string, label: string, others?: Record<string, string>, file?: string): string {
    const found = ask(marked, others, file);
    const option = found?.options.find(other => other.label === label);
    if (!found || !option) throw new Error(`${label} is not offered`);
    const text = marked.replace("‸", "");
    return `${text.slice(0, found.from)}${option.insert}‸${text.slice(found.to)}`;
}

test("at the top are the keys of the version that are not there yet", () => {
    const keys = labels("version: 3\nimages:\n  base_image:\n    name: x\n‸\noptions:\n  user: '1'\n");
    expect(keys).toEqual(["build_arg_defaults", "dependencies", "additional_build_steps", "additional_build_files"]);
    expect(labels("version: 2\n‸")).toContain("ansible_config");
    expect(labels("‸")).toContain("version");
    expect(labels("‸")).not.toContain("images");
    expect(labels("version: '3'\n‸")).toContain("options");
});

test.each([
    ["a half-typed key", "version: 3\ndependencies:\n  py‸", "python_interpreter"],
    ["a key below one of another section", "version: 3\noptions:\n  us‸\n\nimages:\n", "user"],
    ["an indentation of four", "version: 3\noptions:\n    container_init:\n        ‸", "entrypoint"],
    ["blank lines and comments between", "version: 3\noptions:\n\n# user: x\n  # no\n  ‸", "user"],
    ["a text that is broken elsewhere", "version: 3\nimages: [\noptions:\n  ‸", "user"],
    ["an item of a list", "version: 3\nadditional_build_files:\n  - ‸", "src"],
    ["the second key of an item", "version: 3\nadditional_build_files:\n  - src: x\n    ‸", "dest"],
    ["a list that is not indented", "version: 3\nadditional_build_files:\n- src: x\n  ‸", "dest"],
    ["a mapping in one line", "version: 3\nimages:\n  base_image: {na‸", "name"],
    ["mappings in one line in each other", "version: 3\nimages: {base_image: {‸}}", "signature_original_name"],
    ["Windows' line ends", "version: 3\r\noptions:\r\n  us‸\r\n", "user"],
])("keys are found in %s", (_what, text, key) => {
    expect(labels(text)).toContain(key);
});

test("keys that a mapping has already are not offered again, wherever they stand in it", () => {
    const text = "version: 3\ndependencies:\n  python: []\n  ‸\n  ansible_core:\n    package_pip: x\n\n  system: []\n";
    expect(labels(text)).toEqual(["galaxy", "python_interpreter", "ansible_runner", "exclude"]);
    expect(labels("version: 3\nadditional_build_files:\n  - ‸\n    dest: x\n  - src: y\n")).toEqual(["src"]);
    expect(labels("version: 3\nimages:\n  base_image: {name: x, ‸, extra: 1}")).toEqual(["signature_original_name"]);
    expect(labels("version: 3\nadditional_build_files:\n  - {‸ dest: x}")).toEqual(["src"]);
});

test("the key at the cursor is offered, and replaced as a whole", () => {
    expect(take("version: 3\noptions:\n  us‸r: '1000'\n", "user")).toBe("version: 3\noptions:\n  user‸: '1000'\n");
    expect(take("version: 3\noptions:\n  us‸\n", "user")).toBe("version: 3\noptions:\n  user: ‸\n");
});

test("a key brings what must follow it", () => {
    expect(take("version: 3\ndep‸", "dependencies")).toBe("version: 3\ndependencies:\n  ‸");
    expect(take("version: 3\noptions:\n    ta‸", "tags")).toBe("version: 3\noptions:\n    tags:\n      - ‸");
    expect(take("version: 3\nadditional_build_steps:\n  ‸", "append_final")).toMatch(/append_final:\n {4}- ‸$/);
    expect(take("version: 3\nimages: {‸}", "base_image")).toBe("version: 3\nimages: {base_image: ‸}");
    expect(take("version: 3\nadditional_build_files:\n  - ‸", "src")).toMatch(/ {2}- src: ‸$/);
});

test.each([
    ["in a comment", "version: 3\n# opt‸"],
    ["behind a comment", "version: 3 # opt‸"],
    ["right behind a colon", "version: 3\noptions:‸"],
    ["right behind a dash", "version: 3\nadditional_build_files:\n  -‸"],
    ["before a key", "version: 3\n‸  images:\n"],
    ["below a key that has its value", "version: 3\ndependencies:\n  galaxy: requirements.yml\n    ‸"],
    ["below a key that no version has", "version: 3\nrequirements:\n  ‸"],
    ["in a block of text", "version: 3\ndependencies:\n  python: |\n    req‸"],
    ["behind a value in quotes", `version: 3\noptions:\n  user: "1000"‸`],
    ["behind a mapping that is closed", "version: 3\nimages: {base_image: {name: x}}‸"],
    ["at a key that is named like a property of every object", "version: 3\nconstructor:\n  ‸"],
])("nothing is offered %s", (_where, text) => {
    expect(ask(text)).toBeNull();
});

test("values come with the key: switches, defaults, versions, images", () => {
    expect(labels("version: 3\noptions:\n  skip_pip_check: ‸")).toEqual(["true", "false"]);
    expect(labels("version: ‸")).toEqual(["3", "2", "1"]);
    expect(labels("version: 3\nimages:\n  base_image:\n    name: quay‸")).toContain("quay.io/centos/centos:stream9");
    expect(take("version: 3\noptions:\n  user: 10‸00 # root?\n", "1000")).toBe(
        "version: 3\noptions:\n  user: '1000'‸ # root?\n",
    );
    expect(take(`version: 3\noptions:\n  user: "‸"\n`, "1000")).toBe(`version: 3\noptions:\n  user: "1000‸"\n`);
    expect(labels(`version: 3\noptions:\n  container_init:\n    cmd: "‸"\n`)).toEqual([]);
    expect(take("version: 3\nimages: {base_image: {name: q‸}}", "quay.io/fedora/fedora:42")).toMatch(/42‸\}\}$/);
});

test("steps begin with an instruction, in items and in blocks", () => {
    const steps = "version: 3\nadditional_build_steps:\n  append_final:";
    expect(labels(`${steps}\n    - R‸`)).toContain("RUN");
    expect(labels(`${steps} |\n    RUN a: b\n    ‸`)).toContain("COPY");
});

test("paths are those of the files that are there, and the usual name of one that is not", () => {
    const others = { "deps/galaxy.yml": "", "python.txt": "", "odd: name.txt": "" };
    const at = (key: string) => `version: 3\ndependencies:\n  ${key}: ‸`;
    expect(labels(at("galaxy"), others)).toEqual(["deps/galaxy.yml", "requirements.yml"]);
    expect(labels(at("python"), others)).toEqual(["python.txt", "odd: name.txt", "requirements.txt"]);
    expect(take(at("python"), "odd: name.txt", others)).toMatch(/python: "odd: name.txt"‸$/);
    expect(labels("version: 3\nadditional_build_files:\n  - src: ‸", { "ansible.cfg": "" })).toEqual(["ansible.cfg"]);
    expect(labels("version: 1\nansible_config: ‸")).toEqual(["ansible.cfg"]);
});

test("collections and roles have their keys and types, inline, in a block and in a file", () => {
    const keys = ["name", "version", "source", "type", "signatures"];
    const galaxy = "version: 3\ndependencies:\n  galaxy:";
    expect(labels(`${galaxy}\n    ‸`)).toEqual(["collections", "roles"]);
    expect(labels(`${galaxy}\n    collections:\n      - ‸`)).toEqual(keys);
    expect(labels(`${galaxy} |\n    collections:\n      - name: a.b\n        ‸`)).toEqual(keys.slice(1));
    const file = "requirements.yml";
    expect(labels("collections:\n  - name: a.b\n    type: ‸", {}, file)).toContain("subdirs");
    expect(labels("roles:\n  - src: x\n    scm: ‸", {}, file)).toEqual(["git", "hg"]);
    expect(labels("- ‸", {}, file)).toContain("src");
    expect(take("‸", "collections", {}, file)).toBe("collections:\n  - ‸");
    const named = { [MAIN]: "version: 3\ndependencies:\n  galaxy: deps/ours.yml\n" };
    expect(labels("col‸", named, "deps/ours.yml")).toContain("collections");
    expect(labels("col‸", {}, "deps/ours.yml")).toEqual([]);
});

test("bindep's profiles are offered in brackets behind a name, those there apart", () => {
    expect(labels("git-core [plat‸", {}, "bindep.txt")).toContain("platform:rpm");
    expect(labels("git-core [platform:rpm ‸]", {}, "bindep.txt")).not.toContain("platform:rpm");
    expect(take("git-core [!platform:r‸pm]", "platform:rhel-9", {}, "bindep.txt")).toBe("git-core [!platform:rhel-9‸]");
    expect(labels("gi‸", {}, "bindep.txt")).toEqual([]);
    expect(labels("git-core [test] ‸", {}, "bindep.txt")).toEqual([]);
    const system = "version: 3\ndependencies:\n  system:";
    expect(labels(`${system}\n    - gcc [‸`)).toContain("compile");
    expect(labels(`${system} |\n    git\n    gcc [‸]`)).toContain("compile");
});

test("everything that is offered says what it is", () => {
    const texts = [
        "version: 3\n‸",
        "version: ‸",
        "version: 3\noptions:\n  user: ‸",
        "version: 3\ndependencies:\n  galaxy: ‸",
    ];
    for (const text of texts)
        for (const { label, documentation } of ask(text)?.options ?? [])
            expect(documentation().about, label).not.toBe("");
});

test("a word that stands there already is explained where the pointer is", () => {
    const text = "version: 3\noptions:\n  user: x\n  skip_pip_check: true\n  usr: y\n";
    const at = (word: string) => documentationAt(text, text.indexOf(word) + 1, MAIN, new Map([[MAIN, text]]));
    expect(at("user")).toMatchObject({ label: "user", from: text.indexOf("user"), to: text.indexOf("user") + 4 });
    expect(at("options")?.documentation().facts[0]).toBe("mapping");
    expect(at("true")?.label).toBe("true");
    expect(at("usr")).toBeNull();
    expect(at("x")).toBeNull();
});

test("any text at any place gets an answer, and a long one gets it soon", () => {
    const pieces = ["version: 3", "\n", "  ", "- ", "a: ", "{", "}", "[", '"', "'", "|", "#", "‸", "\t", ": ", ","];
    let seed = 7;
    const next = (count: number) => {
        seed = (seed * 1103515245 + 12345) % 2 ** 31;
        return seed % count;
    };
    for (let round = 0; round < 500; round++) {
        const text = Array.from({ length: 30 }, () => pieces[next(pieces.length)] ?? "").join("");
        const files = new Map([[MAIN, text]]);
        const found = completionsAt(text, next(text.length), MAIN, files);
        if (found) expect(found.from).toBeLessThanOrEqual(found.to);
    }
    const long = " a".repeat(90_000);
    const hostile = [
        long,
        `${long}:`,
        "- ".repeat(90_000),
        "{".repeat(180_000),
        "a:\n".repeat(60_000),
        " a\n".repeat(1e6),
    ];
    for (const text of hostile) completionsAt(text, text.length, MAIN, new Map([[MAIN, text]]));
});
