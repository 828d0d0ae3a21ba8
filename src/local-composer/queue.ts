/** One compose after the other, oldest first. */
import { rmSync } from "node:fs";

import type { Compose } from "./compose.ts";
import type { State } from "./state.ts";

/** Builds one compose; resolves with what becomes of its record. Throws only when it was aborted. */
export type Build = (compose: Compose, signal: AbortSignal) => Promise<Pick<Compose, "state" | "checksum" | "phases">>;

export type Queue = {
    /** Look for work; called whenever there may be some. */
    wake(): void;
    /** End a compose that waits or runs: it is FAILED at once, its processes are killed, its directory goes. */
    cancel(id: string): void;
    /** End the compose that runs, and take no other. */
    stop(): Promise<void>;
};

const now = () => Date.now() / 1000;

export function startQueue(state: State, build: Build): Queue {
    let running: { id: string; abort: AbortController; over: Promise<void> } | null = null;
    let isStopped = false;

    const change = (id: string, changes: Partial<Compose>) => {
        const compose = state.composes.get(id);
        if (compose) state.putCompose({ ...compose, ...changes });
    };

    // Composes that a killed server left running are lost; those that wait do not know.
    for (const { id, state: found } of [...state.composes.values()]) {
        if (found !== "RUNNING") continue;
        change(id, { state: "FAILED", finished: now() });
        rmSync(state.results(id), { recursive: true, force: true });
    }

    const run = async (id: string, abort: AbortController) => {
        change(id, { state: "RUNNING", started: now() });
        const compose = state.composes.get(id);
        if (!compose) return;
        try {
            const outcome = await build(compose, abort.signal);
            if (!abort.signal.aborted) change(id, { ...outcome, finished: now() });
        } catch (error) {
            if (!abort.signal.aborted) {
                console.error(error);
                change(id, { state: "FAILED", finished: now() });
            }
        }
        if (abort.signal.aborted) rmSync(state.results(id), { recursive: true, force: true });
    };

    const wake = () => {
        if (running || isStopped) return;
        const waiting = [...state.composes.values()].filter(({ state }) => state === "WAITING");
        const next = waiting.sort((a, b) => a.created - b.created)[0];
        if (!next) return;
        const abort = new AbortController();
        const over = run(next.id, abort).then(
            () => {
                running = null;
                wake();
            },
            // Not even its state could be written: the next one would fare no better before somebody frees the disk.
            (error: unknown) => {
                running = null;
                console.error(error);
            },
        );
        running = { id: next.id, abort, over };
    };

    return {
        wake,
        cancel(id) {
            change(id, { state: "FAILED", cancelled: true });
            if (running?.id === id) running.abort.abort();
        },
        async stop() {
            isStopped = true;
            if (!running) return;
            change(running.id, { state: "FAILED", finished: now() });
            running.abort.abort();
            await running.over;
        },
    };
}
