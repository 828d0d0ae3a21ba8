/** The commit that a build of what an author locked stands on: what becomes of it, and whether it is there yet. */
import { type LockedParent, type LockedPlan, lockFile } from "../ee/lock-file.ts";
import { type Host, HostError } from "../host/host.ts";
import { _ } from "../language.ts";
import { dayOf } from "./author-lock.ts";
import { brokenRow } from "./locked-rpms.ts";
import { type BuildTop, readParent, topOf } from "./parent.ts";
import type { PlannedRequirement } from "./plan.ts";

/** Exactly that commit: of a remote's ref, as long as it is its tip. */
export const topOfLocked = ({ checksum, remote }: LockedParent): BuildTop => topOf({ parent: checksum, remote });

/** A row where it is not to be had any more. Throws HostError for what is the machine's, and may pass. */
export async function findLostParent(
    host: Host,
    state: string,
    { parent = null, on }: Pick<LockedPlan, "parent" | "on">,
    signal?: AbortSignal,
): Promise<PlannedRequirement[]> {
    if (parent === null) return [];
    try {
        await readParent(host, state, topOfLocked(parent), signal);
        return [];
    } catch (error) {
        if (!(error instanceof HostError) || !LOST.includes(error.problem)) throw error;
        const { checksum } = parent;
        const origin = { checksum: null, on: dayOf(on) };
        const row = brokenRow("file", checksum.slice(0, 12), "missing", origin, error.message);
        // It may be there all the same.
        const isSilent = error.problem === "refused";
        const note = isSilent ? `${error.message} ${_("Try again when it does; or lock again, or unlock.")}` : row.note;
        return [{ ...row, name: lockFile, wanted: checksum, note }];
    }
}

/** No such commit or ref, no repository there, nobody who answers. */
const LOST: readonly string[] = ["not-found", "failed", "refused"];

/** It stands in the way of builds on that commit only, and not of one that is told to be on another. */
export const isParentRow = ({ kind, name, wanted }: PlannedRequirement): boolean =>
    kind === "file" && name === lockFile && wanted !== "";
