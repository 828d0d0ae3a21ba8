/**
 * What is meant of a directory that an archive or a clone left: a file, a directory, or what is in one.
 *
 * It is looked for among what was listed without following a link, so that no link leads to what is not part of it.
 */
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";

export type Listed = {
    /** Relative to the directory. */
    path: string;
    /** As find tells it: "f", "d", "l". */
    type: string;
    /** Permission bits. */
    mode: number;
    /** Bytes. */
    size: number;
    /** Of a link. */
    target: string;
};

/** Bytes of names that are listed: more than those of a hundred thousand entries of usual depth. */
const MOST_NAMES = 64 * 1024 ** 2;

/**
 * All that lies below.
 *
 * @param from Where it is from, as it may be shown. Throws HostError "failed" where it is more than can be listed.
 */
export async function listParts(host: Host, directory: string, from: string, signal?: AbortSignal): Promise<Listed[]> {
    const argv = ["find", directory, "-mindepth", "1", "-printf", "%y\\0%m\\0%s\\0%P\\0%l\\0"];
    const bytes = await host.run(argv, { signal, maxBytes: MOST_NAMES }).catch(tooMuch(from));
    const told = new TextDecoder().decode(bytes).split("\0");
    const listed: Listed[] = [];
    for (let at = 0; at + 5 < told.length; at += 5) {
        const [type = "", mode = "", size = "", path = "", target = ""] = told.slice(at, at + 5);
        listed.push({ path, type, mode: Number.parseInt(mode, 8), size: Number(size), target });
    }
    return listed;
}

/** What is too large here is the archive's fault, or the repository's; rethrows anything else. */
export const tooMuch =
    (from: string) =>
    (error: unknown): never => {
        if (error instanceof HostError && error.problem === "too-large")
            throw new HostError("failed", format(_("There is more in $0 than can be looked through."), from));
        throw error;
    };

/** `isWhole`: the directory itself is meant, and not only some of what is in it. */
export type Part = { file: Listed } | { directory: string; listed: Listed[]; isWhole: boolean };

/**
 * Find it.
 *
 * @param member "a/b" for a file or a directory, "" for all, "a/" for all in a directory, "*" and "a/*.sh" for what of it
 *     has such a name, hidden files apart.
 * @param from Where it is all from, as it may be shown. Pure; throws HostError "failed" where there is nothing of that kind.
 */
export function findPart(listed: readonly Listed[], member: string, from: string): Part {
    const [, above = "", last = ""] = /^((?:.*\/)?)([^/]*)$/s.exec(member) ?? [];
    const isPattern = last.includes("*");
    const path = (isPattern || last === "" ? above : member).replace(/\/$/, "");
    const own = listed.find(each => each.path === path);
    if (path !== "" && !own) throw new HostError("failed", format(_("$0 has no $1."), from, path));
    if (own?.type === "f" && !isPattern) return { file: own };
    if (own && own.type !== "d")
        throw new HostError("failed", format(_("$1 of $0 is neither a file nor a directory."), from, path));
    const start = path === "" ? "" : `${path}/`;
    const below = listed.filter(each => each.path.startsWith(start) && each !== own);
    if (!isPattern) return { directory: path, listed: below, isWhole: true };
    const fits = new RegExp(`^(?!\\.)${last.split("*").map(literally).join("[^/]*")}$`, "s");
    const some = below.filter(each => fits.test(each.path.slice(start.length).split("/")[0] ?? ""));
    if (some.length === 0) throw new HostError("failed", format(_("$0 has no $1."), from, member));
    return { directory: path, listed: some, isWhole: false };
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
