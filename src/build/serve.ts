/**
 * This machine's repository over HTTP on loopback, for as long as a compose needs its parent from there.
 *
 * The composer takes http addresses only, and must reach the parent when nobody looks at the page any more; so a
 * program that ends by itself after a day serves it, and the build that started it ends it.
 */
import { makeDirectory, writeText } from "../host/files.ts";
import { type Host, HostError } from "../host/host.ts";
import type { BuildRecord } from "./record.ts";
import { buildDirectory } from "./store.ts";

const DAY_SECONDS = "86400";
/** -I: Python looks for modules in the working directory first, and there may be an author's. */
const serverOf = (port: number, repo: string) => [
    ...["/usr/bin/python3", "-I", "-m", "http.server", String(port)],
    ...["--bind", "127.0.0.1", "--directory", repo],
];

/** What is served for a build: the repository itself; or for a parent that no ref may name, one of a single ref beside it. */
export const servedDirectory = (state: string, { id, remote, parent }: BuildRecord): string =>
    remote?.ref === parent ? `${buildDirectory(state, id)}/parent` : `${state}/repo`;

/** A repository of the same objects whose only ref, named like the commit, is that commit: composers ask for refs. */
export async function layOutParent(host: Host, repo: string, directory: string, checksum: string): Promise<void> {
    await makeDirectory(host, `${directory}/refs/heads`);
    await writeText(host, `${directory}/refs/heads/${checksum}`, `${checksum}\n`);
    await host.run([
        "ln",
        "--symbolic",
        "--force",
        "--no-dereference",
        "--",
        `${repo}/config`,
        `${repo}/objects`,
        directory,
    ]);
}

/** Serve the repository; resolves with its URL once `ref` is answered with `checksum`. Throws HostError. */
export async function serveRepository(host: Host, repo: string, ref: string, checksum: string): Promise<string> {
    for (let attempt = 0; attempt < 3; attempt++) {
        // Below the range that systems hand out to outgoing connections.
        const port = 20_000 + ((crypto.getRandomValues(new Uint16Array(1))[0] ?? 0) % 10_000);
        const url = `http://127.0.0.1:${port}`;
        await host.start(["timeout", DAY_SECONDS, ...serverOf(port, repo)], { directory: "/" });
        const wait = ["--retry", "10", "--retry-connrefused", "--retry-delay", "1", "--max-time", "20"];
        const answer = await host
            .run(
                ["curl", "--fail", "--silent", "--show-error", "--noproxy", "*", ...wait, `${url}/refs/heads/${ref}`],
                { maxBytes: 4096 },
            )
            .catch(() => null);
        if (answer && new TextDecoder().decode(answer).trim() === checksum) return url;
        await stopServing(host, repo, url);
    }
    throw new HostError("failed", "This machine's repository could not be served to the composer.");
}

/** End what `serveRepository` started for this URL. */
export async function stopServing(host: Host, repo: string, url: string): Promise<void> {
    const port = Number(new URL(url).port);
    const pattern = serverOf(port, repo)
        .join(" ")
        .replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    await host.run(["pkill", "--full", "--", pattern]).catch((error: unknown) => {
        // 1: nothing matched, so it has ended already.
        if (!(error instanceof HostError && error.status === 1)) throw error;
    });
}
