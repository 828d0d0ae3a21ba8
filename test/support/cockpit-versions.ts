/** The Cockpits the tests run on: the machine's own, and a newer one that is downloaded as data and never installed. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export type CockpitVersion = "287" | "337";

/** Debian's packages with the Python bridge that still run beside Debian 12's libraries. */
const BACKPORT = "337-1~bpo12+1";
const PACKAGES = ["cockpit-ws", "cockpit-bridge", "cockpit-system"];

/** A directory with that Cockpit's usr/, or "" for the one that is installed. */
export async function cockpitSystem(version: CockpitVersion): Promise<string> {
    if (version === "287") return "";
    const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "cockpit-ee");
    const made = join(cache, `cockpit-${BACKPORT}`);
    if (existsSync(made)) return made;

    mkdirSync(cache, { recursive: true });
    const work = mkdtempSync(join(cache, "cockpit-"));
    try {
        const settings = aptSettings(work);
        execFileSync("apt-get", [...settings, "update", "-qq"], { cwd: work, stdio: "pipe" });
        execFileSync("apt-get", [...settings, "download", "-qq", ...PACKAGES.map(name => `${name}=${BACKPORT}`)], {
            cwd: work,
            stdio: "pipe",
        });
        const root = join(work, "root");
        for (const name of readdirSync(work).filter(name => name.endsWith(".deb")))
            execFileSync("dpkg-deb", ["--extract", name, root], { cwd: work, stdio: "pipe" });
        try {
            renameSync(root, made);
        } catch (error) {
            // Another run was faster; what it made is the same.
            if (!existsSync(made)) throw error;
        }
    } finally {
        rmSync(work, { recursive: true });
    }
    return made;
}

/** apt with lists and packages in a directory of its own, from the machine's mirror; the machine's are not touched. */
function aptSettings(work: string): string[] {
    const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
    const mirror = execFileSync(
        "apt-get",
        ["indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", "Origin: Debian", "Codename: bookworm"],
        { encoding: "utf8" },
    );
    for (const name of ["lists/partial", "archives/partial"]) mkdirSync(join(work, name), { recursive: true });
    writeFileSync(
        join(work, "sources.list"),
        `deb [signed-by=${keyring}] ${mirror.split("\n")[0]} bookworm-backports main\n`,
    );
    return Object.entries({
        "Dir::State::lists": join(work, "lists"),
        "Dir::Cache": work,
        "Dir::Cache::archives": join(work, "archives"),
        "Dir::Etc::sourcelist": join(work, "sources.list"),
        "Dir::Etc::sourceparts": "-",
        "APT::Sandbox::User": "root",
    }).flatMap(([key, value]) => ["-o", `${key}=${value}`]);
}
