import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { runCommand } from "../support/command.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { type PackageIndex, startPackageIndex } from "../support/package-index.ts";
import { checkoutCommit, runFromCommit } from "../support/proof.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";
import { makeWheel, wheelFile } from "../support/wheels.ts";
import { wrappedRepository } from "../support/wrapped-repository.ts";

const directory = mkdtempSync(join(tmpdir(), "wheel-way-"));
let real: RunningComposer;
let tiny: RunningComposer;
let repository: TinyRepository;
let index: PackageIndex;

beforeAll(async () => {
    repository = await makeRepo({
        packages: [
            { name: "filesystem", files: { "/usr/share/empty": "" } },
            { name: "ansible-core", version: "2.16.3", requires: ["python3.12"] },
            { name: "python3.12", version: "3.12.5", arch: "x86_64" },
            { name: "python3.12-netaddr", version: "1.3", provides: ["python3.12dist(netaddr) = 1.3"] },
            { name: "python3-netaddr", version: "0.7", provides: ["python3dist(netaddr) = 0.7"] },
        ],
    });
    tiny = await startComposer({ repos: { tiny: repository.url } });
    real = await startComposer({ repos: { "debian-wrapped": await wrappedRepository() } });
    index = await startPackageIndex(
        [
            {
                name: "ee-wheel",
                version: "1.2",
                requires: ["requests>=2", "ee-deeper"],
                files: { "ee_wheel.py": "import ee_deeper, requests\n" },
            },
        ],
        { password: "s3cr3t-of-the-index" },
    );
});
afterAll(async () => {
    await real.stop();
    await tiny.stop();
    await repository.remove();
    await index.close();
    rmSync(directory, { recursive: true, force: true });
});

const environmentOf = (composer: RunningComposer, name: string) => ({
    COCKPIT_EE_SOCKET: composer.socket,
    COCKPIT_EE_STATE: `${directory}/${name}-state`,
});

function write(name: string, lines: readonly string[]): string {
    const text = `version: 3\ndependencies:\n  ansible_core:\n    package_pip: ansible-core\n  python:\n${lines.map(line => `    - ${JSON.stringify(line)}\n`).join("")}`;
    mkdirSync(`${directory}/${name}`);
    writeFileSync(`${directory}/${name}/execution-environment.yml`, text);
    return `${directory}/${name}`;
}

test("a wheel that no RPM provides is in the commit, and its Python finds it after the RPMs' own", async () => {
    const environment = environmentOf(real, "real");
    mkdirSync(`${environment.COCKPIT_EE_STATE}/wheels`, { recursive: true });
    // Has a module that an RPM has, too: that one counts.
    const deeper = { name: "ee-deeper", files: { "ee_deeper.py": "", "yaml/__init__.py": "shadowed = True\n" } };
    writeFileSync(`${environment.COCKPIT_EE_STATE}/wheels/${wheelFile(deeper)}`, makeWheel(deeper));
    const path = write("wheels", [`--index-url ${index.secretUrl}`, "ee-wheel>=1"]);
    const built = await runCommand(["build", "--json", path], environment);
    expect(built.stderr).toContain("importing");
    const { ref, checksum, state, error } = JSON.parse(built.stdout);
    expect({ state, error }).toEqual({ state: "done", error: null });

    const { python } = JSON.parse((await runCommand(["show", "--json", ref], environment)).stdout);
    expect(python).toEqual(
        expect.arrayContaining([
            { name: "ee-wheel", version: "1.2" },
            { name: "ee-deeper", version: "1.0" },
        ]),
    );

    const verified = await runCommand(["verify", "--json", ref], environment);
    expect(JSON.parse(verified.stdout).missing).toEqual([]);

    const tree = `${directory}/tree`;
    await checkoutCommit(`${environment.COCKPIT_EE_STATE}/repo`, checksum, tree);
    const program = "import ee_wheel, yaml; print(ee_wheel.__file__, hasattr(yaml, 'shadowed'))";
    expect(await runFromCommit(tree, ["python3", "-c", program])).toMatchObject({
        status: 0,
        stdout: "/usr/lib/ee/wheels/site-packages/ee_wheel.py False\n",
    });
    // The interpreter and the options that Fedora's own ansible has.
    expect(await runFromCommit(tree, ["python3", "-sP", "-c", "import ee_wheel"])).toMatchObject({ status: 0 });
    expect(await runFromCommit(tree, ["ansible", "--version"])).toMatchObject({ status: 0 });

    // Neither in what was built nor in what is kept of it.
    expect(() =>
        execFileSync("grep", [
            "--recursive",
            "--files-with-matches",
            "s3cr3t-of-the-index",
            tree,
            environment.COCKPIT_EE_STATE,
            real.state,
        ]),
    ).toThrow("grep");
});

test("beside a system's own Python it is that of Ansible which gets wheels and RPMs, machine code and all", async () => {
    const environment = environmentOf(tiny, "tiny");
    mkdirSync(`${environment.COCKPIT_EE_STATE}/wheels`, { recursive: true });
    const native = { name: "native", tags: "cp312-cp312-manylinux2014_x86_64", requires: ["netaddr"] };
    writeFileSync(`${environment.COCKPIT_EE_STATE}/wheels/${wheelFile(native)}`, makeWheel(native));
    const built = await runCommand(
        ["build", "--json", "--distro", "centos-9", write("machine", ["native"])],
        environment,
    );
    expect(built.stderr).toContain("importing");
    const { checksum, state, error } = JSON.parse(built.stdout);
    expect({ state, error }).toEqual({ state: "done", error: null });
    const { packages } = JSON.parse((await runCommand(["show", "--json", checksum], environment)).stdout);
    const named = packages.map(({ name, arch }: { name: string; arch: string }) => `${name}.${arch}`);
    expect(named).toEqual(expect.arrayContaining(["ee-machine.x86_64", "python3.12-netaddr.noarch"]));
    expect(named).not.toContain("python3-netaddr.noarch");

    const tree = `${directory}/tiny-tree`;
    await checkoutCommit(`${environment.COCKPIT_EE_STATE}/repo`, checksum, tree);
    expect(readFileSync(`${tree}/usr/lib/python3.12/site-packages/ee-machine.pth`, "utf8")).toBe(
        "/usr/lib/ee/machine/site-packages\n",
    );
    expect(readFileSync(`${tree}/usr/lib/ee/machine/site-packages/native/__init__.py`, "utf8")).toContain("1.0");
});
