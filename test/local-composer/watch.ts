/** Waiting for what a compose becomes, and for what becomes of its processes. */
import { readdir, readFile } from "node:fs/promises";

import * as z from "zod";

import type { RunningComposer } from "../support/local-composer.ts";

export const json = { "Content-Type": "application/json" };

const startedSchema = z.object({ build_id: z.string() });

/** Push a blueprint and start a compose of it; resolves with its id. */
export async function start(
    composer: RunningComposer,
    blueprint: { name: string } & Record<string, unknown>,
    options: object = {},
): Promise<string> {
    await composer.ask("POST", "/api/v1/blueprints/new", { version: "0.0.1", ...blueprint }, json);
    const type = blueprint.distro === "centos-9" ? "edge-commit" : "iot-commit";
    const answer = await composer.ask(
        "POST",
        "/api/v1/compose",
        { blueprint_name: blueprint.name, compose_type: type, ...options },
        json,
    );
    return startedSchema.parse(answer.body, { error: () => answer.text }).build_id;
}

const entrySchema = z.object({
    uuids: z.array(
        z.object({
            queue_status: z.string(),
            job_created: z.number(),
            job_started: z.number().optional(),
            job_finished: z.number().optional(),
        }),
    ),
});

export async function readEntry(composer: RunningComposer, id: string) {
    const answer = await composer.ask("GET", `/api/v1/compose/status/${id}`);
    const [entry] = entrySchema.parse(answer.body).uuids;
    if (!entry) throw new Error(`no compose ${id}: ${answer.text}`);
    return entry;
}

/** Resolves with the state when it is one of these. */
export async function waitFor(composer: RunningComposer, id: string, ...states: string[]): Promise<string> {
    return until(async () => {
        const { queue_status } = await readEntry(composer, id);
        return states.includes(queue_status) ? queue_status : null;
    });
}

/** Ask again and again until there is an answer; the test's own timeout ends it. */
export async function until<Value>(ask: () => Promise<Value | null>): Promise<Value> {
    for (;;) {
        const value = await ask();
        if (value !== null) return value;
        await new Promise(resolve => setTimeout(resolve, 10));
    }
}

export const readLog = async (composer: RunningComposer, id: string) =>
    (await composer.ask("GET", `/api/v1/compose/log/${id}`)).text;

/** Process ids of what composes run on a state directory; what resolves for them stays as long as the server. */
export async function listTools(state: string): Promise<string[]> {
    const pids = (await readdir("/proc")).filter(name => /^\d+$/.test(name));
    const marked = await Promise.all(
        pids.map(async pid => {
            const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
            if (!environment.split("\0").includes(`LOCAL_COMPOSER_STATE=${state}`)) return [];
            const argv = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
            return argv.includes("depsolve.py") ? [] : [pid];
        }),
    );
    return marked.flat();
}
