/**
 * Who drives a build. Many pages may look at one; one of them, or the command line, does its next step.
 *
 * A claim is a file made with O_EXCL and renewed every 5 s; one that is older than 30 s by the host's own clock belongs
 * to a page that was closed, and is taken over.
 */
import { createText, randomHex, readText, remove, writeText } from "../host/files.ts";
import type { Host } from "../host/host.ts";

const RENEW = 5000;
const STALE = "30 seconds ago";

export type Claim = {
    /** Aborts when the claim is lost to somebody else. */
    lost: AbortSignal;
    release(): Promise<void>;
};

/** Null when somebody else drives this build. */
export async function takeClaim(host: Host, state: string, id: string): Promise<Claim | null> {
    const path = `${state}/builds/${id}.claim`;
    const holder = randomHex(16);
    if (!(await createText(host, path, holder))) {
        const stale = await host.run(["find", path, "-not", "-newermt", STALE]).catch(() => new Uint8Array(1));
        if (stale.length === 0) return null;
        await remove(host, path);
        if (!(await createText(host, path, holder))) return null;
    }
    const lost = new AbortController();
    const timer = setInterval(async () => {
        try {
            if ((await readText(host, path)) !== holder) lost.abort();
            else if (!lost.signal.aborted) await writeText(host, path, holder);
        } catch {
            // The host does not answer for a moment; the claim only grows older.
        }
    }, RENEW);
    return {
        lost: lost.signal,
        async release() {
            clearInterval(timer);
            if (!lost.signal.aborted) await remove(host, path);
        },
    };
}
