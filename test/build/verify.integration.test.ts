import { afterAll, beforeAll, expect, test } from "vitest";

import { verifyCommit } from "../../src/build/verifying.ts";
import { nodeHost } from "../../src/host/node.ts";
import { type Files, makeTestRepo, rpmFiles, type TestRepo } from "../support/ostree-repo.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";

const collections = "/usr/share/ansible/collections/ansible_collections";
const manifest = (name: string, version: string, dependencies: Record<string, string> = {}) =>
    JSON.stringify({ collection_info: { namespace: "acme", name, version, dependencies } });
const definition = `version: 3
dependencies:
  galaxy:
    collections:
      - name: acme.utils
        version: ">=1.0.0"
  python:
    - six>=1.16
  system:
    - rsync
    - alpha-tool
`;
/** A commit's files: two collections, one of them needed by the other, which needs an RPM and a distribution more. */
const tree: Files = {
    [`${collections}/acme/utils/MANIFEST.json`]: manifest("utils", "1.2.0", { "acme.base": ">=2.0.0" }),
    [`${collections}/acme/utils/meta/execution-environment.yml`]:
        "dependencies:\n  python: deps/python.txt\n  system: bindep.txt\n",
    [`${collections}/acme/utils/deps/python.txt`]: "netaddr\n",
    [`${collections}/acme/utils/bindep.txt`]: "sshpass [platform:rpm]\n",
    [`${collections}/acme/base/MANIFEST.json`]: manifest("base", "1.0.0"),
    "/usr/lib/python3.9/site-packages/six-1.16.0.dist-info/METADATA": "",
    "/usr/share/ee/sample/definition/execution-environment.yml": definition,
};

let made: TestRepo;
let tiny: TinyRepository;
let rpms: Map<string, string>;
const rpm = (name: string) => rpms.get(name) ?? "";

beforeAll(async () => {
    made = makeTestRepo();
    tiny = await makeRepo({
        packages: [
            { name: "rsync", version: "3.2" },
            { name: "sshpass" },
            { name: "alpha", provides: ["alpha-tool = 2"] },
        ],
    });
    rpms = rpmFiles(tiny.directory);
});
afterAll(async () => {
    await tiny.remove();
    made.remove();
});

const verify = (checksum: string, given: Parameters<typeof verifyCommit>[3] = null) =>
    verifyCommit(nodeHost({ state: made.directory }), made.path, checksum, given);
const planned = (kind: string, name: string, fidelity = "exact") => ({
    ...{ kind, name, wanted: "", text: name, askedBy: ["acme.utils 1.2.0"] },
    ...{ carrier: "blueprint", fidelity, satisfiedBy: null, note: null },
});
const plan = (...requirements: object[]) => ({
    "/usr/share/ee/sample/plan.json": JSON.stringify({ distro: "rhel-9.4", requirements }),
});

test("a commit is held against the plan and the definition that it tells of, and an RPM left out is named missing", async () => {
    const told = {
        ...tree,
        ...plan(planned("system", "sshpass"), planned("build-step", "append_final", "acknowledged")),
    };
    const whole = made.commit(told, { rpms: [rpm("rsync"), rpm("sshpass"), rpm("alpha")] });
    expect(await verify(whole)).toMatchObject([
        {
            definition: "sample",
            requirements: [
                { text: "sshpass", state: "present", found: "sshpass-1.0-1", askedBy: ["acme.utils 1.2.0"] },
                { kind: "build-step", state: "acknowledged" },
                { text: "acme.utils >=1.0.0", state: "present", found: "acme.utils 1.2.0", askedBy: ["line 5"] },
                { text: "six>=1.16", state: "present", found: "six 1.16.0" },
                { text: "rsync", state: "present", found: "rsync-3.2-1" },
                { text: "alpha-tool", state: "present", found: "alpha-1.0-1", note: "It provides alpha-tool." },
            ],
        },
    ]);
    const less = made.commit(told, { rpms: [rpm("rsync"), rpm("alpha")] });
    const [{ requirements } = { requirements: [] }] = await verify(less);
    expect(requirements.filter(({ state }) => state !== "present" && state !== "acknowledged")).toEqual([
        expect.objectContaining({ text: "sshpass", state: "missing", found: null }),
    ]);
});

test("a definition at hand is held against a commit with what the collections in it ask for", async () => {
    const checksum = made.commit(tree, { rpms: [rpm("rsync")] });
    const files = new Map([["execution-environment.yml", definition.replace("    - alpha-tool\n", "")]]);
    const [{ requirements } = { requirements: [] }] = await verify(checksum, {
        name: "mine",
        files,
        distro: "rhel-9.4",
    });
    expect(requirements.map(({ text, state, askedBy }) => [text, state, askedBy.join()])).toEqual([
        ["acme.utils >=1.0.0", "present", "line 5"],
        ["six>=1.16", "present", "line 8"],
        ["rsync", "present", "line 10"],
        ["acme.base >=2.0.0", "wrong-version", "acme.utils 1.2.0"],
        ["netaddr", "missing", "acme.utils 1.2.0"],
        ["sshpass [platform:rpm]", "missing", "acme.utils 1.2.0"],
    ]);

    const step = "RUN ansible-galaxy collection install acme.utils:2.0.0";
    const installing = new Map([
        ["execution-environment.yml", `version: 3\nadditional_build_steps: {append_final: ["${step}"]}\n`],
    ]);
    const [byStep] = await verify(checksum, { name: "mine", files: installing, distro: "rhel-9.4" });
    expect(byStep?.requirements.map(({ text, state }) => [text, state])).toEqual([
        [step, "wrong-version"],
        ["acme.base >=2.0.0", "wrong-version"],
        ["netaddr", "missing"],
        ["sshpass [platform:rpm]", "missing"],
    ]);
});

test("what the definition at hand acknowledges may lack", async () => {
    const checksum = made.commit(tree, { rpms: [rpm("rsync"), rpm("alpha")] });
    const acknowledged = [{ kind: "system", text: "sshpass", reason: "Keys only", by: "ann", on: "2026-11-26" }];
    const files = new Map([
        ["execution-environment.yml", "version: 3\ndependencies:\n  system: [rsync, sshpass, vim]\n"],
        ["cockpit-ee.json", JSON.stringify({ acknowledged })],
    ]);
    const [{ requirements } = { requirements: [] }] = await verify(checksum, { name: "x", files, distro: "rhel-9.4" });
    expect(requirements.map(({ text, state, note }) => [text, state, note])).toEqual([
        ["rsync", "present", null],
        ["sshpass", "acknowledged", "Keys only"],
        ["vim", "missing", null],
    ]);
});

test("each definition that a commit was made from is verified, and a commit that tells of none has none", async () => {
    const other = { "/usr/share/ee/other/plan.json": JSON.stringify({ distro: "rhel-9.4", requirements: [] }) };
    const both = made.commit({ ...tree, ...plan(), ...other }, { rpms: [rpm("alpha")] });
    expect((await verify(both)).map(each => each.definition)).toEqual(["other", "sample"]);
    expect(await verify(made.commit({ "/usr/share/doc/readme": "" }))).toEqual([]);
});
