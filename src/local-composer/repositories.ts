/** The OSTree repositories that all composes share. Both are caches: every commit in them has been given away as commit.tar. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Repositories = {
    /** Commits as they are made: bare-user, where objects that are there already cost nothing. */
    work: string;
    /** The same, compressed: an object is compressed once, not in every compose that holds it. */
    archive: string;
};

export const repositoriesIn = (state: string): Repositories => ({
    work: join(state, "repository"),
    archive: join(state, "archive"),
});

/**
 * Start anew when the machine was started anew: nothing is synced to the disk here, so that a crash of the machine can leave
 * empty objects behind that later composes would take for whole ones.
 *
 * @param boot What identifies this run of the machine.
 */
export function dropStaleRepositories(
    state: string,
    boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8"),
): void {
    const marker = join(state, "boot-id");
    let last: string | null = null;
    try {
        last = readFileSync(marker, "utf8");
    } catch {
        // The first start.
    }
    if (last === boot) return;
    for (const path of Object.values(repositoriesIn(state))) rmSync(path, { recursive: true, force: true });
    writeFileSync(marker, boot);
}
