/** Git repositories of a few files. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";

/** Git as nobody's settings have it, in this directory, which is a repository afterwards; answers what a command tells. */
export function makeRepository(directory: string): (...argv: string[]) => string {
    mkdirSync(directory, { recursive: true });
    const own = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
    const who = ["-c", "user.name=acme", "-c", "user.email=acme@example.com", "-c", "init.defaultBranch=main"];
    const git = (...argv: string[]) =>
        execFileSync("git", [...who, "-C", directory, ...argv], {
            env: { ...process.env, ...own },
            stdio: ["pipe", "pipe", "pipe"],
            encoding: "utf8",
        }).trim();
    git("init", "--quiet");
    return git;
}
