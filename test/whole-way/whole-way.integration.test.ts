/** From a definition with all kinds of requirements to commits in which Ansible runs, by the command; what is told of them, and what is not. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { runCommand } from "../support/command.ts";
import { type Everything, layEverything, PICTURE, REAL, SECRETS } from "../support/everything.ts";
import { findSecrets, formsOf } from "../support/find-secrets.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { checkoutCommit, runFromCommit } from "../support/proof.ts";
import { wrappedRepository } from "../support/wrapped-repository.ts";

const directory = mkdtempSync(join(tmpdir(), "whole-way-"));
const state = `${directory}/state`;
const tree = `${directory}/tree`;
let everything: Everything;
let composer: RunningComposer;

const command = (...argv: string[]) =>
    runCommand(argv, { COCKPIT_EE_SOCKET: composer.socket, COCKPIT_EE_STATE: state });
const tell = async (...argv: string[]) => JSON.parse((await command(...argv)).stdout);
const names = (list: { name: string }[]) => list.map(({ name }) => name);

/** What the command says of the first build. */
let first: { ref: string; checksum: string };

beforeAll(async () => {
    everything = await layEverything(directory, state);
    everything.write();
    composer = await startComposer({ repos: { "debian-wrapped": await wrappedRepository() } });
    const built = await command("build", "--json", "--distro", "centos-9", everything.path);
    expect(built.stderr).toContain("importing");
    first = JSON.parse(built.stdout);
    const expected = { definition: "everything", state: "done", parent: null, error: null };
    expect(first, built.stderr).toMatchObject(expected);
    await checkoutCommit(`${state}/repo`, first.checksum, tree);
});
afterAll(async () => {
    await composer.stop();
    await everything.stop();
    // By the program: for so many files Node's own takes seconds.
    execFileSync("rm", ["--recursive", "--force", directory]);
});

test("every kind of requirement is in the commit", async () => {
    const shown = await tell("show", "--json", first.ref);
    expect(shown).toMatchObject({ ref: first.ref, checksum: first.checksum });
    expect(names(shown.collections).toSorted()).toEqual([...REAL, "acme.tools"].toSorted());
    expect(shown.python).toEqual(
        expect.arrayContaining([
            { name: "acme-wheel", version: "1.2" },
            { name: "acme-deeper", version: "1.0" },
            { name: "ansible-core", version: everything.core },
        ]),
    );
    expect(names(shown.packages)).toEqual(
        expect.arrayContaining([
            ...["ee-everything", "git-core", "python3-docker", "python3-kubernetes"],
            ...["openssl", "cryptsetup"],
        ]),
    );
    expect(names(shown.packages)).not.toContain("ansible-core");
    expect(readFileSync(`${tree}/usr/etc/motd.d/plants`, "utf8")).toBe("For the plants.\n");
    const pictures = ["usr/etc/plants.png", "usr/share/ee/everything/definition/plants.png"];
    for (const path of pictures) expect(readFileSync(`${tree}/${path}`)).toEqual(Buffer.from(PICTURE));
});

test("Ansible runs from the commit, with its collections, role, distributions and files", async () => {
    const version = { status: 0, stdout: expect.stringContaining(`ansible [core ${everything.core}]\n`) };
    expect(await runFromCommit(tree, ["ansible", "--version"])).toMatchObject(version);
    expect((await runFromCommit(tree, ["ansible-galaxy", "collection", "list"])).stdout).toContain("ansible.posix");
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
    const argv = ["ansible-playbook", "-i", "localhost,", "-c", "local", "/runner/project/play.yml"];
    const ran = await runFromCommit(tree, argv, `${directory}/project`);
    expect(ran, ran.stdout + ran.stderr).toMatchObject({ status: 0 });
});

test("Python finds a wheel's modules after the RPMs' own", async () => {
    const program = "import acme_wheel, yaml; print(acme_wheel.__file__, hasattr(yaml, 'shadowed'))";
    expect(await runFromCommit(tree, ["python3", "-c", program])).toMatchObject({
        status: 0,
        stdout: "/usr/lib/ee/everything/site-packages/acme_wheel.py False\n",
    });
    // The interpreter and the options that Fedora's own ansible has.
    expect(await runFromCommit(tree, ["python3", "-sP", "-c", "import acme_wheel"])).toMatchObject({ status: 0 });
});

test("the secrets that it was fetched with are in the definition, and nowhere else", async () => {
    const secrets = Object.values(SECRETS);
    expect(findSecrets(everything.path, secrets).found).toEqual(
        ["ansible.cfg", "execution-environment.yml", "requirements.txt", "requirements.yml"].map(name =>
            join(everything.path, name),
        ),
    );
    for (const where of [state, composer.state, tree]) {
        const { found, read } = findSecrets(where, secrets);
        expect(read).toBeGreaterThan(10);
        expect(found).toEqual([]);
    }
    const plan = ["plan", everything.path];
    for (const argv of [["list"], ["list", "--json"], [...plan, "--json"], plan]) {
        const { stdout, stderr } = await command(...argv);
        expect(formsOf(secrets).filter(form => (stdout + stderr).includes(form))).toEqual([]);
    }
    expect(formsOf(secrets).filter(form => composer.errors().includes(form))).toEqual([]);
});

test("a commit that was built holds all that it tells of, and not what another definition asks for beside", async () => {
    const verified = await command("verify", "--json", first.ref);
    expect(verified).toMatchObject({ status: 0, stderr: "" });
    const { definitions, requirements, missing } = JSON.parse(verified.stdout);
    expect({ definitions, missing }).toEqual({ definitions: ["everything"], missing: [] });
    const states = requirements.map(({ text, state: word }: { text: string; state: string }) => [text, word]);
    expect(states).toEqual(
        expect.arrayContaining([
            [`ansible-core==${everything.core}`, "present"],
            ["ansible.posix", "present"],
            ["COPY _build/files/plants.png /etc/plants.png", "present"],
            ["rsync [platform:redhat]", "present"],
        ]),
    );

    const other = write("other", "version: 3\ndependencies:\n  python: [requests]\n  system: [sshpass]\n");
    const against = await command("verify", first.ref, other);
    expect(against).toMatchObject({ status: 1, stdout: expect.stringMatching(/sshpass \(line \d+\): missing/) });
    expect(await command("verify", "--distro", "rhel-9", first.ref)).toMatchObject({ status: 2 });
});

test("a build on top of the first has it as its parent, and differs by what was added, with the build records gone too", async () => {
    everything.write(true);
    const second = await tell("build", "--json", "--distro", "centos-9", "--parent", first.ref, everything.path);
    expect(second).toMatchObject({ state: "done", error: null, ref: first.ref, parent: first.checksum });

    const lock = (revision: string) => command("plan", "--json", "--lock", revision, everything.path);
    const again = await lock(second.id);
    expect(again).toMatchObject({ status: 0, stderr: "" });
    const exact: { name: string; version: string }[] = JSON.parse(again.stdout).blueprint.packages;
    expect(exact.find(({ name }) => name === "sshpass")?.version).toMatch(/^0:[^:-]+-[^-]+\.(?:x86_64|noarch)$/);
    const changed = await lock(first.checksum);
    expect(changed.status).toBe(1);
    expect(JSON.parse(changed.stdout).leftOver).toContain("execution-environment.yml");
    expect(await lock("ee/nobody")).toMatchObject({ status: 1, stderr: expect.stringContaining("ee/nobody") });
    expect(await command("drift", "--json", everything.path)).toMatchObject({ status: 0, stderr: "", stdout: "[]\n" });

    const before = await tell("show", "--json", second.ref);
    expect(await tell("list", "--json")).toHaveLength(2);
    rmSync(`${state}/builds`, { recursive: true });
    expect(await tell("list", "--json")).toEqual([]);
    const shown = await tell("show", "--json", second.ref);
    expect(shown).toEqual(before);
    expect(shown).toMatchObject({ ref: second.ref, checksum: second.checksum, parent: first.checksum });
    expect(names(shown.collections)).toEqual(expect.arrayContaining([...REAL, "acme.tools", "acme.more"]));
    const { packages, collections } = await tell("diff", "--json", first.checksum, second.checksum);
    expect(names(packages.added)).toContain("sshpass");
    expect(collections.added).toEqual([{ name: "acme.more", version: "1.0.0" }]);
    expect(collections.removed).toEqual([]);
});

test("the proof fails on a commit that was built without ansible-core", async () => {
    const bare = write("bare", "version: 3\ndependencies:\n  system:\n    - rsync\n");
    const { checksum } = await tell("build", "--json", bare);
    await checkoutCommit(`${state}/repo`, checksum, `${directory}/bare-tree`);
    expect(await runFromCommit(`${directory}/bare-tree`, ["rsync", "--version"])).toMatchObject({ status: 0 });
    expect(await runFromCommit(`${directory}/bare-tree`, ["ansible", "--version"])).toMatchObject({
        status: expect.not.toSatisfy(status => status === 0),
    });
});

/** A definition as an author keeps it, in a directory named after it. */
function write(name: string, text: string): string {
    mkdirSync(`${directory}/${name}`);
    writeFileSync(`${directory}/${name}/execution-environment.yml`, text);
    return `${directory}/${name}`;
}
