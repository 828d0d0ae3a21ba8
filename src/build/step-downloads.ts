/** What build steps fetch, as the content RPM takes it. */
import { fetchFile, shownUrl } from "../content/download.ts";
import { isPackable } from "../content/path.ts";
import type { ContentFile, ContentTree } from "../content/repository.ts";
import type { Effect } from "../ee/effect.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import type { Download } from "./effect-carriers.ts";

export type FetchedDownloads = {
    files: Map<string, ContentFile>;
    trees: ContentTree[];
    links: Map<string, string>;
    /** Each with its path, address and checksum. */
    lock: object[];
    /** What could not be fetched or unpacked, and why. */
    problems: Map<Effect, string>;
    /** What was fetched without a checksum. */
    unvouched: Map<Effect, string>;
};

/** Fetch all of them. Throws HostError, but not for what a server or an archive has wrong. */
export async function fetchDownloads(
    host: Host,
    state: string,
    downloads: readonly Download[],
    signal: AbortSignal | undefined,
): Promise<FetchedDownloads> {
    const files = new Map<string, ContentFile>();
    const trees: ContentTree[] = [];
    const links = new Map<string, string>();
    const lock: object[] = [];
    const problems = new Map<Effect, string>();
    const unvouched = new Map<Effect, string>();
    for (const { effect, wanted, path, mode } of downloads) {
        const { url, member } = wanted;
        try {
            const { file, sha256 } = await fetchFile(host, `${state}/cache`, wanted, signal);
            if (member === "" && isShared(path)) await spread(host, file, path, { files, trees, links });
            else if (member === "") trees.push({ from: file, to: path });
            else files.set(path, { mode, content: { from: file } });
            lock.push({ path, url: shownUrl(url), member, sha256 });
        } catch (error) {
            if (!(error instanceof HostError) || error.problem !== "failed") throw error;
            problems.set(effect, error.message);
        }
        if (wanted.sha256 === null)
            unvouched.set(effect, format(_("Nothing vouches for $0: the step names no checksum."), shownUrl(url)));
    }
    return { files, trees, links, lock, problems, unvouched };
}

/** A directory that is a package's of the system, with modes of its own: what is put into it is packed, and not the directory. */
const isShared = (path: string): boolean => /^\/(?:etc|usr\/[^/]+|usr\/lib\/[^/]+)$/.test(path);

/** What is directly in a directory of the host, each for itself. */
async function spread(
    host: Host,
    directory: string,
    to: string,
    { files, trees, links }: { files: Map<string, ContentFile>; trees: ContentTree[]; links: Map<string, string> },
): Promise<void> {
    const argv = ["find", directory, "-mindepth", "1", "-maxdepth", "1", "-printf", "%y\\0%m\\0%f\\0%l\\0"];
    const told = new TextDecoder().decode(await host.run(argv)).split("\0");
    for (let at = 0; at + 4 < told.length; at += 4) {
        const [type, mode = "", name = "", target = ""] = told.slice(at, at + 4);
        const path = `${to}/${name}`;
        if (!isPackable(path)) throw new HostError("failed", format(_("A commit has no place for $0."), path));
        if (type === "l") links.set(path, target);
        else if (type === "d") trees.push({ from: `${directory}/${name}`, to: path });
        else files.set(path, { mode: Number.parseInt(mode, 8), content: { from: `${directory}/${name}` } });
    }
}
