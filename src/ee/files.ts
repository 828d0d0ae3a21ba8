/** The files of a definition's directory, by their paths relative to it. */

export type Files = ReadonlyMap<string, string>;

const NAMES = ["execution-environment.yml", "execution-environment.yaml"] as const;

/** Which of the files is the definition, as ansible-builder chooses; the usual name when neither is there. */
export const definitionFile = (files: Files): string => NAMES.find(name => files.has(name)) ?? NAMES[0];

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
