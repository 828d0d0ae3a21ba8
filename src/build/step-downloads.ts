/** What build steps fetch, as the content RPM takes it. */
import { fetchFile, shownUrl } from "../content/download.ts";
import { isPackable } from "../content/path.ts";
import type { ContentFile, ContentTree } from "../content/repository.ts";
import { sideBySide } from "../content/side-by-side.ts";
import type { Effect } from "../ee/effect.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import type { Download } from "./effect-carriers.ts";

/** What one download is. */
export type Fetched = {
    files: Map<string, ContentFile>;
    trees: ContentTree[];
    links: Map<string, string>;
    /** Paths of all that is no directory. */
    leaves: string[];
    /** With path, address and checksum. */
    lock: object;
};

export type FetchedDownloads = {
    /** In the order in which they are asked for. */
    found: Map<Effect, Fetched>;
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
    const found = new Map<Effect, Fetched>();
    const problems = new Map<Effect, string>();
    const unvouched = new Map<Effect, string>();
    const answers = new Map<Download, Fetched | string>();
    // What is had from one address is one file, whatever of it is wanted: the second is told by the first.
    await sideBySide([...new Set(downloads.map(({ wanted }) => wanted.url))], async url => {
        const same = downloads.filter(({ wanted }) => wanted.url === url);
        for (const download of same) answers.set(download, await fetchOne(host, state, download, signal));
    });
    for (const download of downloads) {
        const { effect, wanted } = download;
        const answer = answers.get(download);
        if (typeof answer === "string") problems.set(effect, answer);
        else if (answer) found.set(effect, answer);
        if (wanted.sha256 === null)
            unvouched.set(
                effect,
                format(_("Nothing vouches for $0: the step names no checksum."), shownUrl(wanted.url)),
            );
    }
    return { found, problems, unvouched };
}

/** What it is; or why it could not be fetched or unpacked. */
async function fetchOne(
    host: Host,
    state: string,
    download: Download,
    signal: AbortSignal | undefined,
): Promise<Fetched | string> {
    const { wanted, path } = download;
    const { url, member } = wanted;
    try {
        const { file, sha256 } = await fetchFile(host, `${state}/cache`, wanted, signal);
        const laid = member === "" ? await spread(host, file, path, signal) : single(file, download);
        return { ...laid, lock: { path, url: shownUrl(url), member, sha256 } };
    } catch (error) {
        if (!(error instanceof HostError) || error.problem !== "failed") throw error;
        return error.message;
    }
}

type Laid = Omit<Fetched, "lock">;

const single = (file: string, { path, mode }: Download): Laid => ({
    ...{ files: new Map([[path, { mode, content: { from: file } }]]), trees: [], links: new Map(), leaves: [path] },
});

/** A directory that is a package's of the system, with modes of its own: what is put into it is packed, and not the directory. */
const isShared = (path: string): boolean => /^\/(?:etc|usr\/[^/]+|usr\/lib\/[^/]+)$/.test(path);

/** An archive that is unpacked there: as a whole, or what is directly in it each for itself. */
async function spread(host: Host, directory: string, to: string, signal: AbortSignal | undefined): Promise<Laid> {
    const laid: Laid = { files: new Map(), trees: [], links: new Map(), leaves: [] };
    const argv = ["find", directory, "-mindepth", "1", "-printf", "%d\\0%y\\0%m\\0%P\\0%l\\0"];
    const told = new TextDecoder().decode(await host.run(argv, { signal })).split("\0");
    for (let at = 0; at + 5 < told.length; at += 5) {
        const [depth, type, mode = "", below = "", target = ""] = told.slice(at, at + 5);
        const path = `${to}/${below}`;
        if (type !== "d") laid.leaves.push(path);
        if (depth !== "1" || !isShared(to)) continue;
        if (!isPackable(path)) throw new HostError("failed", format(_("A commit has no place for $0."), path));
        if (type === "l") laid.links.set(path, target);
        else if (type === "d") laid.trees.push({ from: `${directory}/${below}`, to: path });
        else laid.files.set(path, { mode: Number.parseInt(mode, 8), content: { from: `${directory}/${below}` } });
    }
    if (!isShared(to)) laid.trees.push({ from: directory, to });
    return laid;
}
