import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { checkDefinition } from "../../src/ee/check.ts";
import { readRequirementLists } from "../../src/ee/requirement-lists.ts";
import { findShared } from "../support/shared.ts";
import { readFiles } from "./read-files.ts";

const FILE = "execution-environment.yml";
const DISTROS = ["rhel-9", "centos-9"];

function lists(text: string, others: Record<string, string> = {}) {
    const files = new Map(Object.entries({ ...others, [FILE]: text }));
    const { definition, accepted } = checkDefinition(files);
    if (!definition || !accepted) throw new Error("the definition of this test is none");
    return readRequirementLists(files, FILE, definition, DISTROS);
}

test("a list that is not there is null, and one that asks for nothing is empty", () => {
    const none = { "rhel-9": [], "centos-9": [] };
    expect(lists("version: 3\n")).toEqual({
        ...{ galaxy: null, python: null, system: null, problems: [] },
        bindep: { run: none, compile: none, epel: none },
    });
    const text = "version: 3\ndependencies: {galaxy: r.yml, python: r.txt, system: b.txt}\n";
    expect(lists(text, { "r.yml": "---\n", "r.txt": "# none\n", "b.txt": "" })).toMatchObject({
        ...{ galaxy: { collections: [], roles: [] }, python: [], system: [] },
    });
    expect(lists("version: 3\ndependencies: {galaxy: {}, python: [], system: ''}\n")).toMatchObject({
        ...{ galaxy: null, python: null, system: null },
    });
});

test("collections and roles have a version, and of the rest what is written", () => {
    const text = `version: 3
dependencies:
  galaxy:
    collections:
      - a.b
      - {name: c.d, version: ">=1.10", source: https://hub.example/}
      - {name: "https://git.example/e.git", type: git, version: 1.10}
      - {name: g.h, signatures: [file:///sig.asc]}
    roles:
      - i.j
      - {src: "https://git.example/k", name: k, version: main, scm: git}
      - {src: l.m}
`;
    expect(lists(text).galaxy).toEqual({
        collections: [
            { name: "a.b", version: "*" },
            { name: "c.d", version: ">=1.10", source: "https://hub.example/" },
            { name: "https://git.example/e.git", version: "1.10", type: "git" },
            { name: "g.h", version: "*", signatures: ["file:///sig.asc"] },
        ],
        roles: [
            { name: "i.j", version: "*" },
            { name: "k", version: "main", src: "https://git.example/k", scm: "git" },
            { name: "l.m", version: "*", src: "l.m" },
        ],
    });
});

test("lines have their asker, unless PEP 508 does not know them", () => {
    const python = `six  # why
  # only said
--trusted-host pypi.example
git+https://git.example/x#egg=x
netaddr ; python_version >= '3.6'
netaddr ; python >= '3.6'
python_version >= '2.7'
pyyaml
`;
    const text = "version: 3\ndependencies: {python: a/r.txt, system: [git, 'gcc [compile] # c']}\n";
    const found = lists(text, { "a/r.txt": python });
    expect(found.python).toEqual([
        "six  # from collection user",
        "--trusted-host pypi.example",
        "git+https://git.example/x#egg=x",
        "netaddr ; python_version >= '3.6'  # from collection user",
        "netaddr ; python >= '3.6'",
        "python_version >= '2.7'",
        "pyyaml  # from collection user",
    ]);
    expect(found.system).toEqual(["git  # from collection user", "gcc [compile]  # from collection user"]);
});

test("files that a file names are read, and missed where they are not there", () => {
    const text = "version: 3\ndependencies: {python: a/r.txt}\n";
    const files = {
        "a/r.txt": "one\n-r b/more.txt\n-r gone.txt\n",
        "a/b/more.txt": "two\n--requirement ../../c.txt\n",
    };
    const { python, problems } = lists(text, { ...files, "c.txt": "three\n" });
    expect(python).toEqual([...["one", "two", "three"].map(name => `${name}  # from collection user`), "-r gone.txt"]);
    expect(problems).toEqual(["the file a/gone.txt that it names is not there."]);
});

test("bindep's packages are told for each target: to run, to compile, and from EPEL", () => {
    const system = [
        "git",
        "gcc [compile]",
        "six [platform:rhel-9]",
        "htop [epel]",
        "git",
        "make [test]",
        "jq [epel default]",
    ];
    const text = `version: 3\ndependencies: {system: ${JSON.stringify(system)}}\n`;
    expect(lists(text).bindep).toEqual({
        run: { "rhel-9": ["git", "jq", "six"], "centos-9": ["git", "jq"] },
        compile: { "rhel-9": ["gcc"], "centos-9": ["gcc"] },
        epel: { "rhel-9": [], "centos-9": ["htop"] },
    });
});

test("one line that bindep cannot read, and all packages are lost, which is said", () => {
    const { bindep, system, problems } = lists("version: 3\ndependencies: {system: [git, 'jq >= 1']}\n");
    expect(system).toHaveLength(2);
    expect(bindep.run).toEqual({ "rhel-9": [], "centos-9": [] });
    expect(problems).toEqual([expect.stringContaining("“jq >= 1”")]);
});

test("files that name each other many times are read within bounds", () => {
    const text = "version: 3\ndependencies: {python: a.txt}\n";
    const names = "abcdefghij".split("");
    const files = names.map((name, index) => [`${name}.txt`, `-r ${names[index + 1] ?? "k"}.txt\n`.repeat(30)]);
    const { python, problems } = lists(text, { ...Object.fromEntries(files), "k.txt": "six\n" });
    expect(python?.length).toBeLessThan(100_000);
    expect(problems).not.toEqual([]);
});

test("a list that names a long one over and over is read within bounds, whatever that asks for", {
    tags: ["hostile"],
}, () => {
    const { python, problems } = lists("version: 3\ndependencies: {python: a.txt}\n", {
        "a.txt": "-r big.txt\n".repeat(2000),
        "big.txt": "a\n".repeat(20_000),
    });
    expect(python?.length).toBeLessThan(100_000);
    expect(problems).toHaveLength(1);
});

type Truth = {
    definition: string;
    valid: boolean;
    create_ok: boolean;
    galaxy: unknown;
    python: string[] | null;
    system: string[] | null;
    bindep?: Record<"run" | "compile" | "epel", Record<string, string[]>>;
};

const corpus = findShared("corpus");

if (corpus !== null) {
    const truth: [string, Truth][] = Object.entries(JSON.parse(readFileSync(join(corpus, "truth.json"), "utf8")));

    test.each(truth)("%s asks for what the real tools say", (name, real) => {
        const files = readFiles(join(corpus, name));
        const check = checkDefinition(files, real.definition);
        expect(check.accepted).toBe(real.valid);
        if (!real.valid || !real.create_ok || !check.definition) return;
        const { run = {}, compile = {}, epel = {} } = real.bindep ?? {};
        const distros = real.bindep ? Object.keys(run) : ["rhel-9"];
        const found = readRequirementLists(files, real.definition, check.definition, distros);
        expect(found).toMatchObject({ python: real.python, system: real.system });
        const { extra_keys: _extra, ...galaxy } = { extra_keys: [], ...(real.galaxy as object) };
        expect(found.galaxy).toEqual(real.galaxy === null ? null : galaxy);
        if (real.bindep) expect(found.bindep).toEqual({ run, compile, epel });
    });
}
