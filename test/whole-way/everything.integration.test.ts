/** All kinds of requirements in one commit, fetched with secrets that are found nowhere afterwards. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";

import { collectionArtefacts } from "../support/collections.ts";
import { runCommand } from "../support/command.ts";
import { type GalaxyServer, startGalaxyServer } from "../support/galaxy-server.ts";
import { type GuardedServer, guardDirectory } from "../support/guarded-server.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { type PackageIndex, startPackageIndex } from "../support/package-index.ts";
import { checkoutCommit, runFromCommit } from "../support/proof.ts";
import { type StaticServer, serveDirectory } from "../support/static-server.ts";
import { packCollection } from "../support/tiny-collections.ts";
import { commitRole } from "../support/tiny-roles.ts";
import { wrappedRepository } from "../support/wrapped-repository.ts";

const SECRETS = {
    config: "tok-config-8f2a91c7e5",
    environment: "tok-env-5b1e77d03c",
    git: "pw-git-c40d9a12b8",
    index: "pw-index-e3f5067d21",
};

/** With what they ask for: Python and system packages, each of them as RPMs. */
const REAL = ["ansible.posix", "community.crypto", "community.docker", "community.general", "kubernetes.core"];

const directory = mkdtempSync(join(tmpdir(), "everything-"));
const own = `${directory}/everything`;
const tree = `${directory}/tree`;
let composer: RunningComposer;
let servers: { real: GalaxyServer; tiny: GalaxyServer; git: GuardedServer; files: StaticServer; index: PackageIndex };
let environment: Record<string, string>;

beforeAll(async () => {
    packCollection(`${directory}/tiny`, { name: "acme.tools" });
    const tasks = "- ansible.builtin.copy: {content: from the role, dest: /tmp/role}\n";
    commitRole(`${directory}/git/greeting`, { "1.1": { files: { "tasks/main.yml": tasks } } });
    mkdirSync(`${directory}/files`);
    writeFileSync(`${directory}/files/hello`, "#!/bin/sh\necho hello from a download\n");
    servers = {
        real: await startGalaxyServer({
            directory: await collectionArtefacts(REAL),
            authorization: `Token ${SECRETS.config}`,
        }),
        tiny: await startGalaxyServer({
            directory: `${directory}/tiny`,
            authorization: `Token ${SECRETS.environment}`,
        }),
        git: await guardDirectory(`${directory}/git`, { "/": `me:${SECRETS.git}` }),
        files: await serveDirectory(`${directory}/files`),
        index: await startPackageIndex(
            [{ name: "acme-wheel", version: "1.2", files: { "acme_wheel.py": "answer = 42\n" } }],
            { password: SECRETS.index },
        ),
    };
    composer = await startComposer({ repos: { "debian-wrapped": await wrappedRepository() } });
    environment = { COCKPIT_EE_SOCKET: composer.socket, COCKPIT_EE_STATE: `${directory}/state` };
    writeDefinition();
});
afterAll(async () => {
    await composer.stop();
    for (const server of [servers.real, servers.tiny]) await server.stop();
    for (const server of [servers.git, servers.files, servers.index]) await server.close();
    rmSync(directory, { recursive: true, force: true });
});

function writeDefinition(): void {
    const { real, tiny, git, files, index } = servers;
    const sum = createHash("sha256")
        .update(readFileSync(`${directory}/files/hello`))
        .digest("hex");
    const texts = {
        "execution-environment.yml": `version: 3
dependencies:
  ansible_core: {package_pip: "ansible-core>=2.14"}
  galaxy: requirements.yml
  python: requirements.txt
  system: [git-core]
additional_build_files:
  - {src: motd, dest: files}
  - {src: ansible.cfg, dest: files}
additional_build_steps:
  prepend_galaxy:
    - COPY _build/files/ansible.cfg /etc/ansible/ansible.cfg
    - ENV ANSIBLE_GALAXY_SERVER_TINY_TOKEN=${SECRETS.environment}
  append_final:
    - COPY _build/files/motd /etc/motd.d/plants
    - >-
      RUN curl -fsSL ${files.url}/hello -o /usr/local/bin/hello
      && echo "${sum}  /usr/local/bin/hello" | sha256sum -c -
      && chmod 755 /usr/local/bin/hello
`,
        "requirements.yml": `collections:
${[...REAL, "acme.tools"].map(name => `  - ${name}\n`).join("")}roles:
  - {src: "git+http://me:${SECRETS.git}@${git.host}/greeting/.git", name: greeting, version: "1.1"}
`,
        "requirements.txt": `--extra-index-url ${index.secretUrl}\nacme-wheel>=1\nparamiko\n`,
        "ansible.cfg": `[galaxy]
server_list = real, tiny
[galaxy_server.real]
url = ${real.url}
token = ${SECRETS.config}
[galaxy_server.tiny]
url = ${tiny.url}
`,
        motd: "For the plants.\n",
    };
    mkdirSync(own);
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(own, name), text);
}

test("every kind of requirement is in the commit, and Ansible runs there with it", async () => {
    const built = await runCommand(["build", "--json", "--distro", "centos-9", own], environment);
    const { ref, checksum, state, error } = JSON.parse(built.stdout);
    expect({ state, error }, built.stderr).toEqual({ state: "done", error: null });
    await checkoutCommit(`${directory}/state/repo`, checksum, tree);

    const shown = JSON.parse((await runCommand(["show", "--json", ref], environment)).stdout);
    const names = (list: { name: string }[]) => list.map(({ name }) => name);
    expect(names(shown.collections)).toEqual(expect.arrayContaining([...REAL, "acme.tools"]));
    expect(shown.python).toContainEqual({ name: "acme-wheel", version: "1.2" });
    expect(names(shown.packages)).toEqual(
        expect.arrayContaining([
            "ansible-core",
            "git-core",
            "python3-docker",
            "python3-kubernetes",
            "openssl",
            "cryptsetup",
        ]),
    );
    expect(readFileSync(`${tree}/usr/etc/motd.d/plants`, "utf8")).toBe("For the plants.\n");
    expect(await runFromCommit(tree, ["/usr/bin/hello"])).toMatchObject({ stdout: "hello from a download\n" });

    const play = [
        ...["- hosts: localhost", "  gather_facts: false", "  roles: [greeting]", "  post_tasks:"],
        "    - community.general.ini_file: {path: /tmp/x.ini, section: a, option: b, value: c}",
        "    - command: python3 -c 'import acme_wheel, kubernetes, docker, paramiko; print(acme_wheel.answer)'",
        "      register: python",
        '    - assert: {that: [\'python.stdout == "42"\', \'lookup("file", "/tmp/role") == "from the role"\']}',
    ];
    mkdirSync(`${directory}/project`);
    writeFileSync(`${directory}/project/play.yml`, play.join("\n"));
    const ran = await runFromCommit(
        tree,
        ["ansible-playbook", "-i", "localhost,", "-c", "local", "/runner/project/play.yml"],
        `${directory}/project`,
    );
    expect(ran, ran.stdout + ran.stderr).toMatchObject({ status: 0 });

    const verified = await runCommand(["verify", "--json", ref], environment);
    expect(verified, verified.stderr).toMatchObject({ status: 0 });
    expect(JSON.parse(verified.stdout).missing).toEqual([]);
});

/** In base64 at each of the three places that a text can have in it, and as it is. */
const forms = Object.values(SECRETS).flatMap(secret => [
    secret,
    ...[0, 1, 2].map(shift =>
        Buffer.from(`${"x".repeat(shift)}${secret}`)
            .toString("base64")
            .slice(4, -4),
    ),
]);

const GZIP = Buffer.from([0x1f, 0x8b]);

const bytesOf = (path: string): Buffer => {
    const bytes = readFileSync(path);
    if (bytes.subarray(0, 2).equals(GZIP)) return gunzipSync(bytes);
    // What an RPM holds is compressed.
    if (!path.endsWith(".rpm")) return bytes;
    const held = execFileSync("rpm2archive", ["-n", "-"], { input: bytes, maxBuffer: 2 ** 30 });
    return Buffer.concat([bytes, held]);
};

/** Files below a directory that hold one of the secrets. */
function findSecrets(where: string): { found: string[]; read: number } {
    const files = readdirSync(where, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
    const paths = files.map(({ parentPath, name }) => join(parentPath, name));
    const found = paths.filter(path => {
        const bytes = bytesOf(path);
        return forms.some(form => bytes.includes(form));
    });
    return { found, read: paths.length };
}

test("the secrets that it was fetched with are in the definition, and nowhere else", async () => {
    expect(
        findSecrets(own)
            .found.map(path => path.slice(own.length + 1))
            .toSorted(),
    ).toEqual(["ansible.cfg", "execution-environment.yml", "requirements.txt", "requirements.yml"]);
    for (const where of [`${directory}/state`, composer.state, tree]) {
        const { found, read } = findSecrets(where);
        expect(read).toBeGreaterThan(10);
        expect(found).toEqual([]);
    }
    for (const argv of [["list"], ["list", "--json"], ["plan", "--json", own], ["plan", own]]) {
        const { stdout, stderr } = await runCommand(argv, environment);
        expect(forms.filter(form => (stdout + stderr).includes(form))).toEqual([]);
    }
    expect(forms.filter(form => composer.errors().includes(form))).toEqual([]);
});
