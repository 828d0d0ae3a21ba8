import { execFileSync, spawnSync } from "node:child_process";
import {
    lstatSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const program = resolve("src/local-composer/customize.py");
let directory: string;

beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "customize-"));
    mkdirSync(`${directory}/root/etc`, { recursive: true });
});
afterEach(() => rmSync(directory, { recursive: true }));

const request = (more: object) =>
    JSON.stringify({ root: `${directory}/root`, user: [], group: [], directories: [], files: [], ...more });
const GROUPS = { group: [{ name: "operators", gid: 1300 }] };

test("accounts are written whole, and nothing is left beside them", () => {
    execFileSync("/usr/bin/python3", [program], { input: request(GROUPS) });
    expect(readFileSync(`${directory}/root/etc/group`, "utf8")).toBe("root:x:0:\noperators:x:1300:\n");
    expect(lstatSync(`${directory}/root/etc/group`).mode & 0o777).toBe(0o644);
    expect(lstatSync(`${directory}/root/etc/shadow`).mode & 0o777).toBe(0);
    expect(readdirSync(`${directory}/root/etc`).sort()).toEqual(["group", "passwd", "shadow"]);
});

test.each(["passwd", "group", "shadow"])("/etc/%s that is a link is refused, and what it leads to stays", name => {
    writeFileSync(`${directory}/outside`, "of the machine:x:0:\n");
    for (const target of [`${directory}/outside`, `${directory}/nothing`]) {
        symlinkSync(target, `${directory}/root/etc/${name}`);
        const { status, stderr } = spawnSync("/usr/bin/python3", [program], {
            ...{ input: request(GROUPS), encoding: "utf8" },
        });
        expect([status, stderr]).toEqual([1, `/etc/${name} is a link\n`]);
        rmSync(`${directory}/root/etc/${name}`);
    }
    expect(readFileSync(`${directory}/outside`, "utf8")).toBe("of the machine:x:0:\n");
    expect(readdirSync(directory).sort()).toEqual(["outside", "root"]);
});

test("a file takes the place of a link, and does not go through it", () => {
    writeFileSync(`${directory}/outside`, "of the machine\n");
    symlinkSync(`${directory}/outside`, `${directory}/root/etc/motd`);
    execFileSync("/usr/bin/python3", [program], { input: request({ files: [{ path: "/etc/motd", data: "new\n" }] }) });
    expect(readFileSync(`${directory}/outside`, "utf8")).toBe("of the machine\n");
    expect(readFileSync(`${directory}/root/etc/motd`, "utf8")).toBe("new\n");
    expect(lstatSync(`${directory}/root/etc/motd`).isFile()).toBe(true);
});
