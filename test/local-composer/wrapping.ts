/** The script of `make repo`, run as that runs it, with caches and lists of packages of a test's own. */
import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export const WRAP = "src/local-composer/wrap";

const PYTHON = "/usr/bin/python3";

export type Made = { status: number; repository: string; progress: string };

/** `cache` stands in for ~/.cache, `lists` for /var/lib/apt/lists. */
export type Setting = { cache?: string; lists?: string; scripts?: string; user?: string };

/** Ask for the repository; a failure is an answer too. */
export function makeRepository(setting: Setting = {}): Promise<Made> {
    return new Promise(resolve => {
        const [program = PYTHON, ...argv] = command(setting);
        execFile(program, argv, { env: environment(setting) }, (error, stdout, stderr) => {
            const status = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
            resolve({ status, repository: stdout.trim(), progress: stderr });
        });
    });
}

/** Start asking, to be killed. */
export function startMaking(setting: Setting): ChildProcess {
    const [program = PYTHON, ...argv] = command(setting);
    return spawn(program, argv, { env: environment(setting), stdio: "ignore" });
}

function command({ scripts = WRAP, user }: Setting): string[] {
    const asUser = user === undefined ? [] : ["setpriv", `--reuid=${user}`, "--clear-groups"];
    return [...asUser, PYTHON, join(scripts, "repository.py")];
}

function environment({ cache, lists }: Setting): NodeJS.ProcessEnv {
    const environment = { ...process.env };
    if (cache !== undefined) environment.XDG_CACHE_HOME = cache;
    if (lists !== undefined) {
        mkdirSync(lists, { recursive: true });
        environment.APT_CONFIG = `${lists}.conf`;
        writeFileSync(`${lists}.conf`, `Dir::State::lists "${lists}";\n`);
    }
    return environment;
}

/** A cache that has what the user's own has of these kinds, so that nothing is downloaded. */
export function copyCache(cache: string, kinds: readonly ("debs" | "rpms")[]): void {
    const own = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "cockpit-ee");
    const copy = join(cache, "cockpit-ee");
    mkdirSync(copy, { recursive: true });
    execFileSync("cp", ["--archive", ...kinds.map(kind => join(own, kind)), copy]);
}

/**
 * Small packages of every kind: one that is made of nothing, programs, libraries, Python as text and as machine code. To
 * make these again takes a second, to make all of them half a minute.
 */
export const FEW = [
    ...["filesystem", "hostname", "sshpass", "libacl", "keyutils-libs"],
    ...["python3-jsonpointer", "python3-xmltodict", "python3-markupsafe"],
];

/** Take the RPMs of these names out of a cache. */
export function forgetRpms(cache: string, names: readonly string[]): void {
    const rpms = join(cache, "cockpit-ee/rpms");
    for (const key of readdirSync(rpms))
        for (const file of readdirSync(join(rpms, key)))
            if (names.some(name => file.startsWith(name) && /^-\d[^-]*-[^-]*$/.test(file.slice(name.length))))
                rmSync(join(rpms, key), { recursive: true });
}

export const packageFiles = (repository: string): string[] =>
    readdirSync(join(repository, "Packages")).map(name => join(repository, "Packages", name));

/** SHA-256 of each file of a repository, by path. */
export function digestRepository(repository: string): Record<string, string> {
    const files = readdirSync(repository, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
    const digests = files.map(({ parentPath, name }) => {
        const path = join(parentPath, name);
        return [path.slice(repository.length), createHash("sha256").update(readFileSync(path)).digest("hex")] as const;
    });
    return Object.fromEntries(digests.sort());
}

/** What each of Debian's packages says of itself in apt's lists. */
export type Stanza = { name: string; dependencies: string[][]; provides: string[] };

/** Ask apt for packages by name: for each dependency the names of its alternatives. */
export function readStanzas(names: readonly string[]): Stanza[] {
    const output = execFileSync("apt-cache", ["show", "--no-all-versions", ...names], {
        encoding: "utf8",
        maxBuffer: 1e8,
    });
    return output
        .trim()
        .split("\n\n")
        .map(stanza => {
            const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(stanza)?.[1] ?? "";
            const list = (text: string, separator: string) =>
                text
                    .split(separator)
                    .map(word => word.trim())
                    .filter(Boolean);
            const bare = (relation: string) => relation.replace(/[ (:].*/s, "");
            const groups = [...list(field("Pre-Depends"), ","), ...list(field("Depends"), ",")];
            return {
                name: field("Package"),
                dependencies: groups.map(group => list(group, "|").map(bare)),
                provides: list(field("Provides"), ",").map(bare),
            };
        });
}
