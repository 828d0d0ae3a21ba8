import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { listDefinitions } from "../../src/ee/listing.ts";
import { saveDefinition } from "../../src/ee/save.ts";
import { createDefinition, deleteDefinition, readDefinition } from "../../src/ee/store.ts";
import type { Host } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node.ts";

const state = mkdtempSync(join(tmpdir(), "listing-"));
const real = nodeHost({ state });
afterAll(() => rmSync(state, { recursive: true }));

let asked: string[] = [];
const host: Host = {
    ...real,
    run(argv, options) {
        asked.push(
            typeof options?.input === "string" ? `${argv[0]} ${options.input.replaceAll("\0", " ")}` : `${argv[0]}`,
        );
        return real.run(argv, options);
    },
};
const text = (name: string) => new Map([["execution-environment.yml", `# ${name}\nversion: 3\n`]]);
const add = (name: string) => createDefinition(real, state, name, text(name));

test("without a directory of definitions there are none", async () => {
    expect(await listDefinitions(host, state)).toEqual([]);
});

test("only what changed is read again, and the rest is the same as before", async () => {
    for (const name of ["one", "two", "three"]) await add(name);
    const first = await listDefinitions(host, state);
    expect(first.map(({ name, files }) => [name, files.get("execution-environment.yml")])).toEqual([
        ["one", "# one\nversion: 3\n"],
        ["three", "# three\nversion: 3\n"],
        ["two", "# two\nversion: 3\n"],
    ]);
    expect(first[0]?.savedAt).toBeGreaterThan(1_600_000_000_000);
    expect(first[0]?.savedBy).not.toBe("");

    asked = [];
    expect(await listDefinitions(host, state, first)).toBe(first);
    expect(asked).toEqual(["find"]);

    appendFileSync(join(state, "definitions/two/execution-environment.yml"), "# more\n");
    asked = [];
    const second = await listDefinitions(host, state, first);
    expect(asked).toEqual(["find", "tar two/execution-environment.yml "]);
    expect(second[0]).toBe(first[0]);
    expect(second[2]?.files.get("execution-environment.yml")).toContain("# more");

    await deleteDefinition(real, state, "one");
    const base = (await readDefinition(real, state, "three"))?.files ?? new Map();
    const files = new Map([...base, ["bindep.txt", "git\n"]]);
    await saveDefinition(real, state, "three", { files, base, by: "jana", findings: null });
    const third = await listDefinitions(host, state, second);
    expect(third.map(({ name, files }) => [name, files.size])).toEqual([
        ["three", 2],
        ["two", 1],
    ]);
});

test("a large file is known by its name, and what is hidden is not looked into", async () => {
    await add("large");
    const own = join(state, "definitions/large");
    writeFileSync(join(own, "archive.bin"), Buffer.alloc(2 * 1024 * 1024, 1));
    mkdirSync(join(own, ".git"));
    writeFileSync(join(own, ".git/config"), "secret");
    asked = [];
    const large = (await listDefinitions(host, state)).find(({ name }) => name === "large");
    expect([...(large?.files ?? [])].map(([path, { length }]) => [path, length > 0])).toEqual([
        ["archive.bin", false],
        ["execution-environment.yml", true],
    ]);
    expect(asked.join()).not.toMatch(/archive|\.git/);
});

test("a file that goes while the list is read makes it read again", async () => {
    await add("passing");
    const path = join(state, "definitions/passing");
    const racing: Host = {
        ...real,
        run(argv, options) {
            if (argv[0] === "tar") rmSync(path, { recursive: true, force: true });
            return real.run(argv, options);
        },
    };
    expect((await listDefinitions(racing, state)).map(({ name }) => name)).not.toContain("passing");
});

test("a directory that may not be looked into keeps nobody from the others", async () => {
    await add("closed");
    chmodSync(join(state, "definitions/closed"), 0);
    const names = (await listDefinitions(host, state)).map(({ name }) => name);
    chmodSync(join(state, "definitions/closed"), 0o700);
    expect(names).toEqual(["closed", "large", "three", "two"]);
});
