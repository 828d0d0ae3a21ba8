/** Where what steps fetch and unpack lies in the content RPM. */
import { findPart, type Listed, listParts, type Part } from "../content/parts.ts";
import { isPackable } from "../content/path.ts";
import type { ContentFile, ContentTree } from "../content/repository.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import type { Download } from "./effect-carriers.ts";
import { inUsr, isOfEverySystem } from "./effect-place.ts";

export type Laid = {
    files: Map<string, ContentFile>;
    trees: ContentTree[];
    links: Map<string, string>;
    /** Paths of all that is no directory, and of all that is one. */
    leaves: string[];
    directories: string[];
};

/** One file. @param own The mode that it has where no step says another; null for that which it has on the host. */
export async function layWhole(host: Host, file: string, download: Download, own: number | null): Promise<Laid> {
    if (own !== null || download.mode !== null) return single(file, download, own ?? 0);
    const mode = await host.run(["find", file, "-maxdepth", "0", "-printf", "%m"]);
    return single(file, download, Number.parseInt(new TextDecoder().decode(mode), 8));
}

const single = (file: string, { path, mode }: Download, own: number): Laid => ({
    ...{ files: new Map([[path, { mode: mode ?? own, content: { from: file } }]]), trees: [], links: new Map() },
    ...{ leaves: [path], directories: [] },
});

/** What is meant of it, and where all of that lies then. @param from Where it is from, as it may be shown. */
export async function layPart(
    host: Host,
    directory: string,
    member: string,
    download: Download,
    from: string,
    signal: AbortSignal | undefined,
): Promise<Laid> {
    const part = findPart(await listParts(host, directory, from, signal), member, from);
    if ("file" in part) return single(`${directory}/${part.file.path}`, download, part.file.mode);
    const { effect, mode, path } = download;
    if (mode !== null || ("owner" in effect && effect.owner))
        throw new HostError(
            "failed",
            format(_("$0 is a directory, and what is in it has modes and owners of its own."), path),
        );
    return spread(`${directory}/${part.directory}`.replace(/\/$/, ""), part, path);
}

/** A directory that is a package's of the system, with modes of its own: what is put into it is packed, and not the directory. */
const isShared = (path: string): boolean =>
    /^\/(?:etc|usr(?:\/[^/]+)?|usr\/lib\/[^/]+|usr\/share\/ansible(?:\/roles|\/collections(?:\/ansible_collections)?)?)$/.test(
        path,
    );

/** What is in a directory, put there: as a whole, or each for itself what is directly in it, and in packages' directories of it. */
function spread(from: string, { directory, listed, isWhole }: Exclude<Part, { file: Listed }>, to: string): Laid {
    const laid: Laid = { files: new Map(), trees: [], links: new Map(), leaves: [], directories: [] };
    /** Of which each entry is put there by itself. */
    const open = new Set<string>();
    if (isWhole && !isShared(to)) laid.trees.push({ from, to });
    else open.add(to);
    const filled = new Set(listed.map(({ path }) => path.slice(0, Math.max(0, path.lastIndexOf("/")))));
    // A directory comes before what is in it.
    for (const { path: whole, type, mode, target } of listed) {
        const below = directory === "" ? whole : whole.slice(directory.length + 1);
        const path = `${to}/${below}`;
        (type === "d" ? laid.directories : laid.leaves).push(path);
        if (!open.has(path.slice(0, path.lastIndexOf("/")))) continue;
        if (!isPackable(path)) throw new HostError("failed", format(_("A commit has no place for $0."), path));
        if (type !== "d" && isOfEverySystem(path))
            throw new HostError("failed", format(_("$0 is a directory of every system."), path));
        if (type === "l") laid.links.set(path, path.startsWith("/usr/") ? inUsr(target) : target);
        else if (type === "d" && (isOfEverySystem(path) || (isShared(path) && filled.has(whole)))) open.add(path);
        else if (type === "d") laid.trees.push({ from: `${from}/${below}`, to: path });
        else laid.files.set(path, { mode, content: { from: `${from}/${below}` } });
    }
    return laid;
}
