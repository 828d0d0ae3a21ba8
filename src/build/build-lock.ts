/** The lock that a build began with: a copy of the author's, who may unlock, or lock again, while it goes on. */
import { lockFile } from "../ee/lock-file.ts";
import { readText, writeFiles } from "../host/files.ts";
import type { Host } from "../host/host.ts";
import { buildDirectory } from "./store.ts";

type Files = ReadonlyMap<string, string>;

/** Of what is locked; it holds nothing that was not redacted. */
export async function keepLock(host: Host, state: string, build: string, files: Files): Promise<void> {
    const text = files.get(lockFile);
    if (text !== undefined) await writeFiles(host, buildDirectory(state, build), new Map([[lockFile, text]]));
}

/** Null where it began with none. */
export const readKeptLock = (host: Host, state: string, build: string): Promise<string | null> =>
    readText(host, `${buildDirectory(state, build)}/${lockFile}`, { maxBytes: 32 * 1024 * 1024 });

/** The files of a definition with the lock of a build, whatever is locked by now. */
export function withLockOf(files: Files, kept: string | null): Map<string, string> {
    const own = new Map(files);
    if (kept === null) own.delete(lockFile);
    else own.set(lockFile, kept);
    return own;
}
