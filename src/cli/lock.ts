/** `--lock`: the commit that is to be built again exactly, by a revision or the id of the build that made it. */
import type { Lock } from "../build/lock.ts";
import { readLock } from "../build/read-lock.ts";
import type { BuildRecord } from "../build/record.ts";
import { listBuilds } from "../build/store.ts";
import { HostError } from "../host/host.ts";
import { type Context, tell } from "./context.ts";
import { findRevision } from "./inspect.ts";

/** What was built, and by which build of this machine, where it still knows; null where none was asked for. */
export type Locked = { lock: Lock; build: BuildRecord | null } | null;

/** "missing" where there is no such commit, or it does not tell what it was made of: that has been told then. */
export async function findLock(context: Context, definition: string): Promise<Locked | "missing"> {
    const { host, state, lock: asked } = context;
    if (asked === undefined) return null;
    const builds = await listBuilds(host, state);
    const named = builds.find(({ id }) => id === asked);
    if (named && named.checksum === null) {
        tell(`cockpit-ee: build ${asked} made no commit`);
        return "missing";
    }
    const checksum = await findRevision(context, named?.checksum ?? asked);
    if (checksum === null) return "missing";
    try {
        const lock = await readLock(host, `${state}/repo`, checksum, definition);
        return { lock, build: named ?? builds.find(build => build.checksum === checksum) ?? null };
    } catch (error) {
        if (!(error instanceof HostError) || error.problem !== "failed") throw error;
        tell(`cockpit-ee: ${error.message}`);
        return "missing";
    }
}
