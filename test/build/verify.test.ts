import { expect, test } from "vitest";

import type { PlannedRequirement } from "../../src/build/plan.ts";
import { readTold } from "../../src/build/told.ts";
import { addUnplanned, verifyRequirements } from "../../src/build/verify.ts";
import type { Held } from "../../src/build/verify-steps.ts";
import type { Requirement, RequirementKind } from "../../src/ee/requirement.ts";

const asked = (
    kind: RequirementKind,
    name: string,
    wanted = "",
    more: Partial<PlannedRequirement> = {},
): PlannedRequirement => ({
    ...{ kind, name, wanted, text: `${name}${wanted}`, askedBy: ["line 1"] },
    ...{ carrier: "blueprint", fidelity: "exact", satisfiedBy: null, note: null },
    ...more,
});
const rpm = (name: string, version: string, epoch: string | null = null) => ({
    ...{ name, epoch, version, release: "1", arch: "noarch", size: 1 },
    ...{ licence: "MIT", requiredBy: [] },
});
const entry = (path: string, type: "file" | "directory" = "file") => ({
    ...{ name: path, path, type, mode: 0o644, uid: 0, gid: 0 },
    ...{ size: 1, target: null, checksum: "" },
});
const collection = (name: string, version: string | null) => ({ name, version, size: 1, directory: `/c/${name}` });
const site = "/usr/lib/python3.12/site-packages";
const held = (given: Partial<Held>): Held => ({
    ...{ packages: [], providers: new Map(), collections: [], python: [], entries: new Map(), texts: new Map() },
    ...given,
});
const verify = (one: PlannedRequirement, given: Partial<Held>) => {
    const [answer] = verifyRequirements([one], held(given));
    return [answer?.state, answer?.found];
};

test("a system requirement is an RPM of that name, what an RPM provides, or a file", () => {
    const packages = [rpm("git-core", "2.39"), rpm("openssh-clients", "9.2")];
    const providers = new Map([["ssh-client", "openssh-clients"]]);
    const entries = new Map([["/usr/bin/git", entry("/usr/bin/git")]]);
    const given = { packages, providers, entries };
    expect(verify(asked("system", "git-core"), given)).toEqual(["present", "git-core-2.39-1"]);
    expect(verify(asked("system", "ssh-client"), given)).toEqual(["present", "openssh-clients-9.2-1"]);
    expect(verify(asked("system", "/bin/git"), given)).toEqual(["present", "/usr/bin/git"]);
    expect(verify(asked("system", "rsync"), given)).toEqual(["missing", null]);
    expect(verify(asked("system", "/usr/bin/rsync"), given)).toEqual(["missing", null]);
});

test.each([
    [">=2.39", "present"],
    [">=2.40", "wrong-version"],
    [">=2.38,<2.39", "wrong-version"],
    ["==2.39-1", "present"],
    ["==1:2.39", "present"],
    ["==2:2.39", "wrong-version"],
    ["!=2.39", "wrong-version"],
])("an RPM 1:2.39-1, of which %s is wanted, is %s", (wanted, state) => {
    expect(verify(asked("system", "git", wanted), { packages: [rpm("git", "2.39", "1")] })[0]).toBe(state);
});

test("a Python requirement is held against the metadata beside the code, whatever its name's spelling", () => {
    const python = [{ name: "ruamel-yaml", version: "0.18.5", directory: site }];
    expect(verify(asked("python", "ruamel.yaml", ">=0.18"), { python })).toEqual(["present", "ruamel-yaml 0.18.5"]);
    expect(verify(asked("python", "ruamel.yaml", ">=0.19"), { python })).toEqual([
        "wrong-version",
        "ruamel-yaml 0.18.5",
    ]);
    expect(verify(asked("python", "ruamel.yaml.clib"), { python })).toEqual(["missing", null]);
});

test("a wheel's address is held against the version in its file name", () => {
    const python = [{ name: "ttp", version: "1.0", directory: site }];
    const at = (address: string) => verify(asked("python", "ttp", "", { text: `ttp @ ${address}` }), { python })[0];
    expect(at("https://example.com/ttp-1.0-py3-none-any.whl#sha256=ab")).toBe("present");
    expect(at("https://example.com/ttp-2.0-py3-none-any.whl")).toBe("wrong-version");
    expect(at("git+https://example.com/ttp@v2.0")).toBe("present");
});

test("what lies in another Python than Ansible's is missing, and says so", () => {
    const python = [
        { name: "ansible-core", version: "2.16.1", directory: site },
        { name: "requests", version: "2.31", directory: "/usr/lib/python3.9/site-packages" },
        { name: "netaddr", version: "1.0", directory: "/usr/lib/ee/sample/site-packages" },
    ];
    expect(verifyRequirements([asked("python", "requests")], held({ python }))).toMatchObject([
        { state: "missing", note: "python3.9 has it, and Ansible runs on another Python." },
    ]);
    expect(verify(asked("python", "netaddr"), { python })).toEqual(["present", "netaddr 1.0"]);
});

test("an RPM without metadata is told by what it provides", () => {
    const given = {
        packages: [rpm("python3-requests", "2.28.1"), rpm("ansible-core", "2.14")],
        providers: new Map([["python3dist(requests)", "python3-requests"]]),
    };
    expect(verify(asked("python", "requests", ">=2"), given)).toEqual(["present", "python3-requests-2.28.1-1"]);
    expect(verify(asked("python", "requests", ">=3"), given)[0]).toBe("wrong-version");
    expect(verify(asked("ansible-core", "ansible-core", ">=2.14,<2.17"), given)[0]).toBe("present");
    expect(verify(asked("ansible-runner", "ansible-runner"), given)[0]).toBe("missing");
});

test.each(["", "1.0~rc1", "latest", "\u202e1"])(
    "a version %j that Python does not know is said not to tell",
    version => {
        const python = [{ name: "six", version, directory: site }];
        const [answer] = verifyRequirements([asked("python", "six", ">=1")], held({ python }));
        expect(answer).toMatchObject({
            state: "present",
            note: "Its files do not tell whether the version is right.",
        });
    },
);

test("a collection is told by its manifest, and another version than was planned is noted", () => {
    const collections = [collection("a.b", "1.5.0"), collection("c.d", null)];
    expect(verify(asked("collection", "a.b", ">=1.4"), { collections })).toEqual(["present", "a.b 1.5.0"]);
    expect(verify(asked("collection", "a.b", ">=2"), { collections })).toEqual(["wrong-version", "a.b 1.5.0"]);
    expect(verify(asked("collection", "e.f"), { collections })).toEqual(["missing", null]);
    const planned = asked("collection", "a.b", "", { satisfiedBy: "1.4.0" });
    expect(verifyRequirements([planned], held({ collections }))[0]?.note).toBe("1.4.0 was planned.");
    const [untold] = verifyRequirements([asked("collection", "c.d", ">=1")], held({ collections }));
    expect(untold).toMatchObject({ state: "present", note: "Whether it is >=1 cannot be told from its files." });
});

test.each([
    ["https://git.example.com/acme.utils.git", "acme.utils 1.0.0"],
    ["git@example.com:x/acme-utils,main", "acme.utils 1.0.0"],
    ["files/acme-utils-1.0.0.tar.gz", "acme.utils 1.0.0"],
    ["https://git.example.com/somewhere#/sub", "b.other 2.0.0"],
])("the collection at %s is %s", (address, found) => {
    const collections = [
        collection("a.named", "1.0.0"),
        collection("acme.utils", "1.0.0"),
        collection("b.other", "2.0.0"),
    ];
    const all = [asked("collection", "a.named"), asked("collection", "acme.utils"), asked("collection", address)];
    const rest = found.startsWith("acme") ? all.filter(({ name }) => name !== "acme.utils") : all;
    expect(verifyRequirements(rest, held({ collections })).at(-1)).toMatchObject({ state: "present", found });
});

test("a role is a directory where Ansible looks for roles, of the version that ansible-galaxy left there", () => {
    const path = "/usr/share/ansible/roles/geerlingguy.docker";
    const entries = new Map([[path, entry(path, "directory")]]);
    const texts = new Map([[`${path}/meta/.galaxy_install_info`, "install_date: x\nversion: 7.1.0\n"]]);
    const role = (wanted: string, given: Partial<Held>) => verify(asked("role", "geerlingguy.docker", wanted), given);
    expect(role("", { entries })).toEqual(["present", path]);
    expect(role("7.1.0", { entries, texts })).toEqual(["present", `${path} 7.1.0`]);
    expect(role("7.2.0", { entries, texts })).toEqual(["wrong-version", `${path} 7.1.0`]);
    expect(verify(asked("role", "https://example.com/x/geerlingguy.docker.git"), { entries })[0]).toBe("present");
    expect(verify(asked("role", "geerlingguy.java"), { entries })).toEqual(["missing", null]);
});

test("what is not needed and what was acknowledged stay what they are, with their reason", () => {
    const rows = (["not-needed", "acknowledged"] as const).map(fidelity =>
        asked("build-step", "append_final", "", { carrier: null, fidelity, note: "why" }),
    );
    expect(verifyRequirements(rows, held({}))).toMatchObject([
        { state: "not-needed", found: null, note: "why" },
        { state: "acknowledged", found: null, note: "why" },
    ]);
});

test("what a definition asks for and its plan does not have is looked for too", () => {
    const requirement = (kind: RequirementKind, name: string): Requirement => ({
        ...{ kind, name, wanted: "", text: name, askedBy: ["line 2"] },
    });
    const rows = addUnplanned(
        [asked("system", "rsync"), asked("build-step", "append_final", "", { text: "RUN true" })],
        [
            requirement("system", "rsync"),
            requirement("system", "git"),
            { ...requirement("build-step", "append_final"), text: "RUN false" },
        ],
    );
    expect(rows.map(({ text }) => text)).toEqual(["rsync", "RUN true", "git", "RUN false"]);
    expect(verifyRequirements(rows, held({ packages: [rpm("rsync", "3.2")] })).map(({ state }) => state)).toEqual([
        "present",
        "missing",
        "missing",
        "missing",
    ]);
});

test.each(["", "[]", "{", `{"distro":"rhel-9","requirements":[{"kind":"nothing"}]}`, `{"distro":1,"requirements":[]}`])(
    "a plan that reads %j is none, and the files beside it still count",
    text => {
        const told = readTold(
            new Map([
                ["/usr/share/ee/b/plan.json", text],
                ["/usr/share/ee/b/definition/deps/requirements.yml", "collections: []"],
                ["/usr/share/ee/a/definition/execution-environment.yml", "version: 3"],
            ]),
        );
        expect(told).toEqual([
            { name: "a", files: new Map([["execution-environment.yml", "version: 3"]]), plan: null },
            { name: "b", files: new Map([["deps/requirements.yml", "collections: []"]]), plan: null },
        ]);
    },
);
