/**
 * The tree of a commit in an archive repository, read as its objects lie on the host.
 *
 * `ostree ls` opens the file of each entry by itself, and takes twice as long; it also cannot tell where a link
 * points to when a line break is in that.
 */
import { type Host, unlessMissing } from "../host/host.ts";
import type { Root } from "./commit.ts";
import { objectPath } from "./object.ts";
import { readDirectories } from "./read-directories.ts";
import type { Tree, TreeEntry } from "./tree.ts";
import { FILE_HEADER, parseFileHeaders, parseTargets } from "./tree-objects.ts";

const MOST = 256 * 1024 * 1024;
/** For some hundred thousand files. */
const TIMEOUT = 300_000;

/** Null where the repository is no archive, or has not all of the tree itself. Throws HostError. */
export async function readArchive(host: Host, repo: string, root: Root): Promise<Tree | null> {
    const entries = await readDirectories(host, repo, root);
    if (!entries) return null;
    const others = entries.filter(({ type }) => type !== "directory");
    if (!(await addHeaders(host, repo, others))) return null;
    const links = others.filter(({ type }) => type === "link");
    if (!(await addTargets(host, repo, links))) return null;
    return new Map(entries.map(entry => [entry.path, entry]));
}

/** What a file or link is, and its size: of each only the beginning is read. False where one is not there. */
async function addHeaders(host: Host, repo: string, entries: readonly TreeEntry[]): Promise<boolean> {
    const places = placesOf(entries);
    const bytes = await readAll(host, repo, places, ["head", "--quiet", `--bytes=${FILE_HEADER}`, "--"]);
    if (bytes?.length !== places.size * FILE_HEADER) return false;
    const headers = parseFileHeaders(bytes);
    for (const entry of entries) Object.assign(entry, headers[places.get(entry.checksum) ?? 0]);
    return true;
}

/** Where links point to; their whole objects are little more. False where one is not there. */
async function addTargets(host: Host, repo: string, links: readonly TreeEntry[]): Promise<boolean> {
    const places = placesOf(links);
    const bytes = await readAll(host, repo, places, ["cat", "--"]);
    const targets = bytes && parseTargets(bytes);
    if (targets?.length !== places.size) return false;
    for (const link of links) link.target = targets[places.get(link.checksum) ?? 0] ?? null;
    return true;
}

/** Contents that are the same are one object: which one, by its checksum. */
function placesOf(entries: readonly TreeEntry[]): Map<string, number> {
    const places = new Map<string, number>();
    for (const { checksum } of entries) if (!places.has(checksum)) places.set(checksum, places.size);
    return places;
}

/** What a program writes that is given all these files, in their order; null where one is missing. */
async function readAll(
    host: Host,
    repo: string,
    places: ReadonlyMap<string, number>,
    program: readonly string[],
): Promise<Uint8Array | null> {
    if (places.size === 0) return new Uint8Array();
    let input = "";
    for (const checksum of places.keys()) input += `${repo}/objects/${objectPath(checksum, "filez")}\0`;
    const options = { input, maxBytes: MOST, timeout: TIMEOUT };
    return host.run(["xargs", "--null", ...program], options).catch(unlessMissing);
}
