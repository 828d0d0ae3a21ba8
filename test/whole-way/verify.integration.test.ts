import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { runCommand } from "../support/command.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { checkoutCommit } from "../support/proof.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";
import { makeWheel, wheelFile } from "../support/wheels.ts";

const directory = mkdtempSync(join(tmpdir(), "verify-"));
const state = join(directory, "state");
let repository: TinyRepository;
let composer: RunningComposer;
let environment: Record<string, string>;

beforeAll(async () => {
    const directories = ["/boot/", "/etc/", "/usr/bin/", "/usr/lib/", "/var/"];
    repository = await makeRepo({
        packages: [
            { name: "filesystem", files: Object.fromEntries(directories.map(path => [path, ""])) },
            { name: "rsync", version: "3.2.7", files: { "/usr/bin/rsync": "" }, requires: ["filesystem"] },
            { name: "jq", version: "1.7", files: { "/usr/bin/jq": "" } },
            { name: "ansible-core", version: "2.16.3", requires: ["python3.12"] },
            { name: "python3.12", version: "3.12.5", arch: "x86_64" },
            {
                ...{ name: "python3.12-netaddr", version: "1.3", provides: ["python3.12dist(netaddr) = 1.3"] },
                files: { "/usr/lib/python3.12/site-packages/netaddr-1.3.dist-info/METADATA": "" },
            },
            { name: "python3-netaddr", version: "0.7", provides: ["python3dist(netaddr) = 0.7"] },
        ],
    });
    const native = { name: "native", tags: "cp312-cp312-manylinux2014_x86_64", requires: ["netaddr"] };
    mkdirSync(`${state}/wheels`, { recursive: true });
    writeFileSync(`${state}/wheels/${wheelFile(native)}`, makeWheel(native));
    composer = await startComposer({ repos: { tiny: repository.url } });
    environment = { COCKPIT_EE_SOCKET: composer.socket, COCKPIT_EE_STATE: state };
});
afterAll(async () => {
    await composer.stop();
    await repository.remove();
    rmSync(directory, { recursive: true, force: true });
});

const definition = `version: 3
dependencies:
  ansible_core: {package_pip: ansible-core}
  python: [native]
  system: [rsync]
additional_build_files:
  - {src: app.conf, dest: configs}
additional_build_steps:
  append_final:
    - RUN dnf install -y jq
    - COPY _build/configs/app.conf /etc/app.conf
    - ENV APP_MODE=quiet
    - RUN ./setup.sh
`;

function write(files: Readonly<Record<string, string>>): string {
    const path = join(directory, "steps");
    mkdirSync(path, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
    return path;
}

test("a build step that is left over stops a build until it is acknowledged, and the commit tells and holds the rest", async () => {
    const path = write({ "execution-environment.yml": definition, "app.conf": "mode=quiet\n" });
    const stopped = await runCommand(["plan", "--distro", "centos-9", path], environment);
    expect(stopped).toMatchObject({ status: 1, stdout: expect.stringContaining("RUN ./setup.sh (line 13)") });

    const told = { reason: "Set up elsewhere", by: "ann", on: "2026-11-26" };
    const acknowledged = [{ kind: "build-step", stage: "append_final", text: "RUN ./setup.sh", ...told }];
    write({ "cockpit-ee.json": JSON.stringify({ acknowledged }) });
    const plan = await runCommand(["plan", "--distro", "centos-9", path], environment);
    expect(plan).toMatchObject({ status: 0, stdout: expect.stringContaining("Acknowledged by ann on 2026-11-26") });

    const built = await runCommand(["build", "--json", "--distro", "centos-9", "--ref", "ee/steps", path], environment);
    expect(built, built.stderr).toMatchObject({ status: 0 });
    const { checksum } = JSON.parse(built.stdout);
    const shown = (file: string) =>
        execFileSync("ostree", [`--repo=${state}/repo`, "cat", checksum, file], { encoding: "utf8" });
    expect(shown("/usr/share/ee/steps/plan.json")).toContain("Set up elsewhere");
    expect(shown("/usr/share/ee/steps/definition/cockpit-ee.json")).toContain("Set up elsewhere");

    const verified = await runCommand(["verify", "--json", "ee/steps"], environment);
    expect(verified, verified.stdout).toMatchObject({ status: 0, stderr: "" });
    const { requirements, missing } = JSON.parse(verified.stdout);
    const states = requirements.map(({ text, state: word }: { text: string; state: string }) => [text, word]);
    expect(missing).toEqual([]);
    expect(Object.fromEntries(states)).toEqual({
        "ansible-core": "present",
        native: "present",
        netaddr: "present",
        rsync: "present",
        jq: "present",
        "RUN dnf install -y jq": "present",
        "app.conf -> configs": "present",
        "COPY _build/configs/app.conf /etc/app.conf": "present",
        "ENV APP_MODE=quiet": "present",
        "RUN ./setup.sh": "acknowledged",
    });
});

test("beside a system's own Python it is that of Ansible which gets wheels and RPMs, machine code and all", async () => {
    const { checksum, packages } = JSON.parse((await runCommand(["show", "--json", "ee/steps"], environment)).stdout);
    const named = packages.map(({ name, arch }: { name: string; arch: string }) => `${name}.${arch}`);
    expect(named).toEqual(expect.arrayContaining(["ee-steps.x86_64", "python3.12-netaddr.noarch"]));
    expect(named).not.toContain("python3-netaddr.noarch");

    const tree = `${directory}/tree`;
    await checkoutCommit(`${state}/repo`, checksum, tree);
    expect(readFileSync(`${tree}/usr/lib/python3.12/site-packages/ee-steps.pth`, "utf8")).toBe(
        "/usr/lib/ee/steps/site-packages\n",
    );
    expect(readFileSync(`${tree}/usr/lib/ee/steps/site-packages/native/__init__.py`, "utf8")).toContain("1.0");
});
