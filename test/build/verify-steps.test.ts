import { expect, test } from "vitest";

import { effectsOf, findEffects, type Held } from "../../src/build/verify-steps.ts";
import { checkDefinition } from "../../src/ee/check.ts";
import type { Effect } from "../../src/ee/effect.ts";

const entry = (path: string, type: "file" | "directory" | "link" = "file") => ({
    ...{ name: path, path, type, mode: 0o644, uid: 0, gid: 0 },
    ...{ size: 1, target: null, checksum: "" },
});
const held = (paths: readonly ReturnType<typeof entry>[], texts: Record<string, string> = {}): Held => ({
    ...{ packages: [], providers: new Map(), collections: [], python: [] },
    entries: new Map(paths.map(each => [each.path, each])),
    texts: new Map(Object.entries(texts)),
});
const file = (path: string): Effect => ({ kind: "file", path, mode: null, from: { text: "x" } });

test.each<[Effect, ReturnType<typeof entry>, string]>([
    [file("/etc/app.conf"), entry("/usr/etc/app.conf"), "/usr/etc/app.conf"],
    [file("/usr/local/bin/tool"), entry("/usr/bin/tool"), "/usr/bin/tool"],
    [file("/opt/tool/run"), entry("/usr/share/factory/opt/tool/run"), "/usr/share/factory/opt/tool/run"],
    [{ kind: "directory", path: "/usr/share/app", mode: null }, entry("/usr/share/app", "directory"), "/usr/share/app"],
    [{ kind: "link", path: "/usr/bin/a", target: "b" }, entry("/usr/bin/a", "link"), "/usr/bin/a"],
])("%o is looked for where a commit has it", (effect, there, found) => {
    expect(findEffects([effect], held([there]))).toEqual({ state: "present", found, note: null });
    expect(findEffects([effect], held([]))).toMatchObject({ state: "missing", found: null });
});

test("accounts, variables and what is made when the system starts are told by the files that say so", () => {
    const effects: Effect[] = [
        { kind: "user", name: "ansible", uid: null, groups: [], home: null, shell: null },
        { kind: "group", name: "ops", gid: 7 },
        { kind: "environment", name: "LANG", value: "C" },
        { kind: "directory", path: "/var/lib/app", mode: null },
    ];
    const texts = {
        "/usr/etc/passwd": "root:x:0:0::/root:/bin/sh\nansible:x:1000:1000::/home/ansible:/bin/sh\n",
        "/usr/lib/group": "ops:x:7:\n",
        "/etc/profile.d/ee-sample.sh": "export LANG='C'\n",
        "/usr/lib/tmpfiles.d/ee-sample.conf": 'd "/var/lib/app" - - - - -\n',
    };
    expect(findEffects(effects, held([], texts))).toEqual({
        state: "present",
        found: "ansible, ops, LANG, /var/lib/app",
        note: null,
    });
    expect(findEffects(effects, held([], { "/usr/lib/group": "ops:x:7:\n" }))).toMatchObject({
        state: "missing",
        note: "The commit lacks ansible, LANG, /var/lib/app.",
    });
});

test("a build step and the file that it brings leave the same", () => {
    const files = new Map([
        [
            "execution-environment.yml",
            "version: 3\nadditional_build_files: [{src: a.conf, dest: x}]\nadditional_build_steps:\n  append_final:\n    - COPY _build/x/a.conf /etc/a.conf\n    - RUN ./setup.sh\n",
        ],
        ["a.conf", "text"],
    ]);
    const effects = effectsOf(files, checkDefinition(files).definition ?? {});
    const step = (text: string) => effects({ kind: "build-step", name: "append_final", text });
    expect(step("COPY _build/x/a.conf /etc/a.conf")).toMatchObject([{ kind: "file", path: "/etc/a.conf" }]);
    expect(effects({ kind: "file", name: "a.conf", text: "a.conf -> x" })).toMatchObject([{ path: "/etc/a.conf" }]);
    expect(step("RUN ./setup.sh")).toBe(null);
    expect(effects({ kind: "system", name: "a.conf", text: "a.conf" })).toBe(null);
});

test("what a step installs is held against the version that it asks for, and what cannot be told is said", () => {
    const collection = (name: string, version: string) => ({ name, version, size: 1, directory: `/c/${name}` });
    const there = { ...held([]), collections: [collection("acme.tools", "1.5.0")] };
    const find = (name: string, wanted = "", given: Held = there) =>
        findEffects([{ kind: "galaxy", entry: { kind: "collection", name, wanted, source: null, type: null } }], given);
    expect(find("acme.tools", ">=1.4")).toEqual({ state: "present", found: "acme.tools 1.5.0", note: null });
    expect(find("acme.tools", "2.0.0")).toEqual({ state: "wrong-version", found: "acme.tools 1.5.0", note: null });
    expect(find("acme.other")).toMatchObject({ state: "missing" });
    expect(find("git+https://git.example/acme.tools.git")).toMatchObject({ found: "acme.tools 1.5.0", note: null });
    const address = "git+https://git.example/x.git";
    expect(find(address)).toMatchObject({ found: address, note: expect.stringContaining("not known") });
    expect(find(address, "", held([]))).toMatchObject({ state: "missing" });

    const path = "/usr/share/ansible/roles/acme.web";
    const role: Effect = {
        ...{ kind: "galaxy", entry: { kind: "role", name: "acme.web", wanted: "2.0", source: null, type: null } },
    };
    const texts = { [`${path}/meta/.galaxy_install_info`]: "version: 1.0\n" };
    expect(findEffects([role], held([entry(path, "directory")], texts))).toMatchObject({ state: "wrong-version" });
});
