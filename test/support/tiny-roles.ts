/** Roles of a few files, as archives and as git repositories. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export type TinyRole = {
    /** Beside `meta/main.yml`, unless that is among them; a text, or null: nothing there. */
    files?: Readonly<Record<string, string | null>>;
    /** Target by path. */
    links?: Readonly<Record<string, string>>;
    /** As requirements write them: "acme.base", or a mapping in JSON. */
    dependencies?: readonly unknown[];
};

/** Write a role below a directory that need not be there. */
export function writeRole(directory: string, { files = {}, links = {}, dependencies = [] }: TinyRole): void {
    const all = {
        "meta/main.yml": JSON.stringify({ galaxy_info: { author: "acme" }, dependencies }),
        "tasks/main.yml": "- ansible.builtin.debug: {msg: here}\n",
        ...files,
    };
    mkdirSync(directory, { recursive: true });
    for (const [path, text] of Object.entries(all)) {
        if (text === null) continue;
        mkdirSync(dirname(join(directory, path)), { recursive: true });
        writeFileSync(join(directory, path), text);
    }
    for (const [path, target] of Object.entries(links)) {
        mkdirSync(dirname(join(directory, path)), { recursive: true });
        symlinkSync(target, join(directory, path));
    }
}

/** Pack a role as an archive, below a directory in it as GitHub does. `transform` is tar's: other names for its members. */
export function packRole(archive: string, role: TinyRole, transform?: string): void {
    const work = mkdtempSync(join(tmpdir(), "role-"));
    writeRole(join(work, "role-1"), role);
    mkdirSync(dirname(archive), { recursive: true });
    const renamed = transform === undefined ? [] : [`--transform=${transform}`, "--absolute-names"];
    execFileSync("tar", ["--create", "--gzip", `--file=${archive}`, `--directory=${work}`, ...renamed, "role-1"]);
    rmSync(work, { recursive: true });
}

/** Make a git repository of a role, with a tag for each version, and what a server of plain files needs. */
export function commitRole(repository: string, versions: Readonly<Record<string, TinyRole>>): void {
    mkdirSync(repository, { recursive: true });
    const own = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
    const who = ["-c", "user.name=acme", "-c", "user.email=acme@example.com", "-c", "init.defaultBranch=main"];
    const git = (...argv: string[]) =>
        execFileSync("git", [...who, "-C", repository, ...argv], { env: { ...process.env, ...own }, stdio: "pipe" });
    git("init", "--quiet");
    for (const [version, role] of Object.entries(versions)) {
        writeRole(repository, role);
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "--message", version);
        git("tag", version);
    }
    git("update-server-info");
}
