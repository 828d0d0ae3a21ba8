/** How this room calls the `ostree` program: with texts in UTF-8, and room and time for whole trees. */
import type { Host, RunOptions } from "../host/host.ts";

const MEBIBYTE = 1024 * 1024;

/** Run `ostree` on a repository; resolves with its standard output. Throws HostError. */
export const runOstree = (
    host: Host,
    repo: string,
    argv: readonly string[],
    options: RunOptions = {},
): Promise<Uint8Array> =>
    host.run(["ostree", `--repo=${repo}`, ...argv], {
        // In any other locale it writes "?" for letters it does not know.
        environment: { LC_ALL: "C.UTF-8" },
        maxBytes: 256 * MEBIBYTE,
        timeout: 300_000,
        ...options,
    });

export const askOstree = async (host: Host, repo: string, argv: readonly string[]): Promise<string> =>
    new TextDecoder().decode(await runOstree(host, repo, argv));
