/**
 * Who drives a build, and who pushes the blueprint of a definition. Many pages may look at one; one of them, or the command line, does its next step.
 *
 * A claim is a file made with O_EXCL and renewed every 5 s; one that is older than 30 s by the host's own clock belongs
 * to a page that was closed, and is taken over.
 */
import { createText, randomHex, readText, remove } from "../host/files.ts";
import type { Host } from "../host/host.ts";
import { clearStale } from "../host/lock.ts";
import { pause } from "./pause.ts";

const RETRY = 250;
const RENEW = 5000;
/** Seconds. */
const STALE = 30;

export type Claim = {
    /** Aborts when the claim is lost to somebody else. */
    lost: AbortSignal;
    /** Whether it is still ours: asked before anything is written, since a page that is not seen renews late. */
    holds(): Promise<boolean>;
    release(): Promise<void>;
};

/** Null when somebody else drives this build. */
export const takeClaim = (host: Host, state: string, id: string): Promise<Claim | null> =>
    takeFile(host, `${state}/builds/${id}.claim`);

/** Do `work` while no other build of this definition pushes its blueprint; waits for one that does. */
export async function whilePushing<Result>(
    { host, state, signal }: { host: Host; state: string; signal: AbortSignal },
    definition: string,
    work: () => Promise<Result>,
): Promise<Result> {
    const path = `${state}/builds/${definition}.pushing`;
    let claim = await takeFile(host, path);
    for (; !claim; claim = await takeFile(host, path)) await pause(RETRY, signal);
    try {
        return await work();
    } finally {
        await claim.release();
    }
}

async function takeFile(host: Host, path: string): Promise<Claim | null> {
    const holder = randomHex(16);
    if (
        !(await createText(host, path, holder)) &&
        !((await clearStale(host, path, STALE)) && (await createText(host, path, holder)))
    )
        return null;
    const lost = new AbortController();
    const holds = async () => (await readText(host, path)) === holder;
    const timer = setInterval(async () => {
        try {
            if (!(await holds())) lost.abort();
            // Not written again: it may have been released since, or be somebody else's, and stays so.
            else if (!lost.signal.aborted) await host.run(["touch", "--no-create", "--", path]);
        } catch {
            // The host does not answer for a moment; the claim only grows older.
        }
    }, RENEW);
    return {
        lost: lost.signal,
        holds,
        async release() {
            clearInterval(timer);
            if (await holds()) await remove(host, path);
        },
    };
}
