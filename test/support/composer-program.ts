/** The local composer's program, bundled as a release is: once for all tests that Vitest runs. */
import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";

import { build } from "esbuild";

import { makeRunDirectory } from "./run-directory.ts";

/** Names the program to the tests. */
const VARIABLE = "TEST_COMPOSER_PROGRAM";

/** What Vitest calls before all tests of a project; answers what it calls after them. */
export default async function setUp(): Promise<() => void> {
    const run = makeRunDirectory();
    process.env[VARIABLE] = await bundleComposer(run.path);
    return run.remove;
}

/** Resolves with its path: there already, or made in this directory. */
export const composerProgram = async (directory: string): Promise<string> =>
    process.env[VARIABLE] ?? (await bundleComposer(directory));

async function bundleComposer(directory: string): Promise<string> {
    const source = join(import.meta.dirname, "../../src/local-composer");
    const outfile = join(directory, "local-composer.js");
    await build({
        ...{ entryPoints: [join(source, "main.ts")], outfile },
        ...{ bundle: true, platform: "node", format: "esm", target: "node20" },
    });
    for (const name of await readdir(source)) {
        if (name.endsWith(".py")) await cp(join(source, name), join(directory, "local-composer", name));
    }
    return outfile;
}
