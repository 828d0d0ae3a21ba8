import { execFileSync } from "node:child_process";
import {
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    readlinkSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { unpackGiven } from "../../src/content/given-archive.ts";
import { textOf } from "../../src/host/bytes.ts";
import { nodeHost } from "../../src/host/node.ts";

const state = mkdtempSync(join(tmpdir(), "given-"));
const cache = `${state}/cache`;
const host = nodeHost({ state });
let text: string;

beforeAll(() => {
    mkdirSync(`${cache}/work`, { recursive: true });
    const tree = `${state}/tree`;
    mkdirSync(`${tree}/d`, { recursive: true });
    writeFileSync(`${tree}/d/x`, "x\n");
    symlinkSync("/etc/hostname", `${tree}/out`);
    const names = ["--transform=s,^./escaped,../../escaped,", "--absolute-names"];
    writeFileSync(`${tree}/escaped`, "escaped");
    execFileSync("tar", ["--create", "--gzip", `--file=${state}/x.tgz`, `--directory=${tree}`, ...names, "."]);
    text = textOf(readFileSync(`${state}/x.tgz`));
});
afterAll(() => rmSync(state, { recursive: true }));

const unpack = (member: string, given = text) => unpackGiven(host, cache, { name: "files/x.tgz", text: given, member });

test("an archive of the definition is unpacked once, and nothing of it lands outside", async () => {
    await expect(unpack("")).rejects.toThrow("What is at files/x.tgz cannot be unpacked.");
    const file = await unpack("d/x");
    expect(readFileSync(file, "utf8")).toBe("x\n");
    const list = () => readdirSync(`${cache}/downloads`).filter(name => name !== "used");
    const kept = list();
    expect(await unpack("d/x")).toBe(file);
    expect(list()).toEqual(kept);
    await expect(unpack("out")).rejects.toThrow("is not a file");
    expect(readdirSync(state, { recursive: true, encoding: "utf8" }).filter(path => /escaped$/.test(path))).toEqual([
        "tree/escaped",
    ]);
});

test("all of an archive is there, links as links, and what is none is said to be none", async () => {
    const tree = `${state}/plain`;
    mkdirSync(tree);
    symlinkSync("/etc/hostname", `${tree}/out`);
    execFileSync("tar", ["--create", `--file=${state}/plain.tar`, `--directory=${tree}`, "."]);
    const directory = await unpack("", textOf(readFileSync(`${state}/plain.tar`)));
    expect(readlinkSync(`${directory}/out`)).toBe("/etc/hostname");
    await expect(unpack("", "no archive")).rejects.toThrow("What is at files/x.tgz cannot be unpacked.");
});
