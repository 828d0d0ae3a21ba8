/** The form is a view of the text: what it reads, and that it writes nothing but the value it changes. */
import { expect, test } from "vitest";

import { addEntry, removeEntry, setEntry, setField } from "../../src/ee/field-edits.ts";
import { type Fields, type ListKind, readFields, specifierOf, withSpecifier } from "../../src/ee/fields.ts";

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
    expect(read(files).others).toEqual([{ key: "options", line: 18 }]);
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
