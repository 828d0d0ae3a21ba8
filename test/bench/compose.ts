import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";

import { runCommand } from "../support/command.ts";
import { startComposer } from "../support/local-composer.ts";
import { wrappedRepository } from "../support/wrapped-repository.ts";

const composeSchema = z.object({ started: z.number(), finished: z.number(), phases: z.record(z.string(), z.number()) });

/** All in milliseconds. */
export type ComposeTimes = {
    /** From the plan to the ref in the machine's repository. */
    build: number;
    /** From the start of the compose to its end. */
    compose: number;
    /** What each phase's tools took of that, and together. */
    phases: Record<string, number>;
    tools: number;
};

/** Build one definition with the command line and the local composer. */
export async function measureCompose(): Promise<ComposeTimes> {
    const directory = mkdtempSync(join(tmpdir(), "bench-"));
    const composer = await startComposer({ repos: { "debian-wrapped": await wrappedRepository() } });
    try {
        const definition = join(directory, "bench");
        mkdirSync(definition);
        const text = "version: 3\ndependencies:\n  ansible_core:\n    package_pip: ansible-core\n";
        writeFileSync(join(definition, "execution-environment.yml"), text);
        const started = performance.now();
        const environment = { COCKPIT_EE_SOCKET: composer.socket, COCKPIT_EE_STATE: join(directory, "state") };
        const { status, stdout, stderr } = await runCommand(["build", "--json", definition], environment);
        if (status !== 0) throw new Error(`the build failed: ${stderr}`);
        const { composeId } = z.object({ composeId: z.string() }).parse(JSON.parse(stdout));
        const record = readFileSync(join(composer.state, "composes", `${composeId}.json`), "utf8");
        const compose = composeSchema.parse(JSON.parse(record));
        return {
            build: performance.now() - started,
            compose: (compose.finished - compose.started) * 1000,
            phases: compose.phases,
            tools: Object.values(compose.phases).reduce((sum, phase) => sum + phase, 0),
        };
    } finally {
        await composer.stop();
        rmSync(directory, { recursive: true });
    }
}
