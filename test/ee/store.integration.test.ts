import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { setValue } from "../../src/ee/edit.ts";
import { listDefinitions } from "../../src/ee/listing.ts";
import { saveDefinition } from "../../src/ee/save.ts";
import {
    cloneDefinition,
    createDefinition,
    deleteDefinition,
    readDefinition,
    renameDefinition,
    restoreDefinition,
} from "../../src/ee/store.ts";
import { nodeHost } from "../../src/host/node.ts";

const state = mkdtempSync(join(tmpdir(), "store-"));
const host = nodeHost({ state });
afterAll(() => rmSync(state, { recursive: true }));

const files = new Map([
    ["execution-environment.yml", "version: 3\n"],
    ["files/ansible.cfg", "[galaxy]\n"],
]);
const save = (name: string, texts: ReadonlyMap<string, string>, base: ReadonlyMap<string, string>) =>
    saveDefinition(host, state, name, { files: texts, base, by: "jana", findings: null });
const names = async () => (await listDefinitions(host, state)).map(({ name }) => name);

test("definitions are made, saved, renamed, cloned, deleted and taken back", async () => {
    expect(await names()).toEqual([]);
    expect(await createDefinition(host, state, "one", files)).toBe(true);
    expect(await createDefinition(host, state, "one", new Map())).toBe(false);
    expect((await readDefinition(host, state, "one"))?.files).toEqual(files);

    const changed = new Map(files).set("new/bindep.txt", "git\n").set("execution-environment.yml", "version: 3 # ü\n");
    expect(await save("one", changed, files)).toBeNull();
    const saved = await readDefinition(host, state, "one");
    expect(saved?.files.get("execution-environment.yml")).toBe("version: 3 # ü\n");
    expect(saved?.files.get("files/ansible.cfg")).toBe("[galaxy]\n");
    expect(saved?.savedAt).toBeGreaterThan(0);
    expect(saved?.savedBy).not.toBe("");

    expect(await cloneDefinition(host, state, "one", "two")).toBe(true);
    expect(await cloneDefinition(host, state, "one", "two")).toBe(false);
    expect(await renameDefinition(host, state, "two", "one")).toBe(false);
    expect(await renameDefinition(host, state, "two", "three")).toBe(true);
    expect(await names()).toEqual(["one", "three"]);

    const id = await deleteDefinition(host, state, "three");
    expect(await names()).toEqual(["one"]);
    expect(await readDefinition(host, state, "three")).toBeNull();
    expect(await restoreDefinition(host, state, id, "one")).toBe(false);
    expect(await restoreDefinition(host, state, id, "three")).toBe(true);
    expect((await readDefinition(host, state, "three"))?.files).toEqual(saved?.files);
});

test("a mark of the byte order is there after an edit in the form and a save", async () => {
    const text = "\ufeff# head\nversion: 3\n";
    const before = new Map([["execution-environment.yml", text]]);
    await createDefinition(host, state, "marked", before);
    expect((await readDefinition(host, state, "marked"))?.files).toEqual(before);
    const edited = setValue(text, ["options", "user"], "1");
    expect(await save("marked", new Map([["execution-environment.yml", edited]]), before)).toBeNull();
    const saved = join(state, "definitions/marked/execution-environment.yml");
    expect(readFileSync(saved, "utf8")).toBe("\ufeff# head\nversion: 3\noptions:\n  user: '1'\n");
    await deleteDefinition(host, state, "marked");
});

test("what is no definition is not listed, and links are not followed", async () => {
    const stray = mkdtempSync(join(state, "definitions", "Stray-"));
    writeFileSync(join(state, "definitions", "file"), "x");
    symlinkSync("/etc", join(state, "definitions", "linked"));
    mkdirSync(join(state, "definitions", "with-link"));
    symlinkSync("/etc/passwd", join(state, "definitions", "with-link", "execution-environment.yml"));
    const found = await listDefinitions(host, state);
    expect(found.map(({ name }) => name).filter(name => !["one", "three"].includes(name))).toEqual(["with-link"]);
    expect(found.find(({ name }) => name === "with-link")?.files.size).toBe(0);
    rmSync(stray, { recursive: true });
});

test.each(["../x", "", "a/b", ".trash", "A", "-x", "a\n"])("the name %j never reaches the disk", async name => {
    const before = readdirSync(state, { recursive: true });
    await expect(createDefinition(host, state, name, files)).rejects.toThrow("not a name");
    await expect(readDefinition(host, state, name)).rejects.toThrow("not a name");
    await expect(deleteDefinition(host, state, name)).rejects.toThrow("not a name");
    expect(readdirSync(state, { recursive: true })).toEqual(before);
});

test.each(["../x", "/etc/passwd", "", "a/../../b", "./a", "a//b", "a\0b"])(
    "the path %j never reaches the disk",
    async path => {
        await expect(save("one", new Map([[path, "x"]]), new Map())).rejects.toThrow("not a path");
        await expect(createDefinition(host, state, "bad", new Map([[path, "x"]]))).rejects.toThrow("not a path");
    },
);
