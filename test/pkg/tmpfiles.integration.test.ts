/** What systemd clears of the state directory, by its own program. */
import { execFileSync } from "node:child_process";
import {
    chownSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const conf = readFileSync("pkg/tmpfiles.conf", "utf8");
const root = mkdtempSync(join(tmpdir(), "tmpfiles-"));
const cache = `${root}/var/lib/cockpit-ee/cache`;
const workshop = `${cache}/work/0123456789abcdef`;
const key = `${workshop}/home/.gnupg/private-keys-v1.d/A.key`;
const plan = `${cache}/builds/plan.json`;

beforeAll(() => {
    mkdirSync(`${root}/etc`);
    writeFileSync(`${root}/etc/passwd`, "root:x:0:0::/:/bin/sh\n");
    writeFileSync(`${root}/etc/group`, "root:x:0:\nweldr:x:60:\n");
    mkdirSync(dirname(key), { recursive: true, mode: 0o700 });
    mkdirSync(`${cache}/builds`);
    // Unpacked, what is new has the time that an archive has for it.
    for (const file of [key, plan]) {
        writeFileSync(file, "secret");
        utimesSync(file, 1e9, 1e9);
    }
    chownSync(workshop, 1234, 60);
});
afterAll(() => rmSync(root, { recursive: true }));

function clean(lines: string): void {
    writeFileSync(`${root}/ee.conf`, lines);
    execFileSync("systemd-tmpfiles", [`--root=${root}`, "--clean", `${root}/ee.conf`], { stdio: "pipe" });
}

test("a workshop stays for a day, however old what was put in it, and goes then with its key; nothing else goes", () => {
    clean(conf);
    expect(existsSync(key)).toBe(true);
    // A day that has passed: no program can make a file look as if it was made earlier.
    clean(conf.replace(/:1d$/m, ":1us"));
    expect([workshop, `${cache}/work`, plan].map(existsSync)).toEqual([false, true, true]);
});
