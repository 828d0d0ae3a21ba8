/** Taking a finished compose's artefact as a client would: over the socket with curl, by checksum, and distrusted. */
import { execFile } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import type { RunningComposer } from "../support/local-composer.ts";

const run = promisify(execFile);

/** Unpacked below `work`, and imported into a repository of its own there. */
export async function takeCommit(composer: RunningComposer, work: string, id: string) {
    const directory = join(work, id);
    await mkdir(directory);
    const tar = join(directory, "commit.tar");
    await run("curl", [
        "--fail",
        "--silent",
        "--unix-socket",
        composer.socket,
        "--output",
        tar,
        `http://localhost/api/v1/compose/image/${id}`,
    ]);
    const members = (await run("tar", ["-tf", tar], { maxBuffer: 2 ** 24 })).stdout.split("\n");
    await run("tar", ["-xf", tar, "-C", directory]);
    const told = JSON.parse(await readFile(join(directory, "compose.json"), "utf8"));
    const repo = join(directory, "imported");
    await run("ostree", ["init", `--repo=${repo}`, "--mode=archive"]);
    await run("ostree", [
        "pull-local",
        `--repo=${repo}`,
        "--untrusted",
        join(directory, "repo"),
        told["ostree-commit"],
    ]);
    const ostree = async (...argv: string[]) => (await run("ostree", [`--repo=${repo}`, ...argv])).stdout;
    return { directory, members, told, ostree, commit: String(told["ostree-commit"]) };
}
