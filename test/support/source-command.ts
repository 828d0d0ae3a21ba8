/** The command `cockpit-ee` as its source is now, for tests that nothing was built for. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";

import type { Ended } from "./command.ts";

/** Bundled when the first of a process's tests asks for it. */
let program: string | null = null;

function bundle(): string {
    // Beside the packages, so that what it imports is found from there.
    const directory = mkdtempSync(resolve("node_modules", ".command-"));
    process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
    const outfile = join(directory, "cli.mjs");
    const how = { bundle: true, platform: "node", format: "esm", packages: "external" } as const;
    buildSync({ entryPoints: ["src/cli.ts"], outfile, ...how });
    return outfile;
}

/** Run it to its end, where no program is found and nobody answers. */
export function runSource(...argv: readonly string[]): Ended {
    program ??= bundle();
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
        encoding: "utf8",
        env: { PATH: "/nowhere", COCKPIT_EE_STATE: "/nowhere", COCKPIT_EE_SOCKET: "/nowhere" },
    });
    return { status: status ?? -1, stdout, stderr };
}
