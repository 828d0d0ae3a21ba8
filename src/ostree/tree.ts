/** What lies in a commit: files, links and directories. */
import { inert } from "./inert.ts";

export type FileEntry = {
    /** The last part of its path, safe to show. */
    name: string;
    /** From the root of the commit, exactly as it is there. */
    path: string;
    type: "file" | "directory" | "link";
    /** Permission bits, with set-user-id, set-group-id and sticky. */
    mode: number;
    uid: number;
    gid: number;
    /** Bytes; 0 for directories and links. */
    size: number;
    /** Where a link points to, safe to show; null for all else. */
    target: string | null;
};

export type TreeEntry = FileEntry & {
    /** Of a file's or link's contents and rights; of a directory's rights alone. */
    checksum: string;
};

/** All of a commit, by path; "/" is its root. */
export type Tree = ReadonlyMap<string, TreeEntry>;

/** What a tree amounts to. */
export type Extent = {
    /** Bytes installed; contents that are the same count once, as OSTree stores them. */
    size: number;
    /** How many files and links it holds. */
    files: number;
    /** Version of the kernel in it, or null. */
    kernel: string | null;
};

export function measureTree(tree: Tree): Extent {
    const entries = [...tree.values()];
    const files = entries.filter(({ type }) => type !== "directory").length;
    return { size: installedSize(entries), files, kernel: kernelOf(entries) };
}

/** What lies right in one directory, given by its path; null where there is no such directory. */
export function listDirectory(tree: Tree, path: string): TreeEntry[] | null {
    if (tree.get(path)?.type !== "directory") return null;
    const above = path === "/" ? path : `${path}/`;
    const isInIt = (other: string) =>
        other.startsWith(above) && other.length > above.length && !other.includes("/", above.length);
    return [...tree.values()].filter(entry => isInIt(entry.path));
}

/** Bytes that the files take once installed: contents that are the same are one file on disk. */
function installedSize(entries: readonly TreeEntry[]): number {
    const sizes = new Map(entries.filter(({ type }) => type === "file").map(({ checksum, size }) => [checksum, size]));
    return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

/** The version of the kernel in a tree: the name of the directory of modules that it lies in. */
function kernelOf(entries: readonly FileEntry[]): string | null {
    for (const { path, type } of entries) {
        const version = type === "file" && /^\/usr\/lib\/modules\/([^/]+)\/vmlinuz$/.exec(path)?.[1];
        if (version) return inert(version, 200);
    }
    return null;
}

/** The kernel takes no longer one. */
export const LONGEST_NAME = 255;

/** The last part of a path, safe to show. */
export const nameOf = (path: string): string => inert(path.slice(path.lastIndexOf("/") + 1) || "/", LONGEST_NAME);
