/** The files of a definition's directory, by their paths relative to it. */

export type Files = ReadonlyMap<string, string>;

const NAMES = ["execution-environment.yml", "execution-environment.yaml"] as const;

/** Which of the files is the definition, as ansible-builder chooses; the usual name when neither is there. */
export const definitionFile = (files: Files): string => NAMES.find(name => files.has(name)) ?? NAMES[0];

/** Whether both have the same files with the same texts. */
export const isSameFiles = (one: Files, other: Files): boolean =>
    one.size === other.size && [...one].every(([path, text]) => other.get(path) === text);

/** A path without "." and "..", as far as it can be; absolute ones stay absolute. */
export function plainPath(path: string): string {
    const parts: string[] = [];
    for (const part of path.split("/")) {
        if (part === "" || part === ".") continue;
        if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
        else if (part !== ".." || !path.startsWith("/")) parts.push(part);
    }
    return (path.startsWith("/") ? "/" : "") + parts.join("/");
}

/** The path of a file that another file names, relative to the directory of the whole. */
export function besides(file: string, path: string): string {
    const directory = file.includes("/") ? file.slice(0, file.lastIndexOf("/") + 1) : "";
    return plainPath(path.startsWith("/") ? path : directory + path);
}

/** What the files know at a path: "none" also for what lies outside and was not handed over. */
export function kindOf(files: Files, path: string): "file" | "directory" | "none" {
    const plain = plainPath(path);
    if (files.has(plain)) return "file";
    if (plain === "") return "directory";
    for (const name of files.keys()) if (name.startsWith(`${plain}/`)) return "directory";
    return "none";
}

/** Longest path that Linux looks up. */
const LONGEST_PATH = 4095;

/**
 * What is at a path that a file names, looked up as the kernel does: part by part, so that what stands before a slash
 * must be a directory, whatever comes behind. Directories outside, which nobody handed over, are taken to be there.
 */
export function kindBesides(files: Files, file: string, path: string): "file" | "directory" | "none" | "no-directory" {
    if (path.length > LONGEST_PATH) return "none";
    const parts = path.split("/");
    for (const [at, part] of parts.entries()) {
        const before = besides(file, parts.slice(0, at).join("/"));
        // Another name behind a slash is not found anyway.
        if (at === 0 || !["", ".", ".."].includes(part) || before === "") continue;
        const kind = kindOf(files, before);
        if (kind === "file") return "no-directory";
        if (kind === "none" && !/^(?:\/|\.\.(?:\/|$))/.test(before)) return "none";
    }
    return kindOf(files, besides(file, path));
}
