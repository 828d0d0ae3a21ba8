/**
 * Programs that read what an author or a server wrote run here, and nowhere else: in a box that holds one fresh
 * directory, the system's programs read-only, and no more rights than needed to write into that directory.
 *
 * Tried before it was written: root's ansible-galaxy obeys an ansible.cfg beside a definition, and a spec file or a
 * build script runs whatever it says.
 */
import { createFiles, makeDirectory, move, randomHex, remove, writeFiles } from "./files.ts";
import { type Host, unlessMissing } from "./host.ts";
import { keeperId } from "./keeper.ts";
import { confinedPrograms } from "./programs.ts";
import type { Link } from "./tar.ts";

/** A directory on the host that confined programs see as `/workshop`, with `home` and `tmp` in it; everything else of the machine's data is hidden. */
export type Workshop = {
    /** Where it is on the host. */
    directory: string;
    run(argv: readonly string[], options?: ConfinedOptions): Promise<Uint8Array>;
    /** Copy a file of the host in, for nobody but the programs in the box to read: it never comes here. */
    bring(file: string, path: string): Promise<void>;
    /**
     * Take a directory out, for everybody of the group to clear away and for all to read; the directories above the
     * destination are made. False when the destination is there already.
     */
    release(path: string, destination: string): Promise<boolean>;
};

export type ConfinedOptions = {
    /** Fetching needs it; nothing else gets it. */
    network?: boolean;
    environment?: Record<string, string>;
    /** Directories of the host to be seen below /workshop, read-only: inside -> outside. */
    show?: Readonly<Record<string, string>>;
    /** The same for directories that the program may write to. They come after those, and may lie in them. */
    open?: Readonly<Record<string, string>>;
    input?: string | Uint8Array;
    /** Exit statuses beside 0 that are none of a failure. */
    accept?: readonly number[];
    /** Milliseconds; 10 min unless told. */
    timeout?: number;
    /** Largest standard output taken, in bytes. */
    maxBytes?: number;
    signal?: AbortSignal | undefined;
    onOutput?: (chunk: Uint8Array) => void;
};

/** What a program that talks to servers needs to know of the machine; nothing of it is secret. */
const networkFiles = [
    "/etc/resolv.conf",
    "/etc/hosts",
    "/etc/nsswitch.conf",
    "/etc/ssl/certs",
    "/etc/ssl/openssl.cnf",
    "/etc/pki/tls",
    "/etc/pki/ca-trust/extracted",
    "/etc/ca-certificates",
    "/etc/crypto-policies",
    // Where libraries are: Python has a C compiler look for one that is not told there.
    "/etc/ld.so.cache",
];

/** Directories above those: bubblewrap would make them for root's eyes alone, and who runs in the box is not root. */
const networkDirectories = ["/etc", "/etc/ssl", "/etc/pki", "/etc/pki/ca-trust"];

/**
 * Open a workshop below `parent`, with these files in it, for the time of `work`; it is gone afterwards, whatever
 * happened. Throws HostError.
 *
 * @param more.secrets More files, which nobody but the programs in the box may read: what they need goes by file, since
 *     everybody on the machine sees the arguments of every program.
 * @param more.isClosed Whether nobody else of the group may so much as enter it. Nothing can be shown in it then.
 */
export async function withWorkshop<Result>(
    host: Host,
    parent: string,
    files: ReadonlyMap<string, string | Uint8Array | Link>,
    work: (workshop: Workshop) => Promise<Result>,
    more: { secrets?: ReadonlyMap<string, string>; isClosed?: boolean } = {},
): Promise<Result> {
    const { secrets = new Map<string, string>(), isClosed = false } = more;
    const directory = `${parent}/${randomHex(16)}`;
    try {
        const all = new Map([...files, ...secrets, ["home/.keep", ""], ["tmp/.keep", ""]]);
        const mode = (path: string) => (secrets.has(path) ? 0o600 : 0o664);
        const create = async () => {
            if (!isClosed) return createFiles(host, directory, all, { mode, owner: keeperId });
            await makeDirectory(host, directory, "0700");
            await writeFiles(host, directory, all, { mode, owner: keeperId, top: 0o700 });
        };
        const [keeperIsRoot] = await both(host.keeperIsRoot(), create());
        return await work({
            directory,
            run: (argv, options = {}) => {
                const { timeout = 600_000, signal, input = "", accept = [], onOutput, maxBytes } = options;
                const boxed = box(argv, directory, keeperIsRoot, options);
                const more = { ...(onOutput ? { onOutput } : {}), ...(maxBytes === undefined ? {} : { maxBytes }) };
                return host.run(boxed, { timeout, signal, input, accept, ...more });
            },
            async bring(file, path) {
                const owner = keeperIsRoot ? [`--owner=${keeperId}`, `--group=${keeperId}`] : [];
                const argv = ["install", "--mode=0600", ...owner, "--", file, `${directory}/${path}`];
                await host.run(argv, { timeout: 600_000 });
            },
            async release(path, destination) {
                const result = `${directory}/${path}`;
                const owner = keeperIsRoot ? ["-exec", "chown", "--no-dereference", "root:root", "--", "{}", "+"] : [];
                // Programs in the box make what only they may change, and the next to clear it away may be another member,
                // who needs to write to directories for that. Files have the modes of a system's own, and links have none.
                // Where all have them already no program is started for it.
                const modes = [
                    ...["(", "-type", "d", "-not", "-perm", "0775", "-not", "-perm", "2775"],
                    ...["-exec", "chmod", "u=rwx,g=rwx,o=rx", "--", "{}", "+"],
                    ...["-o", "-type", "f", "-not", "-perm", "0644", "-not", "-perm", "0755"],
                    ...["-exec", "chmod", "u=rwX,g=rX,o=rX", "--", "{}", "+", ")"],
                ];
                await host.run(["find", result, ...owner, ...modes], { timeout: 600_000 });
                const moved = await move(host, result, destination).catch(unlessMissing);
                if (moved !== null) return moved;
                await makeDirectory(host, destination.slice(0, destination.lastIndexOf("/")));
                return move(host, result, destination);
            },
        });
    } finally {
        await remove(host, directory);
    }
}

/** Two things at once; nothing goes on when one of them has failed. */
async function both<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
    await Promise.allSettled([one, other]);
    return Promise.all([one, other]);
}

/** The whole command: bubblewrap around the program, and no root inside even where root asks. */
export function box(
    argv: readonly string[],
    directory: string,
    keeperIsRoot: boolean,
    { network = false, environment = {}, show = {}, open = {} }: ConfinedOptions,
): string[] {
    const program = argv[0] ?? "";
    if (!Object.hasOwn(confinedPrograms, program))
        throw new Error(`${program} is not in the table of confined programs`);
    const variables = {
        HOME: "/workshop/home",
        PATH: "/usr/bin:/usr/sbin",
        LANG: "C.UTF-8",
        TMPDIR: "/workshop/tmp",
        ...environment,
    };
    return [
        "bwrap",
        ...[
            "--unshare-ipc",
            "--unshare-pid",
            "--unshare-uts",
            "--unshare-cgroup-try",
            "--die-with-parent",
            "--new-session",
        ],
        ...(network
            ? [
                  ...networkDirectories.flatMap(path => ["--dir", path]),
                  ...networkFiles.flatMap(path => ["--ro-bind-try", path, path]),
              ]
            : ["--unshare-net"]),
        // Root needs no user namespace and could not become somebody else in one; everybody else needs it.
        ...(keeperIsRoot
            ? ["--cap-drop", "ALL", ...["SETUID", "SETGID", "SETPCAP"].flatMap(name => ["--cap-add", `CAP_${name}`])]
            : ["--unshare-user"]),
        ...["--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/sbin", "/sbin"],
        ...["--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"],
        ...["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--bind", directory, "/workshop"],
        ...Object.entries(show).flatMap(([inside, outside]) => ["--ro-bind", outside, `/workshop/${inside}`]),
        ...Object.entries(open).flatMap(([inside, outside]) => ["--bind", outside, `/workshop/${inside}`]),
        "--clearenv",
        ...Object.entries(variables).flatMap(([name, value]) => ["--setenv", name, value]),
        "--",
        ...(keeperIsRoot
            ? [
                  ...["setpriv", `--reuid=${keeperId}`, `--regid=${keeperId}`, "--clear-groups", "--no-new-privs"],
                  ...["--inh-caps=-all", "--bounding-set=-all"],
              ]
            : []),
        // Not bubblewrap's --chdir: root without its rights may not enter what it has just given away.
        ...["env", "--chdir=/workshop", ...argv],
    ];
}
