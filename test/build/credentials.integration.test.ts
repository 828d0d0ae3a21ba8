import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { readAuthorFiles, releaseFiles } from "../../src/build/author-files.ts";
import { planDefinition } from "../../src/build/planning.ts";
import { carryOn } from "../../src/build/run.ts";
import { startBuild } from "../../src/build/start.ts";
import type { Host } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node.ts";
import type { Composer } from "../../src/osbuild/composer.ts";
import { weldrComposer } from "../../src/osbuild/weldr.ts";
import { type GalaxyServer, startGalaxyServer } from "../support/galaxy-server.ts";
import { type GuardedServer, guardDirectory } from "../support/guarded-server.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { packCollection } from "../support/tiny-collections.ts";
import { commitRole, packRole } from "../support/tiny-roles.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";

const SECRETS = {
    config: "tok-config-8f2a91c7",
    environment: "tok-env-5b1e77d0",
    git: "pw-git-c40d9a12",
    archive: "pw-tar-77ae10f3",
    user: "tok-user-1d2c3b4a",
};

const directory = mkdtempSync(join(tmpdir(), "credentials-"));
const state = join(directory, "state");
const served = join(directory, "served");
const argumentsSeen: string[] = [];
/** Every argument that a program is started with is there for all of the machine to see. */
const real = nodeHost({ state });
const host: Host = {
    ...real,
    run: (argv, options) => {
        argumentsSeen.push(...argv);
        return real.run(argv, options);
    },
};
let repository: TinyRepository;
let server: RunningComposer;
let composer: Composer;
let [first, second]: (GalaxyServer | null)[] = [null, null];
let guarded: GuardedServer;

beforeAll(async () => {
    for (const each of ["state", "first", "second"]) mkdirSync(join(directory, each), { recursive: true });
    packCollection(join(directory, "first"), { name: "acme.first" });
    packCollection(join(directory, "second"), { name: "acme.second" });
    commitRole(`${served}/git/tool`, { "1.0": {} });
    commitRole(`${served}/user/other`, { "1.0": {} });
    packRole(`${served}/tar/packed.tar.gz`, {});
    first = await startGalaxyServer({
        directory: join(directory, "first"),
        authorization: `Token ${SECRETS.config}`,
    });
    second = await startGalaxyServer({
        directory: join(directory, "second"),
        authorization: `Token ${SECRETS.environment}`,
    });
    guarded = await guardDirectory(served, {
        "/git/": `me:${SECRETS.git}`,
        "/tar/": `me:${SECRETS.archive}`,
        "/user/": `${SECRETS.user}:`,
    });
    repository = await makeRepo({
        packages: [{ name: "filesystem", files: { "/usr/bin/": "", "/usr/lib/": "", "/etc/": "", "/var/": "" } }],
    });
    server = await startComposer({ repos: { tiny: repository.url } });
    composer = weldrComposer(host, server.socket);
});
afterAll(async () => {
    await server.stop();
    await repository.remove();
    await first?.stop();
    await second?.stop();
    await guarded.close();
    rmSync(directory, { recursive: true });
});

const definition = () => ({
    name: "guarded",
    files: new Map([
        [
            "execution-environment.yml",
            `version: 3\ndependencies: {galaxy: requirements.yml}\nadditional_build_files:\n  - {src: hub/ansible.cfg, dest: configs}\nadditional_build_steps:\n  prepend_galaxy:\n    - COPY _build/configs/ansible.cfg /etc/ansible/ansible.cfg\n    - ARG HUB_TOKEN=${SECRETS.environment}\n    - ENV ANSIBLE_GALAXY_SERVER_SECOND_HUB_TOKEN=$HUB_TOKEN\n`,
        ],
        [
            "requirements.yml",
            [
                "collections: [acme.first, acme.second]",
                "roles:",
                `  - {src: "git+http://me:${SECRETS.git}@${guarded.host}/git/tool/.git", name: tool, version: "1.0"}`,
                `  - {src: "http://${SECRETS.user}@${guarded.host}/user/other/.git", scm: git, name: other}`,
                `  - {src: "http://me:${SECRETS.archive}@${guarded.host}/tar/packed.tar.gz", name: packed}`,
                "",
            ].join("\n"),
        ],
        [
            "hub/ansible.cfg",
            `[galaxy]\nserver_list = first_hub, second_hub\n[galaxy_server.first_hub]\nurl = ${first?.url}\ntoken = ${SECRETS.config}\n[galaxy_server.second_hub]\nurl = ${second?.url}\n`,
        ],
    ]),
});

/** Whatever holds one of the secrets below a directory, as it is or in base64. */
function findSecrets(where: string): string[] {
    const forms = Object.values(SECRETS).flatMap(secret => [
        secret,
        ...[0, 1, 2].map(shift =>
            Buffer.from(`${"x".repeat(shift)}${secret}`)
                .toString("base64")
                .slice(4, -4),
        ),
    ]);
    return readdirSync(where, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
        .filter(path => {
            const bytes = readFileSync(path);
            return forms.some(form => bytes.includes(form));
        });
}

const request = () => ({
    definition: definition(),
    ...{ distro: "centos-9", type: "edge-commit", ref: "ee/guarded" },
    ...{ top: { kind: "nothing" as const }, startedBy: "tester" },
});

test("the servers refuse whoever has not what the definition gives", async () => {
    const { files, ...rest } = definition();
    const without = new Map(
        [...files].map(([path, text]) => [path, text.replaceAll(/(?:tok|pw)-\w+-\w+/g, "wrong-one")]),
    );
    const { requirements } = await planDefinition(host, composer, state, {
        ...rest,
        files: without,
        distro: "centos-9",
    });
    for (const { kind, name, note } of requirements.filter(({ fidelity }) => fidelity === "missing"))
        expect([kind, name, note]).toEqual([kind, name, expect.stringContaining("The server refuses.")]);
    expect(requirements.filter(({ fidelity }) => fidelity === "missing").length).toBe(5);
});

test("plan and build fetch with what the definition gives, and keep nothing of it, nor what a closed page left, anywhere", async () => {
    const left = `${state}/cache/fetch/left`;
    mkdirSync(left, { recursive: true });
    writeFileSync(`${left}/ansible.cfg`, SECRETS.config);
    execFileSync("touch", ["--date=2 hours ago", left]);
    const planned = await planDefinition(host, composer, state, { ...definition(), distro: "centos-9" });
    expect(planned.leftOver).toEqual([]);
    expect(readdirSync(`${state}/cache/fetch`)).toEqual([]);
    rmSync(`${state}/cache`, { recursive: true });
    const { id } = await startBuild(host, state, request());
    expect(findSecrets(state)).toEqual([]);
    const record = await carryOn(host, composer, state, id);
    expect(record).toMatchObject({ state: "done", error: null });

    const rpm = execFileSync("find", [`${state}/content`, "-name", "*.rpm"], { encoding: "utf8" }).trim();
    const header = execFileSync("rpm", ["--query", "--package", "--xml", rpm], { encoding: "utf8" });
    const commit = join(directory, "commit");
    execFileSync("ostree", [`--repo=${state}/repo`, "checkout", "-U", record?.checksum ?? "", commit]);
    // What the RPM holds lies in the commit as it is.
    for (const where of [state, commit]) expect([where, findSecrets(where)]).toEqual([where, []]);
    const roles = ["role", "list", `--roles-path=${commit}/usr/share/ansible/roles`];
    const options = { env: { ...process.env, HOME: directory }, encoding: "utf8", stdio: "pipe" } as const;
    const listed = execFileSync("ansible-galaxy", roles, options).split("\n").toSorted();
    expect(listed).toEqual(expect.arrayContaining(["- other, (unknown version)", "- tool, 1.0"]));
    const told = JSON.stringify([planned, record, argumentsSeen, header]);
    for (const secret of Object.values(SECRETS)) expect(told).not.toContain(secret);
});

test("who carries a build on reads the credentials where the author keeps them, unless that has changed", async () => {
    const { name, files } = definition();
    const record = await startBuild(host, state, request());
    const entries = ["execution-environment.yml", "requirements.yml", "hub/ansible.cfg"];
    const copy = new Map(
        entries.map(path => [path, readFileSync(`${state}/cache/builds/${record.id}/definition/${path}`, "utf8")]),
    );
    releaseFiles(record.id);
    expect(await readAuthorFiles(host, state, record, copy)).toBeNull();
    for (const [path, text] of files) {
        mkdirSync(join(state, "definitions", name, "hub"), { recursive: true });
        writeFileSync(join(state, "definitions", name, path), text);
    }
    expect(await readAuthorFiles(host, state, record, copy)).toEqual(files);
    writeFileSync(join(state, "definitions", name, "requirements.yml"), "roles: [acme.other]\n");
    expect(await readAuthorFiles(host, state, record, copy)).toBeNull();
});
