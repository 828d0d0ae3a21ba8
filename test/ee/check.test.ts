import { expect, test } from "vitest";

import { checkDefinition } from "../../src/ee/check.ts";
import { applyEdits } from "../../src/ee/fix.ts";
import { templates } from "../../src/ee/template.ts";

const core = "  ansible_core: {package_pip: ansible-core}\n";

const check = (text: string, others: Record<string, string> = {}) =>
    checkDefinition(new Map([["execution-environment.yml", text], ...Object.entries(others)]));

/** The text after the fix of the finding with that code. */
function fixed(text: string, code: string, others: Record<string, string> = {}): string | undefined {
    const finding = check(text, others).findings.find(each => each.code === code);
    const file = finding?.fix?.file === "execution-environment.yml" ? text : others[finding?.fix?.file ?? ""];
    return finding?.fix && file !== undefined ? applyEdits(file, finding.fix.edits) : undefined;
}

test.each(["[ansible-core==2.16.0 --hash=sha256:ab]", "['ansible-core==2.16.0 \\', '--hash=sha256:ab']"])(
    "python: %s asks for ansible-core",
    list => {
        const { findings } = check(`version: 3\ndependencies:\n  python: ${list}\n`);
        expect(findings.filter(({ code }) => code === "no-ansible-core")).toEqual([]);
    },
);

test.each([
    ["a misspelt key", `version: 3\nrequirements: {}\ndependencies:\n${core}`, {}, "unknown-key", 2, 1],
    ["text without quotes", `version: 3\ndependencies:\n${core}options:\n  user: 1000\n`, {}, "not-text", 5, 9],
    ["a key with nothing below", "version: 3\ndependencies:\n", {}, "empty", 2, 1],
    [
        "a line that YAML takes apart",
        `version: 3\ndependencies:\n${core}additional_build_steps:\n  append_final:\n    - RUN echo foo: bar\n`,
        {},
        "line-mapping",
        6,
        7,
    ],
    [
        "a file that is not there",
        `version: 3\ndependencies:\n${core}  python: requirements.txt\n`,
        {},
        "dependency-file-missing",
        4,
        11,
    ],
    [
        "an image without tag",
        `version: 3\nimages: {base_image: {name: quay.io/a/b}}\ndependencies:\n${core}`,
        {},
        "image-tag",
        2,
        29,
    ],
    [
        "a bindep file with a space",
        `version: 3\ndependencies:\n${core}  system: bindep.txt\n`,
        { "bindep.txt": "# hello\ngit >= 2.0\n" },
        "bindep-unreadable",
        2,
        4,
    ],
    [
        "a bindep line in a block",
        `version: 3\ndependencies:\n${core}  system: |\n    gcc\n    git [platform:RPM]\n`,
        {},
        "bindep-unreadable",
        6,
        19,
    ],
    [
        "a bindep line in a list",
        `version: 3\ndependencies:\n${core}  system:\n    - gcc\n    - python3-*\n`,
        {},
        "bindep-unreadable",
        6,
        15,
    ],
    ["no ansible-core", "version: 3\ndependencies:\n  python: [six]\n", {}, "no-ansible-core", 3, 3],
    [
        "galaxy steps without galaxy",
        `version: 3\ndependencies:\n${core}additional_build_steps: {prepend_galaxy: RUN x}\n`,
        {},
        "galaxy-steps-ignored",
        4,
        42,
    ],
    ["a list of names under galaxy", `version: 3\ndependencies:\n${core}  galaxy: [a.b]\n`, {}, "galaxy-list", 4, 11],
    [
        "a partial container_init",
        `version: 3\ndependencies:\n${core}options: {container_init: {cmd: x}}\n`,
        {},
        "container-init-partial",
        4,
        27,
    ],
    ["exclude", `version: 3\ndependencies:\n${core}  exclude: {python: ["~("]}\n`, {}, "exclude-pattern", 4, 22],
    [
        "a build file that is not there",
        `version: 3\ndependencies:\n${core}additional_build_files: [{src: x*.cfg, dest: a}]\n`,
        {},
        "build-file-missing",
        4,
        32,
    ],
    [
        "a nested requirements file",
        `version: 3\ndependencies:\n${core}  python: r.txt\n`,
        { "r.txt": "six\n-r more.txt\n" },
        "nested-requirements",
        2,
        1,
    ],
    [
        "a version behind a collection's name",
        `version: 3\ndependencies:\n${core}  galaxy: r.yml\n`,
        { "r.yml": "collections:\n  - a.b:1.0.0\n" },
        "galaxy-version-in-name",
        2,
        5,
    ],
    ["a wrong bracket", "version: 3\nimages: {base_image:\n", {}, "yaml", 2, 9],
    ["a directory without definition", "version: 3", {}, "no-ansible-core", 1, 1],
])("%s is found at its place", (_what, text, others, code, line, column) => {
    const found = check(text, others).findings.find(finding => finding.code === code);
    expect(found).toMatchObject({ line, column });
    expect(found?.message).toMatch(/[.:]/);
});

test.each([
    ["requirements is renamed", "version: 3\ndependancies: {}\n", "unknown-key", "version: 3\ndependencies: {}\n"],
    [
        "a number is quoted",
        "version: 3\noptions:\n  user: 1000 # me\n",
        "not-text",
        "version: 3\noptions:\n  user: '1000' # me\n",
    ],
    [
        "a line is quoted",
        "version: 3\nadditional_build_steps:\n  append_final:\n    - RUN echo it's: bar\n",
        "line-mapping",
        "version: 3\nadditional_build_steps:\n  append_final:\n    - 'RUN echo it''s: bar'\n",
    ],
    [
        "a bare list goes below collections",
        "version: 3\ndependencies:\n  galaxy:\n  - a.b\n  # why\n  - c.d\n",
        "galaxy-list",
        "version: 3\ndependencies:\n  galaxy:\n    collections:\n    - a.b\n    # why\n    - c.d\n",
    ],
    [
        "a bracketed list goes below collections",
        "version: 3\ndependencies: {galaxy: [a.b]}\n",
        "galaxy-list",
        "version: 3\ndependencies: {galaxy: {collections: [a.b]}}\n",
    ],
    [
        "collections go below galaxy",
        "version: 3\ndependencies:\n  collections:\n    - name: a.b\n",
        "galaxy-key",
        "version: 3\ndependencies:\n  galaxy:\n    collections:\n      - name: a.b\n",
    ],
    [
        "a version 3 key brings its version",
        "# hi\nimages: {base_image: {name: 'a:b'}}\noptions: {user: '1'}\n",
        "other-version",
        "# hi\nversion: 3\nimages: {base_image: {name: 'a:b'}}\noptions: {user: '1'}\n",
    ],
    ["quotes leave a version", "version: '3'\n", "version", "version: 3\n"],
    ["a key without value goes", "version: 3\ndependencies:\n# end\n", "empty", "version: 3\n# end\n"],
    [
        "ansible-core is added",
        "version: 3\ndependencies:\n  python: [six]\n",
        "no-ansible-core",
        "version: 3\ndependencies:\n  python: [six]\n  ansible_core:\n    package_pip: ansible-core\n",
    ],
])("by its fix, %s", (_what, text, code, after) => {
    expect(fixed(text, code)).toBe(after);
});

test("a fix in another file changes that file", () => {
    const text = `version: 3\ndependencies:\n${core}  system: bindep.txt\n`;
    expect(fixed(text, "bindep-unreadable", { "bindep.txt": "gcc\ngit >= 2.0 # x\n" })).toBe("gcc\ngit >=2.0 # x\n");
});

test("what the schema refuses hides nothing of what it does not look at", () => {
    const text = [
        "version: 3",
        "images: {base_image: {name: x}}",
        "dependencies:",
        "  ansible_core: ansible-core",
        "  python: [requests, {a: b}, 'x >=']",
        "opt: 1",
        "additional_build_steps: {append_final: [USER root]}",
        "additional_build_files: [{src: nowhere}]",
        "",
    ].join("\n");
    const codes = ["image-tag", "wrong-type", "line-mapping", "python-line", "unknown-key", "user-step", "missing-key"];
    expect(check(text).findings.map(({ code }) => code)).toEqual(codes);
});

test("all findings are told at once, the shallowest alone by ansible-builder", () => {
    const { findings, builderMessage } = check("version: 3\nfoo: 1\noptions: {user: 1}\nimages: {base_image: x}\n");
    const codes = ["unknown-key", "not-text", "wrong-type", "no-ansible-core"];
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(codes));
    expect(builderMessage).toBe("Additional properties are not allowed ('foo' was unexpected)");
});

test.each([
    ["version: 3\ngalaxy: 1\na: 2\n", "Additional properties are not allowed ('a', 'galaxy' were unexpected)"],
    ["version: 3\ndependencies: {python: [1, 2]}\n", "[1, 2] is not valid under any of the given schemas"],
    ["version: 3\ndependencies: {galaxy: [{name: a}]}\n", "{'name': 'a'} is not of type 'string'"],
    ["version: 3\noptions: {workdir: 1}\n", "1 is not of type 'string', 'null'"],
    ["version: 3\noptions: {tags: x, skip_pip_install: yes, user: 010}\n", "8 is not of type 'string'"],
    ["version: 3\noptions: {user: 2024-01-02}\n", "datetime.date(2024, 1, 2) is not of type 'string'"],
    ["version: 3\noptions: {user: 1.0}\n", "1.0 is not of type 'string'"],
    ["version: 3\ndependencies: {ansible_core: {}}\n", "'package_pip' is a required property"],
    [
        "version: 3\nadditional_build_files: [{dest: x, mode: 1}]\n",
        "Additional properties are not allowed ('mode' was unexpected)",
    ],
    ["version: true\n", "True is not of type 'number'"],
    [
        "version: 2.5\nadditional_build_steps: {append: x}\noptions: {}\n",
        "Additional properties are not allowed ('options' was unexpected)",
    ],
    ["[a]\n", "Definition must be a dictionary, not list"],
    [
        "a: b: c\n",
        'An error occurred while parsing the definition file:\nmapping values are not allowed here\n  in "execution-environment.yml", line 1, column 5',
    ],
    [
        "a: !vault x\n",
        "could not determine a constructor for the tag '!vault'\n  in \"execution-environment.yml\", line 1, column 4",
    ],
    ["version: 3\ndependencies: {python: [x], python: [1]}\n", "1 is not of type 'string'"],
])("of %j ansible-builder says %j", (text, message) => {
    expect(check(text)).toMatchObject({ accepted: false, creates: false, builderMessage: message });
});

test.each([
    ["r.txt/", "Dependency file r.txt/ does not exist."],
    ["r.txt/.", "Dependency file r.txt/. does not exist."],
    ["r.txt/../r.txt", "Dependency file r.txt/../r.txt does not exist."],
    ["none/../r.txt", "Dependency file none/../r.txt does not exist."],
    ["sub/../r.txt", null],
    [".//r.txt", null],
    ["../elsewhere/../r.txt", null],
])("of the path %s ansible-builder says %j", (path, message) => {
    const files = { "r.txt": "", "sub/other.txt": "", "../r.txt": "" };
    const { accepted, builderMessage } = check(`version: 3\ndependencies:\n${core}  python: ${path}\n`, files);
    expect({ accepted, builderMessage }).toEqual({ accepted: message === null, builderMessage: message });
});

test("an ansible.cfg behind a file's slash stops create", () => {
    const text = "version: 1\nansible_config: ansible.cfg/\n";
    expect(check(text, { "ansible.cfg": "" })).toMatchObject({
        accepted: true,
        creates: false,
        builderMessage: "NotADirectoryError: [Errno 20] Not a directory: 'ansible.cfg/'",
    });
});

test("an unknown key that a merge brings is found where that stands", () => {
    const { findings } = check(`version: 3\ndependencies:\n${core}  <<: {c: d}\n`);
    expect(findings.filter(({ severity }) => severity === "error")).toMatchObject([
        { code: "unknown-key", path: ["dependencies", "c"], line: 3, column: 3 },
    ]);
});

test("templates have nothing to be found", () => {
    for (const template of templates) {
        const result = checkDefinition(template.files("mine"));
        expect({ id: template.id, ...result }).toMatchObject({
            accepted: true,
            creates: true,
            version: 3,
            findings: [],
        });
        expect(template.description).toMatch(/\.$/);
    }
});

test("a directory without a definition is told so", () => {
    expect(checkDefinition(new Map())).toMatchObject({
        accepted: false,
        version: null,
        findings: [{ code: "no-definition" }],
    });
});

const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[..."bcdefghijklm"].map((key, at) => `${key}: &${key} [${Array(9).fill(`*${"abcdefghijklm"[at]}`).join(",")}]`).join("\n")}\n`;

test.each([
    ["an alias bomb", bomb],
    ["an alias bomb at a known place", `x: 1\n${bomb}dependencies: *m\nversion: 3\n`],
    ["10,000 brackets", "[".repeat(10_000)],
    ["10,000 closed brackets", `a: ${"[".repeat(10_000)}${"]".repeat(10_000)}`],
    ["10,000 braces", "{a: ".repeat(10_000)],
    ["10,000 dashes", `${"- ".repeat(10_000)}x`],
    ["10,000 levels of keys", Array.from({ length: 3_000 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")],
    ["10,000 quotes", `a: ${"'".repeat(9_999)}`],
    ["binary", "\u0000\u0001\u0002\u00ff\ufffe"],
    ["half a surrogate", "a: \ud800\n"],
    ["5 MB of keys", "key: value\n".repeat(450_000)],
    ["5 MB in one line", `a: ${"x".repeat(5_000_000)}`],
    ["dangerous keys", "__proto__: {a: 1}\nconstructor: x\ntoString: 1\n"],
    ["keys that are lists", "? [a, b]\n: c\n{d: e}: f\n"],
    ["merges of everything", "a: &a {x: 1}\nb: {<<: *a}\nc: {<<: [*a, 1]}\n<<: 3\n"],
    ["an alias to itself", "a: &a [*a]\n"],
    ["a merge of itself", "a: &a\n  <<: *a\n"],
    ["unknown tags everywhere", "!x a: !!python/object:os.system x\n"],
    ["a million digits", `version: ${"9".repeat(100_000)}\n`],
    ["a directive", "%YAML 9.9\n%TAG ! x\n---\nversion: 3\n"],
    ["only a dash", "-"],
    ["dates of no calendar", "version: 2024-13-99\n"],
])("%s neither stops nor breaks the reader", { tags: ["hostile"] }, (_what, text) => {
    const { accepted, findings } = check(text);
    expect(accepted).toBe(false);
    expect(findings.length).toBeGreaterThan(0);
});
