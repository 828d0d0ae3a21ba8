/** The third step: wait for the compose. The composer tells no progress, only its state. */
import { HostError } from "../host/host.ts";
import { _ } from "../language.ts";
import { pause } from "./pause.ts";
import type { BuildRecord } from "./record.ts";
import type { Work } from "./run.ts";

const POLL = 1000;

/** Resolves when the state changes: to running, importing, failed, or lost. */
export async function followCompose(work: Work, record: BuildRecord): Promise<BuildRecord> {
    const { composer, save, signal } = work;
    if (record.composeId === null) return save({ ...record, state: "starting" });
    for (;;) {
        const [compose] = await composer.readComposes([record.composeId]).catch(asPassing);
        const now = Date.now();
        if (!compose) return save({ ...record, state: "lost" });
        if (compose.state === "RUNNING" && record.state !== "running")
            return save({ ...record, state: "running", phases: { ...record.phases, running: compose.started ?? now } });
        if (compose.state === "FINISHED")
            return save({
                ...record,
                state: "importing",
                phases: { running: compose.started ?? now, ...record.phases, importing: now },
            });
        if (compose.state === "FAILED") {
            const log = (await composer.readLog(record.composeId).catch(() => null)) ?? "";
            return save({
                ...record,
                state: "failed",
                ended: now,
                error: { message: readCause(log), detail: log.slice(-20_000) },
            });
        }
        await pause(POLL, signal);
    }
}

/** Whatever the composer answers here, the compose goes on without us: it is asked again later. */
function asPassing(error: unknown): never {
    if (!(error instanceof HostError) || error.problem !== "failed") throw error;
    throw new HostError("garbled", error.message, error.detail);
}

/** The line of a log that says most: what dnf or rpm complain of, else the last one. */
export function readCause(log: string): string {
    const lines = log
        .split("\n")
        .map(line => line.trim())
        .filter(Boolean);
    const telling = lines.find(line =>
        /conflicts with file|missing packages|Problem \d*:? ?|SIGNATURES NOT OK|^error:|No space left/i.test(line),
    );
    return telling ?? lines.at(-1) ?? _("The compose failed and left no log.");
}
