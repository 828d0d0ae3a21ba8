/** The command `cockpit-ee` in the test's own process. */
import { vi } from "vitest";

import { runCommandLine } from "../../src/cli/command-line.ts";
import type { Ended } from "./command.ts";

/** Run it to its end, where no program is found and nobody answers. */
export async function runHere(...argv: readonly string[]): Promise<Ended> {
    const written = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
        vi.spyOn(process[name], "write").mockImplementation(chunk => {
            written[name] += chunk;
            return true;
        });
    for (const name of ["PATH", "COCKPIT_EE_STATE", "COCKPIT_EE_SOCKET"]) vi.stubEnv(name, "/nowhere");
    try {
        const status = await runCommandLine(argv, new AbortController().signal);
        return { status, ...written };
    } finally {
        vi.unstubAllEnvs();
        vi.restoreAllMocks();
    }
}
