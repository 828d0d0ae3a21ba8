/** The last step: fetch the artefact on the host, and take its commit into this machine's repository. */
import { lockFile, parseLocked } from "../ee/lock-file.ts";
import { makeDirectory, remove } from "../host/files.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { importArtefact } from "../ostree/import.ts";
import { readPackages } from "../ostree/inventory.ts";
import { readKeptLock } from "./build-lock.ts";
import { type LockedRpm, parsePinnedRpm, rpmOf, rpmsBeside } from "./lock.ts";
import type { BuildRecord } from "./record.ts";
import type { Work } from "./run.ts";
import { buildDirectory } from "./store.ts";

/** A commit of a few gigabytes over a local socket and onto a slow disk. */
const HOUR = 3_600_000;

export async function importCommit(
    { host, composer, state, signal, save }: Work,
    record: BuildRecord,
): Promise<BuildRecord> {
    const work = `${buildDirectory(state, record.id)}/import`;
    await remove(host, work);
    await makeDirectory(host, work);
    const file = `${work}/commit.tar`;
    await host.run(composer.downloadCommand(record.composeId ?? "", file), { timeout: HOUR, signal }).catch(asPassing);
    const { checksum, size } = await importArtefact(host, {
        repo: `${state}/repo`,
        file,
        work,
        ref: record.ref,
        parent: record.parent,
        accept: async checksum => {
            if (record.lock !== null) await compareRpms(host, `${state}/repo`, record.lock, checksum);
            else await compareLocked(host, state, record, checksum);
        },
        signal,
    });
    return save({ ...record, state: "done", checksum, size, ended: Date.now() });
}

/** What a composer adds or chooses by itself is no part of a blueprint: that the RPMs are the same is seen in the commit. */
async function compareRpms(host: Host, repo: string, then: string, now: string): Promise<void> {
    const [locked, built] = await Promise.all([then, now].map(checksum => readPackages(host, repo, checksum)));
    const [gone, added] = [rpmsBeside(locked ?? [], built ?? []), rpmsBeside(built ?? [], locked ?? [])];
    if (gone.length === 0 && added.length === 0) return;
    const [first] = [...added, ...gone].map(rpmOf);
    const text =
        added.length > 0
            ? _("The composer took $0, which the commit $1 has not. The ref stays as it was.")
            : _("The composer left out $0, which the commit $1 has. The ref stays as it was.");
    throw new HostError("failed", format(text, first ?? "", then.slice(0, 12)), linesOf(gone, added));
}

/** The same of what an author locked. What the image type brings by itself comes beside it: no plan knows of that. */
async function compareLocked(host: Host, state: string, record: BuildRecord, checksum: string): Promise<void> {
    const kept = await readKeptLock(host, state, record);
    if (kept === null) return;
    const locked = parseLocked(kept);
    if (!locked) throw new HostError("failed", format(_("$0 cannot be read."), lockFile));
    const then = locked.rpms.map(parsePinnedRpm).filter(rpm => rpm !== null);
    const names = new Set(then.map(({ name }) => name));
    const built = (await readPackages(host, `${state}/repo`, checksum)).filter(({ name }) => names.has(name));
    const [gone, added] = [rpmsBeside(then, built), rpmsBeside(built, then)];
    const [first] = [...added, ...gone].map(rpmOf);
    if (first === undefined) return;
    const text =
        added.length > 0
            ? _("The composer took $0, and another is locked. The ref stays as it was.")
            : _("The composer left out $0, which is locked. The ref stays as it was.");
    throw new HostError("failed", format(text, first), linesOf(gone, added));
}

const linesOf = (gone: readonly LockedRpm[], added: readonly LockedRpm[]): string =>
    [...gone.map(rpm => `- ${rpmOf(rpm)}`), ...added.map(rpm => `+ ${rpmOf(rpm)}`)].join("\n");

/** Anything but an answer that says no: the composer restarts, or the disk is full; the artefact is still there. */
function asPassing(error: unknown): never {
    if (!(error instanceof HostError) || error.problem !== "failed" || error.status === 22) throw error;
    throw new HostError("garbled", error.message, error.detail);
}
