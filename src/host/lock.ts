/**
 * What only one may do at a time, on a machine that many pages act on: who makes the lock, a directory, does it, and
 * has the directory for what lies aside until it is done.
 *
 * One that is older than its time by the host's own clock belongs to a page that was closed, and is taken away.
 */
import { _ } from "../language.ts";
import { makeDirectory, randomHex, remove } from "./files.ts";
import { type Host, HostError, isMissing } from "./host.ts";

/** Seconds until a lock is taken away, and until when the last thing may be begun under it. */
const STALE = 60;
const FRESH = 20;
/** Of the directory for locks, where there is none: what lies aside is not for others to read. */
const PRIVATE = "2770";
/** Waiting for somebody else's: milliseconds between looks, and how many looks. */
const WAIT = 200;
const LOOKS = 50;

export type Lock = {
    /** Asked before anything is changed: a page that was asleep may have lost its lock. Throws "timeout". */
    assertFresh(): void;
};

/** Do `work` while nobody else does anything under this path. Throws "timeout" when somebody holds it all the time. */
export async function withLock<Result>(
    host: Host,
    path: string,
    work: (lock: Lock) => Promise<Result>,
): Promise<Result> {
    const begun = await take(host, path);
    const held = () => (Date.now() - begun) / 1000;
    try {
        return await work({
            assertFresh() {
                if (held() > FRESH)
                    throw new HostError("timeout", _("The host took too long to answer. Nothing was changed."));
            },
        });
    } finally {
        // Later it may be somebody else's already; then it is taken away when it is stale.
        if (held() < STALE) await remove(host, path);
    }
}

/** Resolves with the time before it was made. */
async function take(host: Host, path: string): Promise<number> {
    for (let look = 1; look <= LOOKS; look++) {
        const begun = Date.now();
        const made = await make(host, path);
        if (made === "made") return begun;
        if (made === "nowhere") {
            await makeDirectory(host, path.slice(0, path.lastIndexOf("/")), PRIVATE);
            continue;
        }
        if (!(await clearStale(host, path, STALE))) await new Promise(resolve => setTimeout(resolve, WAIT));
    }
    throw new HostError("timeout", _("Somebody else is saving here. Nothing was changed."));
}

async function make(host: Host, path: string): Promise<"made" | "taken" | "nowhere"> {
    try {
        await host.run(["mkdir", "--", path]);
        return "made";
    } catch (error) {
        if (error instanceof HostError && error.detail.includes("File exists")) return "taken";
        if (isMissing(error)) return "nowhere";
        throw error;
    }
}

/** Take a lock that is older than so many seconds away; of several who try at once one succeeds, because only one can rename it. */
export async function clearStale(host: Host, path: string, seconds: number): Promise<boolean> {
    const aside = `${path}.${randomHex(8)}`;
    try {
        const stale = await host.run(["find", path, "-maxdepth", "0", "-not", "-newermt", `${seconds} seconds ago`]);
        if (stale.length === 0) return false;
        await host.run(["mv", "--no-target-directory", "--", path, aside]);
    } catch (error) {
        // It went in this moment: whoever held it has ended, or somebody else was quicker.
        if (isMissing(error)) return false;
        throw error;
    }
    await remove(host, aside);
    return true;
}
