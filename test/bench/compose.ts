import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";

import { runCommand } from "../support/command.ts";
import { startComposer } from "../support/local-composer.ts";
import { commitOver, writeTree } from "../support/ostree-repo.ts";
import { wrappedRepository } from "../support/wrapped-repository.ts";

const composeSchema = z.object({ started: z.number(), finished: z.number(), phases: z.record(z.string(), z.number()) });

const recordSchema = z.object({ composeId: z.string(), checksum: z.string() });

/** All in milliseconds. */
export type ComposeTimes = {
    /** From the plan to the ref in the machine's repository. */
    build: number;
    /** From the start of the compose to its end. */
    compose: number;
    /** What each phase's tools took of that, and together. */
    phases: Record<string, number>;
    tools: number;
    /** The command line from its start to its end: what is in the commit, and what differs from another of one more file. */
    show: number;
    diff: number;
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
        const built = await run(["build", "--json", definition], environment);
        const build = performance.now() - started;
        const { composeId, checksum } = recordSchema.parse(JSON.parse(built));
        const record = readFileSync(join(composer.state, "composes", `${composeId}.json`), "utf8");
        const compose = composeSchema.parse(JSON.parse(record));
        const over = join(directory, "over");
        writeTree(over, { "/usr/share/bench": "" });
        const other = commitOver(join(directory, "state/repo"), checksum, over, "bench");
        return {
            build,
            compose: (compose.finished - compose.started) * 1000,
            phases: compose.phases,
            tools: Object.values(compose.phases).reduce((sum, phase) => sum + phase, 0),
            show: await measure(["show", "--json", checksum], environment),
            diff: await measure(["diff", "--json", checksum, other], environment),
        };
    } finally {
        await composer.stop();
        rmSync(directory, { recursive: true });
    }
}

async function measure(argv: readonly string[], environment: Record<string, string>): Promise<number> {
    const started = performance.now();
    await run(argv, environment);
    return performance.now() - started;
}

async function run(argv: readonly string[], environment: Record<string, string>): Promise<string> {
    const { status, stdout, stderr } = await runCommand(argv, environment);
    if (status !== 0) throw new Error(`${argv[0]} failed: ${stderr}`);
    return stdout;
}
