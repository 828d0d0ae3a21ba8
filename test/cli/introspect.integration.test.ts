/** The real collections of Debian's `ansible` package, and what ansible-builder's own introspection says of them. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { collectionArtefacts } from "../support/collections.ts";
import { runCommand } from "../support/command.ts";
import { findShared } from "../support/shared.ts";

type Said = {
    version: string;
    dependencies: Record<string, string>;
    python: string[];
    system: string[];
};

const root = mkdtempSync(join(tmpdir(), "introspect-"));
afterAll(() => rmSync(root, { recursive: true }));

/** Names and what is known of them; where nothing is known, one collection of which the lines are easily told. */
function known(): [string, Said | null][] {
    const shared = findShared("collections.json");
    if (shared === null) return [["ansible.posix", null]];
    return Object.entries(JSON.parse(readFileSync(shared, "utf8")));
}

test("each real collection asks for what ansible-builder says, as an artefact and as a directory", async () => {
    const collections = known();
    const artefacts = await collectionArtefacts(collections.map(([name]) => name));
    const paths = collections.map(([name]) => {
        const start = `${name.replace(".", "-")}-`;
        const file = readdirSync(artefacts).find(other => other.startsWith(start));
        if (file === undefined) throw new Error(`there is no artefact of ${name}`);
        return join(artefacts, file);
    });
    const directories = collections.map(([name], index) => {
        const directory = join(root, name);
        mkdirSync(directory);
        const wanted = ["--wildcards", "--no-wildcards-match-slash", "MANIFEST.json", "meta/*", "*.txt", "*/*.txt"];
        // tar fails where a pattern fits nothing.
        spawnSync("tar", ["-xf", paths[index] ?? "", "-C", directory, ...wanted]);
        return directory;
    });
    const packed = await runCommand(["introspect", "--json", ...paths]);
    expect(packed).toMatchObject({ status: 0, stderr: "" });
    const answers = JSON.parse(packed.stdout);
    expect(answers).toHaveLength(collections.length);
    for (const [index, [name, said]] of collections.entries()) {
        const { version, dependencies, python, system } = said ?? answers[index];
        expect(answers[index]).toEqual({ path: paths[index], name, version, dependencies, python, system });
    }
    const unpacked = await runCommand(["introspect", "--json", ...directories]);
    const alike = answers.map((answer: object, index: number) => ({ ...answer, path: directories[index] }));
    expect(JSON.parse(unpacked.stdout)).toEqual(alike);
    console.log(`introspected: ${collections.length} collections`);
});
