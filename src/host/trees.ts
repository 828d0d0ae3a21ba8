/** Directory trees on the host, read or listed by one program each, however large they are. */
import { type Host, type RunOptions, unlessMissing } from "./host.ts";
import { readTar } from "./tar.ts";

/** One entry of a directory tree. Links and special files are told by their type and never followed. */
export type Entry = {
    /** Relative to the directory asked for, without "./". */
    path: string;
    type: "file" | "directory" | "link" | "other";
    /** Permission bits. */
    mode: number;
    owner: string;
    /** Bytes. */
    size: number;
    /** Last change, milliseconds since 1970. */
    modified: number;
    bytes: Uint8Array;
};

/** tar's status when a file changed or went while it was read: the others are whole, and it is read again soon. */
const FILE_CHANGED = 1;

export type Bounds = Pick<RunOptions, "as" | "maxBytes" | "signal" | "timeout"> & {
    /** Only these paths below the directory, not all of it. */
    only?: readonly string[];
    /** Not what these patterns fit, with `*` for anything. */
    without?: readonly string[];
};

/** Everything below a directory with its contents, in one call; null when there is no such directory. Throws "too-large". */
export async function readTree(
    host: Host,
    directory: string,
    { only, without = [], ...options }: Bounds = {},
): Promise<Entry[] | null> {
    const names = only ? ["--no-recursion", "--null", "--verbatim-files-from", "--files-from=-"] : ["."];
    const input = only ? { input: only.map(path => `${path}\0`).join("") } : {};
    // What is deleted is kept in hidden directories for a while, and is nobody's to read.
    const argv = [
        "tar",
        "--create",
        "--file=-",
        "--format=gnu",
        "--sort=name",
        "--ignore-failed-read",
        "--exclude=./.*",
        ...without.map(pattern => `--exclude=${pattern}`),
    ];
    const archive = await host
        .run([...argv, "--warning=no-file-changed", `--directory=${directory}`, ...names], {
            ...options,
            ...input,
            accept: [FILE_CHANGED],
        })
        .catch(unlessMissing);
    return archive && readTar(archive);
}

/** One entry of a directory tree without its contents. */
export type Stamped = {
    path: string;
    /** "unreadable": a directory that may not be looked into. */
    type: "file" | "directory" | "unreadable" | "other";
    /** Differs from an earlier one when the entry was written, replaced or given to somebody else since. */
    stamp: string;
    size: number;
    modified: number;
    owner: string;
};

const TYPES: Record<string, Stamped["type"]> = { f: "file", d: "directory", u: "unreadable" };
const STAMP = "%i %C@ %s\\t%s\\t%T@\\t%u\\t%P\\0";

/** What is below a directory, and when it changed; without hidden names. Null when there is no such directory. */
export async function listTree(host: Host, directory: string): Promise<Stamped[] | null> {
    const isClosed = ["-type", "d", "!", "(", "-readable", "-executable", ")"];
    const hidden = ["-mindepth", "1", "-name", ".*", "-prune"];
    const argv = ["find", `${directory}/`, ...hidden, "-o", ...isClosed, "-printf", `u\\t${STAMP}`, "-prune"];
    const output = await host.run([...argv, "-o", "-printf", `%y\\t${STAMP}`]).catch(unlessMissing);
    if (!output) return null;
    const lines = new TextDecoder().decode(output).split("\0").slice(0, -1);
    return lines.map(line => {
        const [kind = "", stamp = "", size, modified, owner = "", ...path] = line.split("\t");
        return {
            path: path.join("\t"),
            type: TYPES[kind] ?? "other",
            stamp,
            size: Number(size),
            modified: Math.floor(Number(modified) * 1000),
            owner,
        };
    });
}
