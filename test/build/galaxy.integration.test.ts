import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { planWhole } from "../../src/build/planning.ts";
import { nodeHost } from "../../src/host/node.ts";
import type { Composer } from "../../src/osbuild/composer.ts";
import { weldrComposer } from "../../src/osbuild/weldr.ts";
import { type GalaxyServer, startGalaxyServer } from "../support/galaxy-server.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { type StaticServer, serveDirectory } from "../support/static-server.ts";
import { packCollection } from "../support/tiny-collections.ts";
import { commitRole, packRole } from "../support/tiny-roles.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";

const state = mkdtempSync(join(tmpdir(), "galaxy-"));
const served = join(state, "served");
const host = nodeHost({ state });
let repository: TinyRepository;
let server: RunningComposer;
let composer: Composer;
let galaxy: GalaxyServer;
let files: StaticServer;

beforeAll(async () => {
    packCollection(served, { name: "acme.early", version: "1.0.0" });
    packCollection(served, { name: "acme.early", version: "2.0.0-beta.1" });
    packCollection(served, {
        name: "acme.lists",
        files: {
            "meta/execution-environment.yml": "version: 1\ndependencies: {python: requirements/base.in}\n",
            "requirements/base.in": "-r deep/more.in\nsix\n",
            "requirements/deep/more.in": "netaddr\n",
        },
    });
    packRole(`${served}/roles/acme.web-1.0.0.tar.gz`, { dependencies: ["acme.base"] });
    packRole(`${served}/roles/acme.base-2.0.0.tar.gz`, {});
    packRole(`${served}/roles/acme.bare-1.0.0.tar.gz`, { files: { "meta/main.yml": null } });
    commitRole(`${served}/tool`, { "1.0": {}, "2.0": {} });
    repository = await makeRepo({ packages: [{ name: "rsync", version: "3.2" }] });
    server = await startComposer({ repos: { tiny: repository.url } });
    composer = weldrComposer(host, server.socket);
    galaxy = await startGalaxyServer({ directory: served });
    files = await serveDirectory(served);
});
afterAll(async () => {
    await server.stop();
    await repository.remove();
    await galaxy.stop();
    await files.close();
    rmSync(state, { recursive: true });
});

const config = () => `[galaxy]\nserver_list = test\n[galaxy_server.test]\nurl = ${galaxy.url}\n`;

const plan = (requirements: string, more: readonly [string, string][] = [], rest = "") =>
    planWhole(host, composer, state, {
        name: "sample",
        files: new Map([
            ["execution-environment.yml", `version: 3\ndependencies: {galaxy: requirements.yml}\n${rest}`],
            ["requirements.yml", requirements],
            ["ansible.cfg", config()],
            ...more,
        ]),
        distro: "centos-9",
    });

test("roles are carried with the roles they depend on, each in its version", async () => {
    const { plan: planned, content } = await plan(
        `roles:\n- acme.web\n- src: git+${files.url}/tool/.git\n  name: tool\n  version: '1.0'\n`,
    );
    expect(planned.leftOver).toEqual([]);
    expect(planned.requirements).toMatchObject([
        { kind: "role", name: "acme.web", carrier: "content", fidelity: "exact", satisfiedBy: "1.0.0" },
        { kind: "role", name: "tool", carrier: "content", fidelity: "exact", satisfiedBy: "1.0" },
        { kind: "role", name: "acme.base", askedBy: ["acme.web"], carrier: "content", satisfiedBy: "2.0.0" },
    ]);
    expect(content?.trees.map(({ to }) => to)).toEqual([
        "/usr/share/ansible/roles/acme.base",
        "/usr/share/ansible/roles/acme.web",
        "/usr/share/ansible/roles/tool",
    ]);
    expect(JSON.parse(content?.about.get("lock.json") ?? "").roles).toMatchObject([
        { name: "acme.base", version: "2.0.0" },
        { name: "acme.web", version: "1.0.0" },
        { name: "tool", version: "1.0" },
    ]);
});

test("a role that cannot be had is named with who asks and what helps; the others are carried", async () => {
    const { plan: planned, content } = await plan(
        "roles:\n- acme.base\n- acme.bare\n- src: acme.base\n  name: ../../x\n",
    );
    expect(content).toBeNull();
    expect(planned.requirements).toMatchObject([
        {
            name: "acme.bare",
            fidelity: "missing",
            askedBy: ["requirements.yml, line 3"],
            note: expect.stringContaining("Add the file to the role."),
        },
        { name: "../../x", fidelity: "left-over", note: expect.stringContaining("is no name for a role's directory") },
        { name: "acme.base", fidelity: "exact", satisfiedBy: "2.0.0" },
    ]);
});

test("lists that a collection names itself are read, whatever they are called", async () => {
    const { plan: planned } = await plan("collections: [acme.lists]\n");
    const asked = planned.requirements
        .filter(({ kind }) => kind === "python")
        .map(({ name, askedBy }) => [name, askedBy]);
    expect(asked.toSorted()).toEqual([
        ["netaddr", ["acme.lists 1.0.0"]],
        ["six", ["acme.lists 1.0.0"]],
    ]);
});

test("options are passed on to ansible-galaxy, which then takes what it would not", async () => {
    const got = async (options: string) => {
        const rest = `build_arg_defaults: {ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: ${options}}\n`;
        const { plan: planned } = await plan("collections: [acme.early]\n", [], rest);
        return planned.requirements.map(({ satisfiedBy, fidelity }) => [satisfiedBy, fidelity]);
    };
    expect(await got("--pre")).toEqual([
        ["2.0.0-beta.1", "exact"],
        [null, "exact"],
    ]);
    expect(await got("-v")).toEqual([
        ["1.0.0", "exact"],
        [null, "not-needed"],
    ]);
});
