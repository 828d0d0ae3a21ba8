import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { parseBindep, systemPackages } from "../../src/ee/bindep.ts";
import { checkDefinition } from "../../src/ee/check.ts";
import { excludedBy, introspectCollection, keptOutBy } from "../../src/ee/introspect.ts";
import { listCompileRequirements, listRequirements } from "../../src/ee/requirements.ts";
import { readTarget } from "../../src/ee/target.ts";
import { findShared } from "../support/shared.ts";
import { sampleOf } from "./random.ts";
import { readFiles } from "./read-files.ts";

const centos = readTarget("centos-9");

function list(text: string, others: Record<string, string> = {}) {
    const files = new Map([["execution-environment.yml", text], ...Object.entries(others)]);
    const { definition } = checkDefinition(files);
    return definition ? listRequirements(files, definition, centos) : [];
}

test("everything that a definition asks for is listed, and who asks", () => {
    const text = `version: 3
dependencies:
  ansible_core: {package_pip: "ansible-core>=2.16,<2.17"}
  ansible_runner: {package_pip: ansible-runner}
  python_interpreter: {package_system: python3.12 python3.12-devel}
  galaxy:
    collections:
      - name: community.general
        version: ">=7.0.0"
      - ansible.posix
    roles: [{name: docker, src: geerlingguy.docker, version: "1.0"}]
  python:
    - paramiko>=3.4  # ssh
    - ipaddress; python_version < '3.3'
  system: bindep.txt
additional_build_files:
  - {src: ansible.cfg, dest: configs}
additional_build_steps:
  append_final: |
    # nothing
    RUN one && \\
        two
    COPY a b
build_arg_defaults: {ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: "--pre"}
`;
    const bindep = "# tools\ngit [platform:rpm] # x\n\ngcc [compile]\ngit-lfs [platform:dpkg]\n";
    const found = list(text, { "bindep.txt": bindep, "ansible.cfg": "" });
    expect(found.map(({ kind, name, wanted, askedBy }) => [kind, name, wanted, askedBy[0]])).toEqual([
        ["ansible-core", "ansible-core", ">=2.16,<2.17", "line 3"],
        ["ansible-runner", "ansible-runner", "", "line 4"],
        ["collection", "community.general", ">=7.0.0", "line 8"],
        ["collection", "ansible.posix", "", "line 10"],
        ["role", "docker", "1.0", "line 11"],
        ["python", "paramiko", ">=3.4", "line 13"],
        ["system", "python3.12", "", "line 5"],
        ["system", "python3.12-devel", "", "line 5"],
        ["system", "git", "", "bindep.txt, line 2"],
        ["file", "ansible.cfg", "", "line 17"],
        ["build-step", "append_final", "", "line 21"],
        ["build-step", "append_final", "", "line 23"],
        ["build-step", "build_arg_defaults", "", "line 24"],
    ]);
    expect(found.find(({ name }) => name === "append_final")?.text).toBe("# nothing\nRUN one && \\\n    two");
});

test.each([
    ["a block", "version: 3\ndependencies:\n  python: |\n    # x\n    six\n    -r more.txt\n", {}, "line 5", "line 6"],
    [
        "a file",
        "dependencies: {python: ./a/r.txt}\n",
        { "a/r.txt": "six\n\n--pre\n" },
        "a/r.txt, line 1",
        "a/r.txt, line 3",
    ],
    ["a list", "version: 3\ndependencies:\n  python:\n  - six\n  - 'git+https://x/y'\n", {}, "line 4", "line 5"],
])(
    "lines of %s are known by their place; what is no requirement is its own name",
    (_what, text, others, first, second) => {
        const [six, other] = list(text, others);
        expect(six).toMatchObject({ kind: "python", name: "six", askedBy: [first] });
        expect(other).toMatchObject({ kind: "python", askedBy: [second] });
        expect(other?.name).toBe(other?.text);
    },
);

test("names in a bare galaxy list are meant as collections", () => {
    expect(list("version: 3\ndependencies:\n  galaxy:\n    - a.b\n    - c.d:1.0\n")).toMatchObject([
        { kind: "collection", name: "a.b", wanted: "", askedBy: ["line 4"] },
        { kind: "collection", name: "c.d", wanted: "1.0", askedBy: ["line 5"] },
    ]);
});

test("galaxy lists in blocks and files, and the old list of roles", () => {
    expect(
        list("dependencies: {galaxy: r.yml}\n", { "r.yml": "collections:\n- {name: a.b, version: 1.10}\n" }),
    ).toMatchObject([{ kind: "collection", name: "a.b", wanted: "1.10", askedBy: ["r.yml, line 2"] }]);
    expect(list("dependencies: {galaxy: r.yml}\n", { "r.yml": "- src: x.y\n- z\n" })).toMatchObject([
        { kind: "role", name: "x.y" },
        { kind: "role", name: "z" },
    ]);
    expect(list("version: 3\ndependencies:\n  galaxy: |\n    collections:\n      - a.b\n")).toMatchObject([
        { name: "a.b", askedBy: ["line 5"] },
    ]);
});

test("packages for building wheels are listed apart", () => {
    const files = new Map([
        [
            "execution-environment.yml",
            "version: 3\ndependencies: {system: [gcc [compile], git]}\n".replace(
                "[gcc [compile], git]",
                "['gcc [compile]', git]",
            ),
        ],
    ]);
    const { definition } = checkDefinition(files);
    expect(definition && listCompileRequirements(files, definition, centos)).toMatchObject([{ name: "gcc" }]);
});

const asks = (files: Record<string, string>) =>
    introspectCollection("a.b 1.0.0", new Map(Object.entries(files)), centos);
const names = (files: Record<string, string>) => asks(files).requirements.map(({ name }) => name);

test("of a collection, meta/execution-environment.yml decides alone", () => {
    const meta = "dependencies:\n  python: files/r.txt\n";
    expect(
        names({
            "meta/execution-environment.yml": meta,
            "files/r.txt": "six\n-r more.txt\n",
            "files/more.txt": "netaddr\n",
            "bindep.txt": "git\n",
            "requirements.txt": "no\n",
        }),
    ).toEqual(["six", "netaddr"]);
    expect(names({ "meta/execution-environment.yml": "", "requirements.txt": "no\n" })).toEqual([]);
    expect(
        names({
            "requirements.txt": "six\n# x\nPytest>=1\nansible-core\n",
            "bindep.txt": "git [platform:rpm]\nmake [test]\ngcc [compile]\npython [platform:rpm]\n",
        }),
    ).toEqual(["six", "git"]);
});

test("what is wrong in a collection is a problem, not the end", () => {
    expect(
        asks({ "meta/execution-environment.yml": "dependencies: {python: /etc/passwd, system: x.txt}" }).problems,
    ).toHaveLength(2);
    expect(asks({ "meta/execution-environment.yml": "a: [" }).problems).toHaveLength(1);
    expect(asks({ "bindep.txt": "git >= 2\n" }).problems).toHaveLength(1);
    expect(asks({ "requirements.txt": "-r requirements.txt\n" }).requirements.length).toBeLessThan(100);
});

test("exclusions keep out what collections ask for, not what the definition asks for", () => {
    const excluded = excludedBy({
        dependencies: {
            exclude: { python: ["SIX  # no", "~jinja.*"], system: ["git-core"], all_from_collections: ["~c\\..+"] },
        },
    });
    const ask = (kind: "python" | "system", name: string, ...askedBy: string[]) =>
        excluded({ kind, text: `${name}>=1`.replace(/^git.*/, name), askedBy });
    expect(ask("python", "six", "a.b 1.0.0")).toBe("SIX");
    expect(ask("python", "six", "line 3")).toBeNull();
    expect(ask("python", "six", "requirements.txt, line 3")).toBeNull();
    expect(ask("python", "six", "a.b 1.0.0", "line 3")).toBeNull();
    expect(ask("python", "Jinja2", "a.b 1.0.0")).toBe("~jinja.*");
    expect(ask("python", "s-ix", "a.b 1.0.0")).toBeNull();
    expect(ask("system", "git-core", "a.b 1.0.0")).toBe("git-core");
    // A line with hashes is not PEP 508, so that it has no name to ansible-builder.
    const hashed = { kind: "python" as const, text: "six==1", hashes: ["sha256:ab"] };
    expect(excluded({ ...hashed, askedBy: ["a.b 1.0.0"] })).toBeNull();
    expect(excluded({ ...hashed, askedBy: ["c.d 1.0.0"] })).toBe("~c\\..+");
    expect(ask("python", "x", "c.d 1.0.0")).toBe("~c\\..+");
    expect(ask("python", "x", "c.d 1.0.0", "a.b 1.0.0")).toBeNull();
    expect(ask("system", "x", "d.c 1.0.0")).toBeNull();
});

test("what one entry keeps out is told of what collections ask for", () => {
    const asked = [
        { kind: "python", text: "six>=1", askedBy: ["a.b 1.0.0"] },
        { kind: "python", text: "lxml", askedBy: ["c.d 1.0.0"] },
        { kind: "collection", text: "a.b", askedBy: ["line 3"] },
    ] as const;
    const texts = (list: "python" | "all_from_collections", entry: string) =>
        keptOutBy(
            list,
            entry,
            asked.map(({ askedBy, ...rest }) => ({ ...rest, askedBy: [...askedBy] })),
        ).map(({ text }) => text);
    expect(texts("python", "six")).toEqual(["six>=1"]);
    expect(texts("all_from_collections", "~.*")).toEqual(["six>=1", "lxml"]);
    expect(texts("python", "~(")).toEqual([]);
    const both = [{ kind: "python" as const, text: "six", askedBy: ["line 4", "a.b 1.0.0"] }];
    expect(keptOutBy("python", "six", both)).toEqual([{ kind: "python", text: "six", askedBy: ["a.b 1.0.0"] }]);
    expect(texts("python", "")).toEqual([]);
});

const shared = findShared("corpus");
type Truth = {
    definition: string;
    valid: boolean;
    python_user_lines?: string[];
    galaxy?: { collections: { name: string; version: string }[]; roles: unknown[] };
    bindep?: { run: Record<string, string[]>; compile: Record<string, string[]>; parse_error: string | null };
};

if (shared !== null) {
    const truth: [string, Truth][] = Object.entries(JSON.parse(readFileSync(join(shared, "truth.json"), "utf8")));

    test("public definitions ask for what ansible-builder and bindep say they ask for", () => {
        const wrong: string[] = [];
        let compared = 0;
        const compare = (what: string, ours: unknown, real: unknown) => {
            compared += 1;
            if (JSON.stringify(ours) !== JSON.stringify(real))
                wrong.push(`${what}: ${JSON.stringify(ours)} is not ${JSON.stringify(real)}`);
        };
        for (const [name, real] of sampleOf(truth)) {
            const own = readFiles(join(shared, name));
            const below = real.definition.slice(0, real.definition.lastIndexOf("/") + 1);
            const text = own.get(real.definition);
            if (!real.valid || text === undefined) continue;
            const files = new Map(
                [...own].map(([path, content]) => [path.startsWith(below) ? path.slice(below.length) : path, content]),
            );
            files.set("execution-environment.yml", text);
            const { definition } = checkDefinition(files);
            if (!definition) continue;
            const found = listRequirements(files, definition, centos);
            if (real.python_user_lines) {
                const lines = found.filter(({ kind }) => kind === "python").map(({ text: line }) => line);
                compare(
                    `${name} python`,
                    lines,
                    real.python_user_lines.filter(line => !/^\s+#/.test(line)),
                );
            }
            if (real.galaxy) {
                const ours = found.filter(({ kind }) => kind === "collection").map(each => [each.name, each.wanted]);
                compare(
                    `${name} collections`,
                    ours,
                    real.galaxy.collections.map(each => [each.name, each.version === "*" ? "" : each.version]),
                );
                compare(`${name} roles`, found.filter(({ kind }) => kind === "role").length, real.galaxy.roles.length);
            }
            for (const distro of Object.keys(real.bindep?.run ?? {})) {
                const { dependencies = {} } = definition;
                const block = dependencies.system;
                const path = typeof block === "string" && !block.includes("\n") ? block.replace(/^\.\//, "") : null;
                const bindep =
                    path === null ? (Array.isArray(block) ? block.join("\n") : (block ?? "")) : (files.get(path) ?? "");
                const { rules } = parseBindep(bindep);
                const sets = systemPackages(rules, readTarget(distro).atoms);
                const unique = (set: { name: string }[]) => [...new Set(set.map(rule => rule.name))].sort();
                compare(`${name} ${distro} run`, unique(sets.run), real.bindep?.run[distro]?.toSorted());
                compare(`${name} ${distro} compile`, unique(sets.compile), real.bindep?.compile[distro]?.toSorted());
            }
        }
        console.log(`corpus: ${compared - wrong.length} of ${compared} requirement lists agree`);
        expect(wrong).toEqual([]);
    });
}
