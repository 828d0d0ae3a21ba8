/** `cockpit-ee containerfile` as a command: what ansible-builder would write, to read and to compare. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { runHere } from "../support/command-here.ts";

const root = mkdtempSync(join(tmpdir(), "containerfile-"));
afterAll(() => rmSync(root, { recursive: true }));

const minimal = readFileSync(join(import.meta.dirname, "../fixtures/ee/containerfiles/v3.Containerfile"), "utf8");

function write(name: string, text: string): string {
    writeFileSync(join(root, name), text);
    return join(root, name);
}

const run = (...argv: string[]) => runHere("containerfile", ...argv);

test("a file or a directory is answered byte for byte, tabs and all that a terminal obeys too", async () => {
    write("execution-environment.yml", "version: 3\n");
    expect(await run(root)).toEqual({ status: 0, stdout: minimal, stderr: "" });
    const odd = write("odd.yml", 'version: 3\nadditional_build_steps: {append_final: ["RUN\\ta\\e[2J"]}\n');
    expect((await run(odd)).stdout).toContain("\nRUN\ta\u001b[2J\n");
});

test("the JSON form says whether something is redacted", async () => {
    const secret = write("secret.yml", "version: 3\nadditional_build_steps: {append_base: [ENV TOKEN=hunter2]}\n");
    const { status, stdout } = await run("--json", secret);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ path: secret, containerfile: expect.any(String), redacted: true });
    expect(stdout).not.toContain("hunter2");
});

test("where there is none, standard error says why", async () => {
    const refused = write("refused.yml", "version: 3\ndependencies: {python: gone.txt}\n");
    const stderr = `${refused}: ansible-builder would not write one: Dependency file gone.txt does not exist.\n`;
    expect(await run(refused)).toEqual({ status: 1, stdout: "", stderr });
    const { status, stdout } = await run("--json", refused);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ path: refused, containerfile: null, redacted: null });
    expect(await run(join(root, "none"))).toMatchObject({ status: 1, stdout: "" });
    expect(await run(root, root)).toMatchObject({ status: 2 });
});
