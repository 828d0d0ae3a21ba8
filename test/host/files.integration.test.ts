import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { createText, createTree, listFiles, move, readText, remove, writeText } from "../../src/host/files.ts";
import { nodeHost } from "../../src/host/node.ts";
import { readTree } from "../../src/host/trees.ts";

const state = mkdtempSync(join(tmpdir(), "files-"));
const host = nodeHost({ state });
afterAll(() => rmSync(state, { recursive: true }));

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test("a file that is not there reads as null", async () => {
    expect(await readText(host, `${state}/nothing`)).toBeNull();
});

test("a written file reads back whole, and leaves nothing aside", async () => {
    await writeText(host, `${state}/note.txt`, "one\n");
    await writeText(host, `${state}/note.txt`, "zwei ü\n");
    expect(await readText(host, `${state}/note.txt`)).toBe("zwei ü\n");
    expect(await listFiles(host, state)).toEqual(["note.txt"]);
});

test("a file is created once", async () => {
    expect(await createText(host, `${state}/claim`, "first")).toBe(true);
    expect(await createText(host, `${state}/claim`, "second")).toBe(false);
    expect(await readText(host, `${state}/claim`)).toBe("first");
});

test("a tree appears whole or not at all", async () => {
    const files = new Map([
        ["a/b/c.txt", "deep"],
        ["d.txt", "flat"],
    ]);
    expect(await createTree(host, `${state}/tree`, files)).toBe(true);
    expect(await createTree(host, `${state}/tree`, new Map([["d.txt", "other"]]))).toBe(false);
    const entries = (await readTree(host, `${state}/tree`)) ?? [];
    expect(entries.filter(({ type }) => type === "file").map(({ path, bytes }) => [path, text(bytes)])).toEqual([
        ...files,
    ]);
});

test("a tree that is not there is null", async () => {
    expect(await readTree(host, `${state}/no-tree`)).toBeNull();
});

test("links in a tree are named, not followed", async () => {
    await createTree(host, `${state}/linked`, new Map([["real", "x"]]));
    symlinkSync("/etc/shadow", `${state}/linked/secret`);
    const secret = (await readTree(host, `${state}/linked`))?.find(({ path }) => path === "secret");
    expect(secret).toMatchObject({ type: "link", size: 0 });
});

test("a tree larger than its bound is refused", async () => {
    writeFileSync(`${state}/linked/large`, Buffer.alloc(100_000));
    await expect(readTree(host, `${state}/linked`, { maxBytes: 50_000 })).rejects.toMatchObject({
        problem: "too-large",
    });
});

test("a directory is not moved over one that holds something", async () => {
    await createTree(host, `${state}/from`, new Map([["x", "from"]]));
    await createTree(host, `${state}/to`, new Map([["x", "to"]]));
    expect(await move(host, `${state}/from`, `${state}/to`)).toBe(false);
    expect(await readText(host, `${state}/to/x`)).toBe("to");
});

test("removing what is not there is fine", async () => {
    await expect(remove(host, `${state}/nothing`)).resolves.toBeUndefined();
});
