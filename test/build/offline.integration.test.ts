import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { planWhole } from "../../src/build/planning.ts";
import { nodeHost } from "../../src/host/node.ts";
import type { Composer } from "../../src/osbuild/composer.ts";
import { weldrComposer } from "../../src/osbuild/weldr.ts";
import { type GalaxyServer, startGalaxyServer } from "../support/galaxy-server.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { packCollection } from "../support/tiny-collections.ts";
import { commitRole, packRole } from "../support/tiny-roles.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";

const directory = mkdtempSync(join(tmpdir(), "offline-"));
const state = join(directory, "state");
const served = join(directory, "served");
const host = nodeHost({ state });
let repository: TinyRepository;
let server: RunningComposer;
let composer: Composer;
let galaxy: GalaxyServer;
/** Accepts, and never answers. */
let silent: Server;
/** Asked of that one while the other tests run: it takes a while to be given up. */
let unanswered: ReturnType<typeof plan>;

beforeAll(async () => {
    const own = `${state}/artefacts`;
    for (const version of ["1.0.0", "1.4.0", "2.0.0-rc.1", "10.0.0"])
        packCollection(own, { name: "acme.tools", version, dependencies: { "acme.base": ">=1.0.0,<2.0.0" } });
    for (const version of ["1.2.0", "2.0.0"]) packCollection(own, { name: "acme.base", version });
    packCollection(own, { name: "acme.half", dependencies: { "acme.online": "*" } });
    packRole(`${own}/acme.web-1.0.0.tar.gz`, { dependencies: ["acme.deep"] });
    packRole(`${own}/acme.deep-2.0.0.tar.gz`, {});
    writeFileSync(`${own}/acme-broken-1.0.0.tar.gz`, "not an archive");
    commitRole(`${own}/tool`, { "1.0": { files: { "files/a": "1" } }, "2.0": {} });
    packCollection(served, { name: "acme.online" });
    packCollection(served, { name: "acme.loop", dependencies: { "acme.pool": "*" } });
    packCollection(served, { name: "acme.pool", dependencies: { "acme.loop": "*" } });
    packCollection(served, { name: "acme.clash", dependencies: { "acme.online": ">=3" } });
    packCollection(served, { name: "acme.links", links: { "files/out": "../../../../secret" } });
    packCollection(served, { name: "acme.dots", files: { file: "x" }, names: { file: "../file" } });
    packCollection(served, { name: "acme.changed" });
    galaxy = await startGalaxyServer({ directory: served });
    repository = await makeRepo({ packages: [{ name: "rsync", version: "3.2" }] });
    server = await startComposer({ repos: { tiny: repository.url } });
    composer = weldrComposer(host, server.socket);
    mkdirSync(`${state}/cache`);
    silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await once(silent, "listening");
    unanswered = plan("collections: [acme.far]\n", `http://127.0.0.1:${(silent.address() as AddressInfo).port}/api/`);
    // It is waited for in its test.
    unanswered.catch(() => undefined);
});
afterAll(async () => {
    await server.stop();
    await repository.remove();
    await galaxy.stop();
    silent.close();
    rmSync(directory, { recursive: true });
});

/** @param address Where the only Galaxy server is said to be. */
const plan = async (requirements: string, address = galaxy.url, more: readonly [string, string][] = []) => {
    const config = `[galaxy]\nserver_list = test\n[galaxy_server.test]\nurl = ${address}\n`;
    const files = new Map([
        ["execution-environment.yml", "version: 3\ndependencies: {galaxy: requirements.yml}\n"],
        ["requirements.yml", requirements],
        ["ansible.cfg", config],
        ...more,
    ]);
    const { plan: planned, content } = await planWhole(host, composer, state, {
        ...{ name: "sample", files, distro: "centos-9" },
    });
    return { requirements: planned.requirements, lock: JSON.parse(content?.about.get("lock.json") ?? "null") };
};

/** Nobody listens there. */
const nobody = "http://127.0.0.1:9/api/";

test("what the machine has itself needs no server: the newest that fits, with what it depends on", async () => {
    const { requirements, lock } = await plan(
        "collections: [{name: acme.tools, version: '<5'}]\nroles: [acme.web]\n",
        nobody,
    );
    expect(requirements).toMatchObject([
        { kind: "collection", name: "acme.tools", fidelity: "exact", satisfiedBy: "1.4.0" },
        { kind: "role", name: "acme.web", fidelity: "exact", satisfiedBy: "1.0.0" },
        { kind: "collection", name: "acme.base", satisfiedBy: "1.2.0" },
        { kind: "role", name: "acme.deep", askedBy: ["acme.web"], satisfiedBy: "2.0.0" },
    ]);
    expect(lock.collections).toMatchObject([
        {
            name: "acme.base",
            sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
            source: "artefacts/acme-base-1.2.0.tar.gz",
        },
        { name: "acme.tools", source: "artefacts/acme-tools-1.4.0.tar.gz" },
    ]);
    expect(
        (await plan("collections: [{name: acme.tools, version: 2.0.0-rc.1}]\n", nobody)).requirements[0],
    ).toMatchObject({
        satisfiedBy: "2.0.0-rc.1",
    });
    expect((await plan("collections: [acme.tools]\n", nobody)).requirements[0]).toMatchObject({
        satisfiedBy: "10.0.0",
    });
});

test("what the machine has in part is completed by a server, and each artefact is locked with where it came from", async () => {
    const { lock } = await plan("collections: [acme.half]\n");
    expect(lock.collections).toMatchObject([
        { name: "acme.half", source: "artefacts/acme-half-1.0.0.tar.gz" },
        {
            name: "acme.online",
            sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
            source: `${galaxy.url.replace("/api/", "")}/download/acme-online-1.0.0.tar.gz`,
        },
    ]);
});

test("a file is taken from the machine's artefacts, and a directory from beside the definition", async () => {
    const galaxyYml = "namespace: acme\nname: own\nversion: 0.1.0\nreadme: README.md\nauthors: [acme]\n";
    const { requirements } = await plan(
        "collections:\n- {name: ./collections/acme-base-2.0.0.tar.gz, type: file}\n- {name: own, type: dir}\n",
        nobody,
        [
            ["own/galaxy.yml", galaxyYml],
            ["own/README.md", "own\n"],
        ],
    );
    expect(requirements.map(({ name, fidelity, satisfiedBy }) => [name, fidelity, satisfiedBy])).toEqual([
        ["./collections/acme-base-2.0.0.tar.gz", "exact", null],
        ["own", "exact", null],
        ["acme.base", "exact", "2.0.0"],
        ["acme.own", "exact", "0.1.0"],
    ]);
    const missing = await plan("collections: [{name: other-file-1.0.0.tar.gz, type: file}]\n");
    expect(missing.requirements[0]).toMatchObject({
        fidelity: "missing",
        note: `other-file-1.0.0.tar.gz is a file. Put it into ${state}/artefacts.`,
    });
});

test("a repository among the machine's artefacts is cloned, and no other path of the machine", async () => {
    const { requirements } = await plan(
        `roles: [{src: "git+file://${state}/artefacts/tool", version: "1.0"}, {src: "file://${state}/definitions/x", scm: git}]\n`,
        nobody,
    );
    expect(requirements).toMatchObject([
        {
            name: expect.stringContaining("definitions"),
            fidelity: "missing",
            note: expect.stringContaining("none of them"),
        },
        { fidelity: "exact", satisfiedBy: "1.0" },
    ]);
});

test("what names a program to git runs none, and what looks like shell or a macro is a name", async () => {
    const mark = join(directory, "mark");
    const { requirements } = await plan(
        [
            "collections:",
            `- {name: "--upload-pack=touch ${mark}", type: git}`,
            `- {name: "git+ext::sh -c touch% ${mark}", type: git}`,
            "roles:",
            `- {src: "--upload-pack=touch ${mark}", scm: git, name: a}`,
            `- {src: "https://x.example/a", scm: git, name: b, version: "--exec=touch ${mark}"}`,
            `- {src: "ext::sh -c touch% ${mark}", scm: git, name: c}`,
            `- {src: acme.web, name: "%(touch ${mark})"}`,
            `- {src: acme.web, name: "$(touch ${mark})"}`,
            `- {src: acme.web, name: "a\\nb"}`,
            "",
        ].join("\n"),
        nobody,
    );
    expect(requirements.length).toBe(8);
    for (const { fidelity, note } of requirements)
        expect([fidelity, note]).toEqual([
            expect.stringMatching(/^(?:missing|left-over)$/),
            expect.stringMatching(/\w/),
        ]);
    expect(existsSync(mark)).toBe(false);
});

test.each([
    ["acme.broken", /acme-broken-1\.0\.0\.tar\.gz is not an artefact of a collection/],
    ["{name: acme.online, version: '>=7'}", /No server has such a version\. .*acme\.online:>=7 \(direct request\)/],
    ["acme.clash", /No server has such a version\. .*acme\.online:>=3 \(dependency of acme\.clash:1\.0\.0\)/],
    ["acme.nothing", /acme\.nothing:\* \(direct request\)/],
    ["acme.links", /leads out of it\. .*acme\.links:1\.0\.0/],
    ["acme.dots", /leads out of it\. .*acme\.dots:1\.0\.0/],
])("%s is named with who asks and what is the matter", async (entry, words) => {
    const { requirements } = await plan(`collections:\n- ${entry}\n`);
    expect(requirements).toMatchObject([
        { fidelity: "missing", askedBy: ["requirements.yml, line 2"], note: expect.stringMatching(words) },
    ]);
});

test("collections that depend on each other are fetched once", async () => {
    const { requirements } = await plan("collections: [acme.loop]\n");
    expect(requirements.map(({ name, satisfiedBy }) => [name, satisfiedBy])).toEqual([
        ["acme.loop", "1.0.0"],
        ["acme.pool", "1.0.0"],
    ]);
});

test("an artefact that is another than the server says is refused, and nothing of it is kept", async () => {
    const file = join(served, "acme-changed-1.0.0.tar.gz");
    const bytes = readFileSync(file);
    const lying = await startGalaxyServer({ directory: served, tampered: "acme-changed-1.0.0.tar.gz" });
    const { requirements } = await plan("collections: [acme.changed]\n", lying.url);
    await lying.stop();
    expect(requirements[0]).toMatchObject({
        fidelity: "missing",
        note: expect.stringMatching(/is not what the server or the artefact says it is.*acme\.changed/),
    });
    expect(readFileSync(file).equals(bytes)).toBe(true);
});

test("a server that nobody runs, and one that has no name, are told with the way out", async () => {
    const dead = await plan("collections: [acme.far]\nroles: [acme.far]\n", nobody);
    for (const { note } of dead.requirements)
        expect(note).toMatch(
            /does not answer\. What lies in the directory artefacts of the machine's state needs no server\./,
        );
    const nameless = await plan("collections: [acme.far]\n", "http://galaxy.invalid/api/");
    expect(nameless.requirements[0]?.note).toMatch(
        /cannot be found from this machine\. What lies in the directory artefacts/,
    );
});

test("a server that accepts and never answers is given up in bounded time", async () => {
    expect((await unanswered).requirements[0]).toMatchObject({
        ...{ fidelity: "missing", note: expect.stringContaining("does not answer.") },
    });
});
