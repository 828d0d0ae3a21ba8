/** A directory for one run, in which everything of it lives; every user of the machine can go through it. */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PREFIX = "cockpit-ee-";

export type RunDirectory = { path: string; remove: () => void };

/** Make one, and remove those of runs that were killed before they could do it themselves. */
export function makeRunDirectory(): RunDirectory {
    for (const name of readdirSync(tmpdir())) {
        const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
        if (owner && !existsSync(`/proc/${owner}`)) remove(join(tmpdir(), name));
    }
    const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
    chmodSync(path, 0o755);
    return { path, remove: () => remove(path) };
}

/** By the program: of the repositories of real commits, Node's own takes several times as long. */
const remove = (path: string) => execFileSync("rm", ["--recursive", "--force", path]);
