/**
 * A build, from its record to its commit: a list of steps that any page, or the command line, can take up where the last
 * one left off. Only the compose needs nobody.
 */

import { type Host, HostError, mayPass } from "../host/host.ts";
import { _ } from "../language.ts";
import type { Composer } from "../osbuild/composer.ts";
import { takeClaim } from "./claim.ts";
import { cleanUp } from "./clean-up.ts";
import { followCompose } from "./follow.ts";
import { importCommit } from "./import.ts";
import { prepare } from "./prepare.ts";
import { type BuildRecord, isOver } from "./record.ts";
import { findCompose, startCompose } from "./start-compose.ts";
import { readBuild, readKeptLog, removeBuild, requestCancel, writeBuild } from "./store.ts";

/** What a step works with. */
export type Work = {
    host: Host;
    composer: Composer;
    state: string;
    signal: AbortSignal;
    /** Writes the record, and tells whoever looks on. */
    save(record: BuildRecord): Promise<BuildRecord>;
};

/** What is to be done next; null when nothing is, or nothing can be. Pure: the record says how far the build is. */
export function nextStep(record: BuildRecord): ((work: Work, record: BuildRecord) => Promise<BuildRecord>) | null {
    if (isOver(record)) return null;
    if (record.cancelRequested) return cancel;
    if (record.state === "preparing") return prepare;
    if (record.state === "starting") return startCompose;
    if (record.state === "importing") return importCommit;
    return followCompose;
}

/** Builds that this process drives, so that a cancel reaches their running step at once. */
const driven = new Map<string, AbortController>();

/**
 * Drive a build until it is over, somebody else drives it, or `signal` aborts.
 *
 * @returns The record as it then is.
 * Throws HostError when the machine fails in a way that may pass; the build can be carried on later. What fails the build
 * itself is in the record.
 */
export async function carryOn(
    host: Host,
    composer: Composer,
    state: string,
    id: string,
    { signal, onChange }: { signal?: AbortSignal; onChange?: (record: BuildRecord) => void } = {},
): Promise<BuildRecord | null> {
    const found = await readBuild(host, state, id);
    if (!found || isOver(found)) return found;
    const claim = await takeClaim(host, state, id);
    if (!claim) return found;
    const save = async (given: BuildRecord) => {
        if (!(await claim.holds())) throw new HostError("cancelled", "somebody else drives this build now");
        const record = given.state === "failed" ? await orCancelled(host, state, given) : given;
        // Before the record says that it is over: nobody comes back to what is over.
        if (isOver(record)) await cleanUp({ host, composer, state }, record);
        await writeBuild(host, state, record);
        onChange?.(record);
        return record;
    };
    try {
        for (;;) {
            const stop = new AbortController();
            driven.set(id, stop);
            const work = {
                host,
                composer,
                state,
                save,
                signal: AbortSignal.any([stop.signal, claim.lost, ...(signal ? [signal] : [])]),
            };
            const record = await readBuild(host, state, id);
            const step = record && nextStep(record);
            if (!step) return record;
            const after = await attempt(step, work, record).catch((error: unknown) => {
                // Cancelled from here: the next round finds the request and ends the build.
                if (stop.signal.aborted) return record;
                throw error;
            });
            if (record.state === "lost" && after.state === "lost") return after;
        }
    } finally {
        driven.delete(id);
        await claim.release();
    }
}

/** Ask for a build's end. It ends at its next step, at once where it is driven from here. */
export async function cancelBuild(host: Host, composer: Composer, state: string, id: string): Promise<void> {
    await requestCancel(host, state, id);
    const record = await readBuild(host, state, id);
    if (record?.composeId) await stopCompose(composer, record.composeId);
    driven.get(id)?.abort();
}

/** Forget a build that is over, and its compose with it. Its commit stays. */
export async function deleteBuild(host: Host, composer: Composer, state: string, id: string): Promise<void> {
    const record = await readBuild(host, state, id);
    if (record && !isOver(record)) throw new HostError("failed", _("This build is not over. Cancel it first."));
    if (record?.composeId) {
        await composer.deleteCompose(record.composeId).catch((error: unknown) => {
            // It may be gone already; a build of a composer that is not there any more can be forgotten too.
            if (!(error instanceof HostError)) throw error;
        });
    }
    await removeBuild(host, state, id);
}

/** The log as far as there is one; "" while the composer has none to give. */
export async function readBuildLog(
    host: Host,
    composer: Composer,
    state: string,
    record: BuildRecord,
): Promise<string> {
    // It is kept when the build ends, and looked for by a program: not every time that a running one is asked about.
    const kept = isOver(record) ? await readKeptLog(host, state, record.id) : null;
    if (kept !== null || record.composeId === null) return kept ?? "";
    return (await composer.readLog(record.composeId)) ?? "";
}

/** What fails in a step fails the build, unless the machine may do it another time. */
async function attempt(
    step: NonNullable<ReturnType<typeof nextStep>>,
    work: Work,
    record: BuildRecord,
): Promise<BuildRecord> {
    try {
        return await step(work, record);
    } catch (error) {
        if (work.signal.aborted || mayPass(error)) throw error;
        const now = (await readBuild(work.host, work.state, record.id)) ?? record;
        const [message, detail] =
            error instanceof HostError ? [error.message, error.detail] : [String(error), (error as Error).stack ?? ""];
        return work.save({ ...now, state: "failed", ended: Date.now(), error: { message, detail } });
    }
}

/** What fails when somebody has asked for its end was cancelled: the composer calls a compose FAILED then, too. */
async function orCancelled(host: Host, state: string, failed: BuildRecord): Promise<BuildRecord> {
    const now = await readBuild(host, state, failed.id);
    return now?.cancelRequested ? { ...failed, cancelRequested: true, state: "cancelled", error: null } : failed;
}

async function cancel(work: Work, record: BuildRecord): Promise<BuildRecord> {
    const id = record.composeId ?? (record.blueprintVersion === null ? null : await findCompose(work, record));
    if (id !== null) await stopCompose(work.composer, id);
    return work.save({ ...record, composeId: id, state: "cancelled", ended: Date.now() });
}

async function stopCompose(composer: Composer, id: string): Promise<void> {
    await composer.cancelCompose(id).catch((error: unknown) => {
        // "Not in WAITING or RUNNING": it has ended by itself.
        if (!(error instanceof HostError && error.problem === "failed")) throw error;
    });
}
