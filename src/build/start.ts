/** How a build begins: with a record, and the definition as it is now, kept for the steps to come. */
import { carriedFiles } from "../ee/carried.ts";
import { checkDefinition } from "../ee/check.ts";
import { createTree, makeDirectory, randomHex } from "../host/files.ts";
import { type Host, HostError } from "../host/host.ts";
import { _ } from "../language.ts";
import { holdFiles } from "./author-files.ts";
import { checkLock, keepLock } from "./build-lock.ts";
import { type BuildTop, readParent, remoteOf } from "./parent.ts";
import type { BuildRecord } from "./record.ts";
import { prepareState } from "./state.ts";
import { buildDirectory, writeBuild } from "./store.ts";

export type BuildRequest = {
    definition: { name: string; files: ReadonlyMap<string, string> };
    distro: string;
    /** Image type in the server's spelling. */
    type: string;
    ref: string;
    top: BuildTop;
    /** Checksum of the commit that is to be built again exactly; null: the newest that fit. */
    lock?: string | null;
    /** Login name. */
    startedBy: string;
};

/** Write the record; nothing has been asked of the composer yet. Throws HostError when the parent cannot be found. */
export async function startBuild(host: Host, state: string, request: BuildRequest): Promise<BuildRecord> {
    const { definition } = checkDefinition(request.definition.files);
    if (!definition) throw new HostError("failed", _("The definition has errors. Settle them first."));
    const lock = request.lock ?? null;
    if (lock === null) checkLock(request.definition.files);
    const carried = carriedFiles(request.definition.files, definition);
    const parent = await readParent(host, state, request.top);
    await prepareState(host, state);
    const now = Date.now();
    const record: BuildRecord = {
        id: randomHex(16),
        definition: request.definition.name,
        state: "preparing",
        distro: request.distro,
        type: request.type,
        ref: request.ref,
        parent,
        remote: remoteOf(request.top),
        lock,
        ownLock: null,
        served: null,
        blueprintVersion: null,
        content: null,
        composeId: null,
        checksum: null,
        size: null,
        started: now,
        ended: null,
        startedBy: request.startedBy,
        phases: { preparing: now },
        cancelRequested: false,
        error: null,
    };
    const directory = buildDirectory(state, record.id);
    await makeDirectory(host, directory);
    await createTree(host, `${directory}/definition`, carried);
    if (lock === null) record.ownLock = await keepLock(host, state, record.id, request.definition.files);
    holdFiles(record.id, request.definition.files);
    await writeBuild(host, state, record);
    return record;
}
