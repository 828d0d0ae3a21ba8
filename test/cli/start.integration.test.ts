/** Commands that need nothing of the machine, as they are released. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { runCommand } from "../support/command.ts";

const root = mkdtempSync(join(tmpdir(), "start-"));
afterAll(() => rmSync(root, { recursive: true }));

/** Where no program is found and nobody answers. */
const nowhere = { PATH: "/nowhere", COCKPIT_EE_STATE: "/nowhere", COCKPIT_EE_SOCKET: "/nowhere" };

test("a pipe is not waited for, and said to be no file", async () => {
    const pipe = join(root, "pipe.yml");
    execFileSync("mkfifo", [pipe]);
    const { status, stdout, stderr } = await runCommand(["check", "--json", pipe], nowhere);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject([{ path: pipe, findings: [{ code: "not-a-file" }] }]);
});

test("what a definition asks for is told without a program, and what is not understood is usage", async () => {
    const path = join(root, "ee.yml");
    writeFileSync(path, "version: 3\ndependencies: {python: [six], ansible_core: {package_pip: ansible-core}}\n");
    const { status, stdout, stderr } = await runCommand(["requirements", "--json", path], nowhere);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject([{ path, python: ["six  # from collection user"] }]);
    expect(await runCommand(["requirements"], nowhere)).toMatchObject({ status: 2, stdout: "" });
});
