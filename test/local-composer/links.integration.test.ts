import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

test.each([
    [
        "customize.py",
        { user: [{ name: "acme" }], group: [], directories: [], files: [] },
        "etc/passwd",
        "machine/passwd",
    ],
    ["postprocess.py", { hostname: "acme" }, "etc/hostname", "machine/hostname"],
    ["postprocess.py", { hostname: null }, "usr/lib/tmpfiles.d", "machine"],
])("%s follows no link of a package out of the tree: %j", (script, request, link, target) => {
    const directory = mkdtempSync(join(tmpdir(), "links-"));
    const root = join(directory, "root");
    for (const path of ["root/etc", "root/usr/lib/sysimage/rpm", "root/var/lib", "machine"])
        mkdirSync(join(directory, path), { recursive: true });
    symlinkSync(join(directory, target), join(root, link));
    const argv = ["-I", join("src/local-composer", script)];
    const { status, stderr } = spawnSync("/usr/bin/python3", argv, { input: JSON.stringify({ root, ...request }) });
    const made = readdirSync(join(directory, "machine"));
    rmSync(directory, { recursive: true });
    expect([status, made]).toEqual([1, []]);
    expect(stderr.toString()).toContain("link");
});
