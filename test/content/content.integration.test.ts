import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { fetchCollections } from "../../src/content/fetch.ts";
import { type Content, contentDirectory, packContent } from "../../src/content/repository.ts";
import { nodeHost } from "../../src/host/node.ts";
import { collectionArtefacts } from "../support/collections.ts";
import { type GalaxyServer, startGalaxyServer } from "../support/galaxy-server.ts";

const state = mkdtempSync(join(tmpdir(), "content-"));
const host = nodeHost({ state });
let galaxy: GalaxyServer;

beforeAll(async () => {
    galaxy = await startGalaxyServer({
        directory: await collectionArtefacts(["ansible.posix", "ansible.utils", "ansible.netcommon"]),
    });
    mkdirSync(`${state}/cache/work`, { recursive: true });
    mkdirSync(`${state}/content`, { recursive: true });
});
afterAll(async () => {
    await galaxy.stop();
    rmSync(state, { recursive: true });
});

const wanted = (requirements: string, files: ReadonlyMap<string, string> = new Map()) => ({
    requirements,
    config: `[galaxy]\nserver_list = test\n[galaxy_server.test]\nurl = ${galaxy.url}\n`,
    files,
});

test("collections come with what they depend on, and with their metadata", async () => {
    const { collections } = await fetchCollections(
        host,
        `${state}/cache`,
        wanted("collections:\n- name: ansible.netcommon\n"),
    );
    expect(collections.map(({ name }) => name)).toEqual(["ansible.netcommon", "ansible.utils"]);
    expect(collections[1]?.files.get("requirements.txt")).toContain("netaddr");
});

test("the same question within the hour asks no server", async () => {
    const question = wanted("collections:\n- name: ansible.posix\n");
    const first = await fetchCollections(host, `${state}/cache`, question);
    const asked = galaxy.requests.length;
    expect(await fetchCollections(host, `${state}/cache`, question)).toEqual(first);
    expect(galaxy.requests.length).toBe(asked);
});

test("what no server has is said in ansible-galaxy's words", async () => {
    await expect(
        fetchCollections(host, `${state}/cache`, wanted("collections:\n- name: acme.nothing\n")),
    ).rejects.toMatchObject({
        problem: "failed",
        message: expect.stringContaining("acme.nothing"),
    });
});

test("an ansible.cfg beside the definition is not obeyed", async () => {
    const files = new Map([
        ["ansible.cfg", "[galaxy]\nserver = http://127.0.0.1:9/\n[defaults]\nlog_path = /workshop/result/obeyed\n"],
    ]);
    const { directory } = await fetchCollections(
        host,
        `${state}/cache`,
        wanted("collections:\n- name: ansible.posix\n", files),
    );
    expect(existsSync(`${directory}/obeyed`)).toBe(false);
});

test("the same content makes the same RPM, byte for byte, and says what it provides", async () => {
    const { directory, collections } = await fetchCollections(
        host,
        `${state}/cache`,
        wanted("collections:\n- name: ansible.posix\n"),
    );
    const content: Content = {
        name: "ee-sample",
        version: "0.0123456789ab",
        summary: "100% sample\n%{lua: error()}",
        collections,
        fetched: directory,
        about: new Map([["definition/execution-environment.yml", "version: 3\n"]]),
    };
    await packContent(host, state, content);
    const rpm = `${contentDirectory(state, content)}/ee-sample-0.0123456789ab-1.noarch.rpm`;
    const bytes = readFileSync(rpm);
    rmSync(contentDirectory(state, content), { recursive: true });
    await packContent(host, state, content);
    expect(readFileSync(rpm).equals(bytes)).toBe(true);

    const ask = (...query: string[]) =>
        execFileSync("rpm", ["--query", "--package", ...query, rpm], {
            encoding: "utf8",
            stdio: ["ignore", "pipe", "ignore"],
        });
    expect(ask("--provides")).toMatch(/^ansible-collection\(ansible\.posix\) = \d/m);
    expect(ask("--list")).toContain("/usr/share/ansible/collections/ansible_collections/ansible/posix/MANIFEST.json");
    expect(ask("--list")).toContain("/usr/share/ee/sample/definition/execution-environment.yml");
    expect(ask("--queryformat", "%{SUMMARY}")).toBe("100% sample %{lua: error()}");
    expect(ask("--queryformat", "%{PAYLOADCOMPRESSOR}")).toBe("gzip");
});

test("what is there already is not made again", async () => {
    const content = { name: "ee-sample", version: "0.0123456789ab" };
    const marker = `${contentDirectory(state, content)}/marker`;
    writeFileSync(marker, "");
    await packContent(host, state, { ...content, summary: "x", collections: [], fetched: null, about: new Map() });
    expect(existsSync(marker)).toBe(true);
});
