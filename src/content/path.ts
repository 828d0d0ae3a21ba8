/** Which paths a content RPM may have, and which are always the same. */

/** Where ansible-core looks by default. */
export const collectionsPath = "/usr/share/ansible/collections/ansible_collections";

/** Where the content RPM of this name tells of itself. */
export const aboutPath = (name: string): string => `/usr/share/ee/${name.replace(/^ee-/, "")}`;

const LONGEST = 1000;

/**
 * A plain absolute path below /usr or /etc that RPM takes as it is: without macros, patterns and quotes, and not in
 * /usr/local, which belongs to the machine on every OSTree system, nor in /usr/etc, which is what /etc is made from.
 */
export const isPackable = (path: string): boolean =>
    path.length <= LONGEST &&
    /^\/(?:etc|usr(?!\/(?:local|etc)(?:\/|$)))\/[\p{L}\p{N}_ ./+@~,:=-]+$/u.test(path) &&
    path
        .slice(1)
        .split("/")
        .every(name => /^(?!\.{1,2}$)\S(?:.*\S)?$/.test(name));

/**
 * That every path may be packed, and that none lies below one that is no directory. Throws Error.
 *
 * @param leaves Files and links, @param directories what may have others below it.
 */
export function checkPaths(leaves: readonly string[], directories: readonly string[]): void {
    const isLeaf = new Set(leaves);
    if (isLeaf.size < leaves.length) throw new Error("A path is packed twice");
    for (const path of [...leaves, ...directories]) {
        if (!isPackable(path)) throw new Error(`${path} cannot be packed`);
        for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1))
            if (isLeaf.has(path.slice(0, end))) throw new Error(`${path} cannot be packed: it is below a file`);
    }
    const both = directories.find(path => isLeaf.has(path));
    if (both !== undefined) throw new Error(`${both} cannot be packed: it is a file, too`);
}

/** As a spec file's list of files takes it. Throws Error on what is not packable. */
export function quotePath(path: string): string {
    if (!isPackable(path)) throw new Error(`${path} cannot be packed`);
    return `"${path}"`;
}
