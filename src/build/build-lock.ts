/** The lock that a build began with: a copy of the author's, who may unlock, or lock again, while it goes on. */
import { lockFile, readLocked, sumOfText } from "../ee/lock-file.ts";
import { readText, writeFiles } from "../host/files.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import type { BuildRecord } from "./record.ts";
import { buildDirectory } from "./store.ts";

type Files = ReadonlyMap<string, string>;

/** Whether a build can begin with what is locked: of what is not as it was written nothing is kept. Throws HostError. */
export function checkLock(files: Files): void {
    if (readLocked(files) !== "unreadable") return;
    throw new HostError("failed", format(_("$0 is not as it was written. Lock again, or unlock."), lockFile));
}

/** Of what is locked; it holds nothing that was not redacted. Returns its SHA-256, null where nothing is. */
export async function keepLock(host: Host, state: string, build: string, files: Files): Promise<string | null> {
    const text = files.get(lockFile);
    if (text === undefined) return null;
    await writeFiles(host, buildDirectory(state, build), new Map([[lockFile, text]]));
    return sumOfText(text);
}

/** Null where it began with none. Throws HostError where its copy is not there as it was: nothing newer is built instead. */
export async function readKeptLock(
    host: Host,
    state: string,
    { id, ownLock }: Pick<BuildRecord, "id" | "ownLock">,
): Promise<string | null> {
    if (ownLock === null) return null;
    const text = await readText(host, `${buildDirectory(state, id)}/${lockFile}`, { maxBytes: 32 * 1024 * 1024 });
    if (text !== null && sumOfText(text) === ownLock) return text;
    const gone = _("The copy of $0 that this build began with is gone, or another by now. Start the build once more.");
    throw new HostError("failed", format(gone, lockFile));
}

/** The files of a definition with the lock of a build, whatever is locked by now. */
export function withLockOf(files: Files, kept: string | null): Map<string, string> {
    const own = new Map(files);
    if (kept === null) own.delete(lockFile);
    else own.set(lockFile, kept);
    return own;
}
