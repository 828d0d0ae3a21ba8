/** What is written for systemd and shells, as they read it. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

import { environmentFiles } from "../../src/build/effect-environment.ts";
import { carryEffects } from "../../src/build/effects.ts";
import { readTarget } from "../../src/ee/target.ts";

test("systemd takes every line that is written for it", () => {
    const carried = carryEffects(
        [
            { kind: "file", path: "/opt/a b/c=d", mode: 0o644, from: { text: "x" } } as const,
            { kind: "link", path: "/opt/e", target: '100% "$x"' } as const,
        ].map(effect => ({ effect, askedBy: "line 1" })),
        { name: "ee-sample", files: new Map(), target: readTarget("centos-9"), taken: [] },
    );
    const root = mkdtempSync(join(tmpdir(), "tmpfiles-"));
    try {
        writeFileSync(join(root, "x.conf"), String(carried.files.get("/usr/lib/tmpfiles.d/ee-sample.conf")?.content));
        const argv = [`--root=${root}`, "--create", join(root, "x.conf")];
        execFileSync("systemd-tmpfiles", argv, { stdio: ["ignore", "pipe", "inherit"] });
        expect(readlinkSync(`${root}/var/opt/e`)).toBe('100% "$x"');
        expect(readlinkSync(`${root}/var/opt/a b/c=d`)).toBe("/usr/share/factory/opt/a b/c=d");
    } finally {
        rmSync(root, { recursive: true });
    }
});

const hard = "a 'b' \"c\" `id` \\d 100% $(id) #e ;f";

test("a shell that reads the variables has them as they were written, and what was before where it is meant", () => {
    const files = new Map(
        environmentFiles("ee-sample", [
            { name: "PATH", value: "/opt/x/bin:$PATH" },
            { name: "HARD", value: hard },
            { name: "EMPTY", value: "" },
        ]),
    );
    const script = `${files.get("/etc/profile.d/ee-sample.sh")}/usr/bin/printf '%s\\n' "$PATH" "$HARD" "$EMPTY"`;
    const output = execFileSync("/bin/sh", ["-c", script], { encoding: "utf8", env: { PATH: "/usr/bin" } });
    expect(output).toBe(`/opt/x/bin:/usr/bin\n${hard}\n\n`);
});

test("systemd reads the variables of a user's services as they were written", () => {
    const files = new Map(
        environmentFiles("ee-sample", [
            { name: "HARD", value: hard },
            { name: "A", value: "x:$A" },
        ]),
    );
    const root = mkdtempSync(join(tmpdir(), "environment-"));
    try {
        mkdirSync(`${root}/environment.d`);
        writeFileSync(`${root}/environment.d/50-x.conf`, files.get("/usr/lib/environment.d/50-ee-sample.conf") ?? "");
        const generator = "/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator";
        const output = execFileSync(generator, {
            encoding: "utf8",
            env: { XDG_CONFIG_HOME: root, HOME: root, A: "before" },
        });
        const shown = execFileSync("/bin/sh", ["-c", `${output}\nprintf '%s\\n' "$HARD" "$A"`], { encoding: "utf8" });
        expect(shown).toBe(`${hard}\nx:before\n`);
    } finally {
        rmSync(root, { recursive: true });
    }
});
