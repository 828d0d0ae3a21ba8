import { expect, test } from "vitest";

import { fetchAsked } from "../../src/build/gather.ts";
import { planRefused } from "../../src/build/refused.ts";
import { carriedFiles } from "../../src/ee/carried.ts";
import { parseDefinition } from "../../src/ee/parse.ts";
import { listRequirements } from "../../src/ee/requirements.ts";
import { readTarget } from "../../src/ee/target.ts";
import type { Host } from "../../src/host/host.ts";

/** Nothing is asked of it. */
const host: Host = {
    request: () => Promise.reject(new Error("a request")),
    keeperIsRoot: async () => false,
    run: argv => Promise.reject(new Error(argv.join(" "))),
    start: argv => Promise.reject(new Error(argv.join(" "))),
};

/** The rows of what is refused, and nothing else of the plan. */
async function refuse(requirements: string, more: readonly [string, string][] = []) {
    const main = "execution-environment.yml";
    const text = "version: 3\ndependencies: {galaxy: requirements.yml}\n";
    const files = new Map([[main, text], ["requirements.yml", requirements], ...more]);
    const { definition } = parseDefinition(text, main);
    if (!definition) throw new Error("no definition");
    const carried = carriedFiles(files, definition);
    const asking = { files, definition, carried, shown: definition, byRpm: new Set<string>() };
    const { refused } = await fetchAsked(host, "/state", asking, undefined);
    return listRequirements(carried, definition, readTarget("centos-9")).map(asked => planRefused(asked, refused));
}

test("an address that git would reveal is left over and nobody is asked, with what helps", async () => {
    const rows = await refuse(
        "collections: ['git+https://x.example/a.git?private_token=abc']\nroles: [{src: 'ssh://me:pw@x.example/b.git', scm: git}]\n",
    );
    expect(rows).toMatchObject([
        { kind: "collection", fidelity: "left-over", note: expect.stringContaining("before the host of an https") },
        { kind: "role", fidelity: "left-over", note: expect.stringContaining("before the host of an https") },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/abc|pw@/);
});

test.each([
    [
        "a program with a secret",
        "plugins/a.bin",
        "\udc80ELF https://me:pw@x/ ",
        "Its file own/plugins/a.bin holds what may",
    ],
    ["a secret", "vars/main.yml", "password: hunter2\n", "Its file own/vars/main.yml holds what may be a secret"],
])("a directory that holds %s is left over, and nobody is asked", async (_what, path, text, note) => {
    const more: [string, string][] = [
        ["own/galaxy.yml", "namespace: acme\nname: own\nversion: 0.1.0\n"],
        [`own/${path}`, text],
    ];
    const rows = await refuse("collections: [{name: /build/own, type: dir}]\n", more);
    expect(rows).toMatchObject([{ name: "/build/own", fidelity: "left-over", note: expect.stringContaining(note) }]);
});
