import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { collectionArtefacts } from "../support/collections.ts";
import { runCommand } from "../support/command.ts";
import { type GalaxyServer, startGalaxyServer } from "../support/galaxy-server.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { checkoutCommit, runFromCommit } from "../support/proof.ts";
import { wrappedRepository } from "../support/wrapped-repository.ts";

const directory = mkdtempSync(join(tmpdir(), "whole-way-"));
let composer: RunningComposer;
let galaxy: GalaxyServer;
let environment: Record<string, string>;

beforeAll(async () => {
    galaxy = await startGalaxyServer({ directory: await collectionArtefacts(["ansible.posix", "community.general"]) });
    composer = await startComposer({ repos: { "debian-wrapped": await wrappedRepository() } });
    environment = { COCKPIT_EE_SOCKET: composer.socket, COCKPIT_EE_STATE: `${directory}/state` };
});
afterAll(async () => {
    await composer.stop();
    await galaxy.stop();
    rmSync(directory, { recursive: true, force: true });
});

/** A definition as an author keeps it, in a directory named after it. */
function write(name: string, text: string): string {
    mkdirSync(`${directory}/${name}`);
    writeFileSync(`${directory}/${name}/execution-environment.yml`, text);
    writeFileSync(
        `${directory}/${name}/ansible.cfg`,
        `[galaxy]\nserver_list = test\n[galaxy_server.test]\nurl = ${galaxy.url}\n`,
    );
    return `${directory}/${name}`;
}

const core = "version: 3\ndependencies:\n  ansible_core:\n    package_pip: ansible-core>=2.14\n";
const collections = (...names: string[]) =>
    `  galaxy:\n    collections:\n${names.map(name => `      - name: ${name}\n`).join("")}`;

test("a definition becomes a commit in which Ansible and its collections run", async () => {
    const path = write("small", `${core}${collections("ansible.posix")}`);
    const built = await runCommand(["build", "--json", path], environment);
    expect(built.stderr).toContain("importing");
    const result = JSON.parse(built.stdout);
    expect(result).toMatchObject({ definition: "small", state: "done", parent: null, error: null });

    const shown = JSON.parse((await runCommand(["show", "--json", result.ref], environment)).stdout);
    expect(shown).toMatchObject({ ref: result.ref, checksum: result.checksum });
    expect(shown.collections).toEqual([{ name: "ansible.posix", version: expect.any(String) }]);
    expect(shown.packages.map(({ name }: { name: string }) => name)).toEqual(
        expect.arrayContaining(["ansible-core", "ee-small"]),
    );

    const tree = `${directory}/tree`;
    await checkoutCommit(`${environment.COCKPIT_EE_STATE}/repo`, result.checksum, tree);
    expect(await runFromCommit(tree, ["ansible", "--version"])).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(/^ansible \[core 2\./),
    });
    expect((await runFromCommit(tree, ["ansible-galaxy", "collection", "list"])).stdout).toContain("ansible.posix");
});

test("a commit that was built holds all that it tells of, and not what another definition asks for beside", async () => {
    const [{ ref }] = JSON.parse((await runCommand(["list", "--json"], environment)).stdout);
    const verified = await runCommand(["verify", "--json", ref], environment);
    expect(verified).toMatchObject({ status: 0, stderr: "" });
    const { definitions, requirements, missing } = JSON.parse(verified.stdout);
    expect({ definitions, missing }).toEqual({ definitions: ["small"], missing: [] });
    const states = requirements.map(({ text, state }: { text: string; state: string }) => [text, state]);
    expect(states).toEqual(
        expect.arrayContaining([
            ["ansible-core>=2.14", "present"],
            ["ansible.posix", "present"],
            ["rsync [platform:redhat]", "present"],
        ]),
    );

    const other = write("other", `${core}${collections("community.general")}  system: [sshpass]\n`);
    const against = await runCommand(["verify", ref, other], environment);
    expect(against).toMatchObject({ status: 1, stdout: expect.stringMatching(/sshpass \(line \d+\): missing/) });
    expect(await runCommand(["verify", "--distro", "rhel-9", ref], environment)).toMatchObject({ status: 2 });
});

test("a second build on top of the first has it as its parent, and differs by what was added", async () => {
    const first = JSON.parse((await runCommand(["list", "--json"], environment)).stdout)[0];
    writeFileSync(
        `${directory}/small/execution-environment.yml`,
        `${core}${collections("ansible.posix", "community.general")}  system:\n    - sshpass\n`,
    );
    const built = await runCommand(["build", "--json", "--parent", first.ref, `${directory}/small`], environment);
    const second = JSON.parse(built.stdout);
    expect(second).toMatchObject({ state: "done", ref: first.ref, parent: first.checksum });

    const difference = JSON.parse(
        (await runCommand(["diff", "--json", first.checksum, second.checksum], environment)).stdout,
    );
    expect(difference.packages.added.map(({ name }: { name: string }) => name)).toEqual(
        expect.arrayContaining(["sshpass"]),
    );
    expect(difference.collections.added).toEqual([{ name: "community.general", version: expect.any(String) }]);
    expect(difference.collections.removed).toEqual([]);
});

test("show and diff answer the same with the build records gone", async () => {
    const [second, first] = JSON.parse((await runCommand(["list", "--json"], environment)).stdout);
    const ask = async () => [
        await runCommand(["show", "--json", second.ref], environment),
        await runCommand(["diff", "--json", first.checksum, second.checksum], environment),
    ];
    const before = await ask();
    rmSync(`${environment.COCKPIT_EE_STATE}/builds`, { recursive: true });
    expect(await ask()).toEqual(before);
    expect(JSON.parse((await runCommand(["list", "--json"], environment)).stdout)).toEqual([]);
});

test("the proof fails on a commit that was built without ansible-core", async () => {
    const path = write("bare", "version: 3\ndependencies:\n  system:\n    - rsync\n");
    const { checksum } = JSON.parse((await runCommand(["build", "--json", path], environment)).stdout);
    const tree = `${directory}/bare-tree`;
    await checkoutCommit(`${environment.COCKPIT_EE_STATE}/repo`, checksum, tree);
    expect(await runFromCommit(tree, ["ansible", "--version"])).toMatchObject({
        status: expect.not.toSatisfy(status => status === 0),
    });
});
