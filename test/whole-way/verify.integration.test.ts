import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { runCommand } from "../support/command.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";

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
        ],
    });
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
    const stopped = await runCommand(["plan", path], environment);
    expect(stopped).toMatchObject({ status: 1, stdout: expect.stringContaining("RUN ./setup.sh (line 11)") });

    const told = { reason: "Set up elsewhere", by: "ann", on: "2026-11-26" };
    const acknowledged = [{ kind: "build-step", stage: "append_final", text: "RUN ./setup.sh", ...told }];
    write({ "cockpit-ee.json": JSON.stringify({ acknowledged }) });
    const plan = await runCommand(["plan", path], environment);
    expect(plan).toMatchObject({ status: 0, stdout: expect.stringContaining("Acknowledged by ann on 2026-11-26") });

    const built = await runCommand(["build", "--json", "--ref", "ee/steps", path], environment);
    expect(built).toMatchObject({ status: 0 });
    const { checksum } = JSON.parse(built.stdout);
    const shown = (file: string) =>
        execFileSync("ostree", [`--repo=${state}/repo`, "cat", checksum, file], { encoding: "utf8" });
    expect(shown("/usr/share/ee/steps/plan.json")).toContain("Set up elsewhere");
    expect(shown("/usr/share/ee/steps/definition/cockpit-ee.json")).toContain("Set up elsewhere");

    const verified = await runCommand(["verify", "--json", "ee/steps"], environment);
    expect(verified).toMatchObject({ status: 0, stderr: "" });
    const { requirements, missing } = JSON.parse(verified.stdout);
    const states = requirements.map(({ text, state: word }: { text: string; state: string }) => [text, word]);
    expect(missing).toEqual([]);
    expect(Object.fromEntries(states)).toEqual({
        rsync: "present",
        jq: "present",
        "RUN dnf install -y jq": "present",
        "app.conf -> configs": "present",
        "COPY _build/configs/app.conf /etc/app.conf": "present",
        "ENV APP_MODE=quiet": "present",
        "RUN ./setup.sh": "acknowledged",
    });
});
