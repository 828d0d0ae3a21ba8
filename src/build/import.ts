/** The last step: fetch the artefact on the host, and take its commit into this machine's repository. */
import { makeDirectory, remove } from "../host/files.ts";
import { HostError } from "../host/host.ts";
import { importArtefact } from "../ostree/import.ts";
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
        signal,
    });
    return save({ ...record, state: "done", checksum, size, ended: Date.now() });
}

/** Anything but an answer that says no: the composer restarts, or the disk is full; the artefact is still there. */
function asPassing(error: unknown): never {
    if (!(error instanceof HostError) || error.problem !== "failed" || error.status === 22) throw error;
    throw new HostError("garbled", error.message, error.detail);
}
