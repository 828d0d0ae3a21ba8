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

/** The files that a shell pattern of Python's `Path.glob` matches: `*`, `?`, `[ab]`, `**` for any directories. */
export function glob(files: Files, pattern: string): string[] {
    const parts = plainPath(pattern).split("/");
    const matchers = parts.map(part => (part === "**" ? null : segment(part)));
    return [...files.keys()].filter(name => {
        const names = name.split("/");
        return names.some((_part, length) => matchesFrom(matchers, names.slice(0, length + 1)));
    });
}

/** Greedy `**` by walking both lists once per directory; no backtracking over characters. */
function matchesFrom(matchers: readonly (((name: string) => boolean) | null)[], names: readonly string[]): boolean {
    let reached = new Set([0]);
    const spread = (set: Set<number>) => {
        for (const at of set) if (matchers[at] === null) set.add(at + 1);
        return set;
    };
    reached = spread(reached);
    for (const name of names) {
        const next = new Set<number>();
        for (const at of reached) {
            const matcher = matchers[at];
            if (matcher === null) next.add(at);
            else if (matcher?.(name)) next.add(at + 1);
        }
        reached = spread(next);
    }
    return reached.has(matchers.length);
}

/** One part of a shell pattern, matched in linear time for its usual single star. */
function segment(part: string): (name: string) => boolean {
    const pieces = part.split("*");
    if (pieces.some(piece => /[?[]/.test(piece))) {
        const source = part
            .replace(/\*+/g, "*")
            .replace(/[.+^${}()|\\]/g, "\\$&")
            .replaceAll("?", ".")
            .replaceAll("*", ".*?")
            .replaceAll("[!", "[^");
        try {
            const expression = new RegExp(`^${source}$`, "u");
            return name => name.length < 256 && expression.test(name);
        } catch {
            return name => name === part;
        }
    }
    return name => {
        const [first = "", ...rest] = pieces;
        const last = rest.pop();
        if (last === undefined) return name === part;
        if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
        let at = first.length;
        for (const piece of rest) {
            at = name.indexOf(piece, at);
            if (at < 0) return false;
            at += piece.length;
        }
        return at <= name.length - last.length;
    };
}
