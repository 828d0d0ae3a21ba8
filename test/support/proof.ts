/**
 * Run a program of a commit with nothing but that commit: the proof that Ansible is in it.
 *
 * Nothing of the host's /usr or /etc is bound, so what runs, and everything it loads, comes from the checkout.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export type Outcome = { status: number; stdout: string; stderr: string };

/** Check out a commit into a directory that is not there yet, for anybody to read. */
export async function checkoutCommit(repo: string, checksum: string, directory: string): Promise<void> {
    // Without these two, ostree keeps a second copy of every file in the repository and syncs each one.
    const options = ["--user-mode", "--disable-cache", "--fsync=false"];
    await run("ostree", [`--repo=${repo}`, "checkout", ...options, checksum, directory]);
}

/**
 * Run a program of a checkout under bubblewrap, to its end.
 *
 * @param project A directory of the host that the program sees read-only as /runner/project.
 */
export async function runFromCommit(checkout: string, argv: readonly string[], project?: string): Promise<Outcome> {
    try {
        const { stdout, stderr } = await run("bwrap", [...box(checkout, project), "--", ...argv]);
        return { status: 0, stdout, stderr };
    } catch (error) {
        if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "number") throw error;
        const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
        return { status: error.code, stdout, stderr };
    }
}

/** Flags for bubblewrap; every path of the host in them is below the checkout, or the project. */
export const box = (checkout: string, project?: string): string[] => [
    ...["--unshare-all", "--die-with-parent", "--new-session", "--uid", "0", "--gid", "0"],
    ...["--ro-bind", `${checkout}/usr`, "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/sbin", "/sbin"],
    ...["--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64", "--ro-bind", `${checkout}/usr/etc`, "/etc"],
    ...[
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--tmpfs",
        "/run",
        "--tmpfs",
        "/tmp",
        "--tmpfs",
        "/var",
        "--dir",
        "/var/tmp",
    ],
    ...[
        "--dir",
        "/var/roothome",
        "--dir",
        "/var/home",
        "--symlink",
        "var/roothome",
        "/root",
        "--symlink",
        "var/home",
        "/home",
    ],
    ...(project === undefined ? [] : ["--ro-bind", project, "/runner/project"]),
    // Ansible refuses every other locale that a commit without locales could offer.
    ...["--clearenv", "--setenv", "PATH", "/usr/bin:/usr/sbin", "--setenv", "HOME", "/root"],
    ...["--setenv", "LANG", "C.UTF-8", "--setenv", "TERM", "dumb", "--chdir", "/root"],
];
