/** The form is a view of the text: what it reads, and that it writes nothing but the value it changes. */
import { expect, test } from "vitest";

import {
    addEntry,
    addText,
    moveEntry,
    moveText,
    removeEntry,
    removeText,
    setEntry,
    setField,
    setText,
} from "../../src/ee/field-edits.ts";
import type { ListKind } from "../../src/ee/field-list.ts";
import { type Fields, readFields } from "../../src/ee/fields.ts";
import { specifierOf, withSpecifier } from "../../src/ee/pip-specifier.ts";

const MAIN = "execution-environment.yml";

const DEFINITION = `---
# Network automation
version: 3
images:
  base_image:
    name: quay.io/centos/centos:stream9   # no tag of ours
dependencies:
  ansible_core:
    package_pip: ansible-core>=2.14,<2.17
  galaxy:
    collections:
      - ansible.posix:1.5.4
      - name: ansible.utils   # needed by all
        version: ">=5.0.0"
  python:
    - paramiko>=3.4          # old switches need 3.x
  system: bindep.txt
options:
  user: "1000"
`;
const BINDEP = "# tools\ngit-core [platform:rpm]  # for roles\n\nopenssh-clients\n";

const filesOf = (text: string, others: Record<string, string> = {}) =>
    new Map([[MAIN, text], ...Object.entries(others)]);
const files = filesOf(DEFINITION, { "bindep.txt": BINDEP });

function read(from: ReadonlyMap<string, string>): Fields {
    const fields = readFields(from, MAIN);
    if ("brokenLine" in fields) throw new Error(`broken in line ${fields.brokenLine}`);
    return fields;
}
const names = (from: ReadonlyMap<string, string>, kind: ListKind) =>
    read(from)[kind].entries.map(({ name, version }) => [name, version].filter(Boolean).join(" "));

test("the fields show what the text says, with its lines", () => {
    const fields = read(files);
    expect(fields.baseImage).toMatchObject({ value: "quay.io/centos/centos:stream9", line: 6 });
    expect(fields.core.value).toBe("ansible-core>=2.14,<2.17");
    expect(fields.runner.value).toBe("");
    expect(names(files, "collections")).toEqual(["ansible.posix 1.5.4", "ansible.utils >=5.0.0"]);
    expect(fields.python.entries).toMatchObject([{ name: "paramiko>=3.4", line: 16 }]);
    expect(fields.system).toMatchObject({ holder: { file: "bindep.txt" }, entries: [{ line: 2 }, { line: 4 }] });
    expect(names(files, "system")).toEqual(["git-core [platform:rpm]", "openssh-clients"]);
});

test("keys without a field are named with their lines", () => {
    const text = `${DEFINITION}  usr: me\nimage: x\n`;
    expect(read(filesOf(text)).others).toEqual([
        { key: "options.usr", line: 20 },
        { key: "image", line: 21 },
    ]);
});

test("a changed value changes nothing else", () => {
    const fields = read(files);
    const text = (changed: ReadonlyMap<string, string>) => changed.get(MAIN);
    expect(text(setField(files, MAIN, fields.baseImage, "quay.io/fedora/fedora:42"))).toBe(
        DEFINITION.replace("quay.io/centos/centos:stream9", "quay.io/fedora/fedora:42"),
    );
    expect(text(setEntry(files, fields.collections, 0, { version: "2.0.0" }))).toBe(
        DEFINITION.replace("- ansible.posix:1.5.4", "- name: ansible.posix\n        version: 2.0.0"),
    );
    expect(text(setEntry(files, fields.collections, 1, { version: ">=6" }))).toBe(DEFINITION.replace(">=5.0.0", ">=6"));
    expect(text(setEntry(files, fields.python, 0, { name: "paramiko>=4" }))).toBe(
        DEFINITION.replace("paramiko>=3.4", "paramiko>=4"),
    );
});

test("a list in a file of its own is written there, comments and all", () => {
    const { system } = read(files);
    const bindep = (changed: ReadonlyMap<string, string>) => changed.get("bindep.txt");
    expect(bindep(setEntry(files, system, 0, { name: "git" }))).toBe(BINDEP.replace("git-core [platform:rpm]", "git"));
    expect(bindep(addEntry(files, MAIN, system, "rsync"))).toBe(`${BINDEP}rsync\n`);
    expect(bindep(removeEntry(files, system, 0))).toBe("# tools\n\nopenssh-clients\n");
});

test("an added requirement can be taken away again", () => {
    const added = addEntry(files, MAIN, read(files).collections, "community.general");
    expect(names(added, "collections")).toEqual(["ansible.posix 1.5.4", "ansible.utils >=5.0.0", "community.general"]);
    expect(removeEntry(added, read(added).collections, 2).get(MAIN)).toBe(DEFINITION);
});

test("the first requirement makes its list", () => {
    const empty = filesOf("version: 3\n");
    for (const kind of ["collections", "python", "system"] as const) {
        const made = addEntry(empty, MAIN, read(empty)[kind], "a.b");
        expect(names(made, kind)).toEqual(["a.b"]);
        expect(made.size).toBe(1);
    }
});

test("before version 3 the first requirement makes a file, and the definition names it", () => {
    const old = filesOf("version: 1\n");
    expect(read(old).core.path).toBeNull();
    const made = addEntry(old, MAIN, read(old).python, "requests");
    expect(made.get("requirements.txt")).toBe("requests\n");
    expect(names(made, "python")).toEqual(["requests"]);
});

test("a block of text inside the definition is edited in place", () => {
    const block = filesOf("version: 3\ndependencies:\n  python: |\n    requests  # http\n    six\n  system: []\n");
    const { python } = read(block);
    expect(python.entries).toMatchObject([{ name: "requests", line: 4 }, { name: "six" }]);
    const changed = setEntry(block, python, 1, { name: "six>=1" });
    expect(changed.get(MAIN)).toBe(block.get(MAIN)?.replace("    six\n", "    six>=1\n"));
});

test("a collection in a requirements file becomes a mapping with its version, and stays one", () => {
    const galaxy = "collections:\n  - a.b\n  - name: c.d\n    version: 1.0.0\n";
    const apart = filesOf("version: 3\ndependencies:\n  galaxy: ./requirements.yml\n", { "requirements.yml": galaxy });
    const { collections } = read(apart);
    const text = (changed: ReadonlyMap<string, string>) => changed.get("requirements.yml");
    expect(text(setEntry(apart, collections, 0, { version: ">=2" }))).toBe(
        galaxy.replace("a.b", "name: a.b\n    version: '>=2'"),
    );
    expect(text(setEntry(apart, collections, 1, { version: "" }))).toBe("collections:\n  - a.b\n  - name: c.d\n");
});

test("text that cannot be read names the line to fix; a broken file blocks only its own list", () => {
    expect(readFields(filesOf("version: 3\nimages: [\n"), MAIN)).toHaveProperty("brokenLine");
    const apart = filesOf("version: 3\ndependencies:\n  galaxy: r.yml\n", { "r.yml": "collections:\n  - [\n" });
    expect(read(apart).collections.brokenLine).not.toBeNull();
    expect(read(apart).python.brokenLine).toBeNull();
});

test.each([
    ["ansible-core>=2.14,<2.17", ">=2.14,<2.17"],
    ["ansible-core", ""],
    ["ansible-core[x]", "[x]"],
    ["https://example.com/ansible-core.tar.gz", "https://example.com/ansible-core.tar.gz"],
    ["ansible-corexyz", "ansible-corexyz"],
])("of %s the form shows %j, and writes the same again", (text, shown) => {
    expect(specifierOf("ansible-core", text)).toBe(shown);
    expect(withSpecifier("ansible-core", shown)).toBe(text);
});

test("no text makes the form throw", () => {
    const hostile = [
        "",
        "\0",
        "- - -",
        "[".repeat(20_000),
        "a: &a [*a, *a]",
        "version: {}",
        "dependencies: 3",
        "x".repeat(2e6),
    ];
    for (const text of hostile) expect(() => readFields(filesOf(text), MAIN)).not.toThrow();
});

const field = (from: ReadonlyMap<string, string>, path: string) => {
    const found = read(from).table.find(each => each.path.join(".") === path);
    if (!found) throw new Error(`no field for ${path}`);
    return found;
};

const STEPS = `version: 3
additional_build_steps:
  append_final: |
    RUN one
    RUN two
  prepend_base:
    # first
    - RUN three   # beside
    - |
      RUN four
      RUN five
options:
  skip_pip_check: yes # for now
  tags: [one, two]
  user: {a: b}
`;

test("build steps are a list, or one text that stays one", () => {
    const before = filesOf(STEPS);
    const final = field(before, "additional_build_steps.append_final");
    expect(final).toMatchObject({ isOneText: true, items: [{ text: "RUN one\nRUN two\n" }] });
    expect(addText(before, MAIN, final, "RUN more").get(MAIN)).toBe(
        STEPS.replace("RUN two\n", "RUN two\n    RUN more\n"),
    );
    const base = field(before, "additional_build_steps.prepend_base");
    expect(base.items).toMatchObject([{ text: "RUN three", line: 8 }, { text: "RUN four\nRUN five\n" }]);
    expect(moveText(before, MAIN, base, 1, 0).get(MAIN)).toBe(
        STEPS.replace("    # first\n    - RUN three   # beside\n", "").replace(
            "RUN five\n",
            "RUN five\n    # first\n    - RUN three   # beside\n",
        ),
    );
    expect(removeText(before, MAIN, final, 0).get(MAIN)).toBe(
        STEPS.replace("  append_final: |\n    RUN one\n    RUN two\n", ""),
    );
});

test("switches and lists of texts are read and set, and what is of another kind is left to the text", () => {
    const before = filesOf(STEPS);
    const check = field(before, "options.skip_pip_check");
    expect(check.value).toBe("yes");
    expect(setField(before, MAIN, check, false).get(MAIN)).toBe(STEPS.replace("yes # for now", "false # for now"));
    expect(field(before, "options.tags").items.map(({ text }) => text)).toEqual(["one", "two"]);
    expect(setText(before, MAIN, field(before, "options.tags"), 1, "three").get(MAIN)).toBe(
        STEPS.replace("two]", "three]"),
    );
    expect(field(before, "options.user").isOther).toBe(true);
});

test("roles and the details of collections are in the same text", () => {
    const galaxy =
        "collections:\n  - a.b\n  - name: c.d # c\n    type: git\nroles:\n  - src: https://example.com/r\n    scm: git\n";
    const apart = filesOf("version: 3\ndependencies:\n  galaxy: r.yml\n", { "r.yml": galaxy });
    const { collections, roles } = read(apart);
    expect(roles.entries).toMatchObject([{ name: "", source: "https://example.com/r", type: "git" }]);
    const text = (changed: ReadonlyMap<string, string>) => changed.get("r.yml");
    expect(text(setEntry(apart, collections, 0, { source: "https://x" }))).toBe(
        galaxy.replace("- a.b", "- name: a.b\n    source: https://x"),
    );
    expect(text(setEntry(apart, collections, 1, { type: "", signatures: ["file:///k"] }))).toBe(
        galaxy.replace("    type: git\nroles", "    signatures:\n      - file:///k\nroles"),
    );
    expect(text(setEntry(apart, roles, 0, { name: "https://example.com/s" }))).toBe(galaxy.replace("/r\n", "/s\n"));
    expect(text(moveEntry(apart, collections, 0, 1))).toBe(
        galaxy.replace("  - a.b\n", "").replace("    type: git\n", "    type: git\n  - a.b\n"),
    );
    expect(text(addEntry(apart, MAIN, roles, "e.f"))).toBe(`${galaxy}  - e.f\n`);
});

test("lines of a file move with the comments above and beside them", () => {
    const { system } = read(files);
    expect(moveEntry(files, system, 1, 0).get("bindep.txt")).toBe(
        "openssh-clients\n\n# tools\ngit-core [platform:rpm]  # for roles\n",
    );
});

test("version 1 has its own fields", () => {
    const old = filesOf("build_arg_defaults:\n  EE_BASE_IMAGE: a:b\nadditional_build_steps:\n  append: RUN x\n");
    const fields = read(old);
    expect(fields.baseImage).toMatchObject({ value: "a:b", line: 2 });
    expect(field(old, "additional_build_steps.append").items).toHaveLength(1);
    expect(fields.others).toEqual([]);
});

test("lists that an alias stands for are edited in the text, and nothing of them is lost", () => {
    const text = `version: 3
dependencies:
  python: &p
    - six
  system: *p
  galaxy:
    collections: &c
      - a.b
    roles: *c
additional_build_steps:
  prepend_base: &l
    - RUN a
  append_base: *l
  append_final:
    - *p
additional_build_files: *l
options: &o
  user: &u "1000"
  workdir: *u
build_arg_defaults: *o
`;
    const files = new Map([[MAIN, text]]);
    const fields = readFields(files, MAIN);
    if ("brokenLine" in fields) throw new Error("not read");
    const shut = fields.table.filter(({ isOther }) => isOther).map(({ path }) => path.at(-1));
    expect(shut.sort()).toEqual([
        "ANSIBLE_GALAXY_CLI_COLLECTION_OPTS",
        "ANSIBLE_GALAXY_CLI_ROLE_OPTS",
        "PKGMGR_PRESERVE_CACHE",
        "additional_build_files",
        "append_base",
        "append_final",
        "workdir",
    ]);
    const lists = [fields.python, fields.system, fields.collections, fields.roles];
    expect(lists.map(({ isOther }) => isOther)).toEqual([false, true, false, true]);
    for (const list of [fields.system, fields.roles]) expect(addEntry(files, MAIN, list, "new").get(MAIN)).toBe(text);
    const step = fields.table.find(({ path }) => path.at(-1) === "append_base");
    if (!step) throw new Error("no such field");
    expect(addText(files, MAIN, step, "RUN new").get(MAIN)).toBe(text);
    expect(removeEntry(files, fields.python, 0).get(MAIN)).toBe(text);
});
