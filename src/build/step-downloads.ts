/** What build steps fetch, as the content RPM takes it. */
import { fetchClone, isCommit } from "../content/clone.ts";
import { fetchFile, shownUrl } from "../content/download.ts";
import { type GivenArchive, unpackGiven } from "../content/given-archive.ts";
import { findPart, type Listed, listParts, type Part } from "../content/parts.ts";
import { isPackable } from "../content/path.ts";
import type { ContentFile, ContentTree } from "../content/repository.ts";
import { sideBySide } from "../content/side-by-side.ts";
import { type Effect, isSpread } from "../ee/effect.ts";
import { mayHoldSecret } from "../ee/step-given.ts";
import { textOf } from "../host/bytes.ts";
import { type Host, HostError } from "../host/host.ts";
import { readTree } from "../host/trees.ts";
import { _, format } from "../language.ts";
import type { Download } from "./effect-carriers.ts";

/** What one download is. */
export type Fetched = {
    effect: Effect;
    files: Map<string, ContentFile>;
    trees: ContentTree[];
    links: Map<string, string>;
    /** Paths of all that is no directory, and of all that is one. */
    leaves: string[];
    directories: string[];
    /** With path, address and checksum or commit; null for what is in the definition. */
    lock: ({ path: string; url: string; member: string | null } & ({ sha256: string } | { commit: string })) | null;
};

export type FetchedDownloads = {
    /** In the order in which they are asked for. */
    found: Map<Effect, Fetched>;
    /** What could not be fetched or unpacked, and why. */
    problems: Map<Effect, string>;
    /** What was fetched without a checksum. */
    unvouched: Map<Effect, string>;
};

/**
 * Fetch all of them. Throws HostError, but not for what a server or an archive has wrong.
 *
 * @param logins Lines for git's store of credentials.
 */
export async function fetchDownloads(
    host: Host,
    state: string,
    downloads: readonly Download[],
    logins: readonly string[],
    signal: AbortSignal | undefined,
): Promise<FetchedDownloads> {
    const found = new Map<Effect, Fetched>();
    const problems = new Map<Effect, string>();
    const unvouched = new Map<Effect, string>();
    const answers = new Map<Download, Fetched | string>();
    // What is had from one address is one file, whatever of it is wanted: the second is told by the first.
    await sideBySide([...new Set(downloads.map(addressOf))], async address => {
        const same = downloads.filter(download => addressOf(download) === address);
        for (const download of same) answers.set(download, await fetchOne(host, state, download, logins, signal));
    });
    for (const download of downloads) {
        const { effect, wanted } = download;
        const answer = answers.get(download);
        if (typeof answer === "string") problems.set(effect, answer);
        else if (answer) found.set(effect, answer);
        const note = unvouchedNote(wanted);
        if (note !== null) unvouched.set(effect, note);
    }
    return { found, problems, unvouched };
}

const addressOf = ({ wanted }: Download): string =>
    "git" in wanted ? wanted.git : "url" in wanted ? wanted.url : wanted.name;

/** What of it has to be said where it may be another tomorrow; null where it cannot. */
function unvouchedNote(wanted: Download["wanted"]): string | null {
    if ("text" in wanted) return null;
    if ("git" in wanted)
        return isCommit(wanted.revision)
            ? null
            : format(_("Nothing vouches for $0: the step names no commit."), wanted.git);
    return wanted.sha256 === null
        ? format(_("Nothing vouches for $0: the step names no checksum."), shownUrl(wanted.url))
        : null;
}

/** What it is; or why it could not be fetched or unpacked. */
async function fetchOne(
    host: Host,
    state: string,
    download: Download,
    logins: readonly string[],
    signal: AbortSignal | undefined,
): Promise<Fetched | string> {
    const { effect, wanted, path } = download;
    const { member } = wanted;
    const cache = `${state}/cache`;
    try {
        if ("git" in wanted) {
            const { directory, commit } = await fetchClone(host, cache, wanted, logins, signal);
            const laid = await layPart(host, directory, wanted.member, download, wanted.git, signal);
            return { effect, ...laid, lock: { path, url: wanted.git, member, commit } };
        }
        if ("text" in wanted) {
            const laid = await layGiven(host, cache, wanted, download, signal);
            return { effect, ...laid, lock: null };
        }
        const url = shownUrl(wanted.url);
        const isWhole = isSpread(member);
        const { file, sha256 } = await fetchFile(host, cache, isWhole ? { ...wanted, member: "" } : wanted, signal);
        const laid =
            isWhole && member !== null
                ? await layPart(host, file, member, download, url, signal)
                : single(file, download, member === null ? 0o644 : await modeOf(host, file));
        return { effect, ...laid, lock: { path, url, member, sha256 } };
    } catch (error) {
        if (!(error instanceof HostError) || error.problem !== "failed") throw error;
        return error.message;
    }
}

type Laid = Omit<Fetched, "lock" | "effect">;

/** @param own The mode that it has where no step says another. */
const single = (file: string, { path, mode }: Download, own: number): Laid => ({
    ...{ files: new Map([[path, { mode: mode ?? own, content: { from: file } }]]), trees: [], links: new Map() },
    ...{ leaves: [path], directories: [] },
});

const modeOf = async (host: Host, file: string): Promise<number> =>
    Number.parseInt(new TextDecoder().decode(await host.run(["find", file, "-maxdepth", "0", "-printf", "%m"])), 8);

async function layGiven(
    host: Host,
    cache: string,
    wanted: GivenArchive,
    download: Download,
    signal: AbortSignal | undefined,
): Promise<Laid> {
    const { name, member } = wanted;
    if (!isSpread(member)) {
        const file = await unpackGiven(host, cache, wanted, signal);
        const end = file.lastIndexOf("/");
        await refuseSecrets(host, file.slice(0, end), [file.slice(end + 1)], name);
        return single(file, download, await modeOf(host, file));
    }
    const directory = await unpackGiven(host, cache, { ...wanted, member: "" }, signal);
    const laid = await layPart(host, directory, member, download, name, signal);
    const texts = (await listParts(host, directory, signal)).filter(
        ({ type, size }) => type === "f" && size <= LOOKED_INTO,
    );
    await refuseSecrets(
        host,
        directory,
        texts.map(({ path }) => path),
        name,
    );
    return laid;
}

/** Bytes of a file that is looked into for what may be a secret; larger ones are no texts of an author's. */
const LOOKED_INTO = 1024 ** 2;
const LOOKED_INTO_WHOLE = 256 * LOOKED_INTO;

/** What the definition brings by itself it does not bring in an archive either. */
async function refuseSecrets(host: Host, directory: string, only: readonly string[], name: string): Promise<void> {
    const entries = (await readTree(host, directory, { only, maxBytes: LOOKED_INTO_WHOLE })) ?? [];
    const found = entries.find(({ path, bytes }) => mayHoldSecret(path, textOf(bytes)));
    if (found)
        throw new HostError(
            "failed",
            format(
                _("What is in a commit everybody can read, and $0 holds what may be a secret."),
                `${name}: ${found.path}`,
            ),
        );
}

/** What is meant of it, and where all of that lies then. @param from Where it is from, as it may be shown. */
async function layPart(
    host: Host,
    directory: string,
    member: string,
    download: Download,
    from: string,
    signal: AbortSignal | undefined,
): Promise<Laid> {
    const part = findPart(await listParts(host, directory, signal), member, from);
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
    /^\/(?:etc|usr\/[^/]+|usr\/lib\/[^/]+|usr\/share\/ansible(?:\/roles|\/collections(?:\/ansible_collections)?)?)$/.test(
        path,
    );

/** What is in a directory, put there: as a whole, or what is directly in it each for itself. */
function spread(from: string, { directory, listed, isWhole }: Exclude<Part, { file: Listed }>, to: string): Laid {
    const laid: Laid = { files: new Map(), trees: [], links: new Map(), leaves: [], directories: [] };
    const isOne = isWhole && !isShared(to);
    if (isOne) laid.trees.push({ from, to });
    for (const { path: whole, type, mode, target } of listed) {
        const below = directory === "" ? whole : whole.slice(directory.length + 1);
        const path = `${to}/${below}`;
        (type === "d" ? laid.directories : laid.leaves).push(path);
        if (isOne || below.includes("/")) continue;
        if (!isPackable(path)) throw new HostError("failed", format(_("A commit has no place for $0."), path));
        if (type === "l") laid.links.set(path, target);
        else if (type === "d") laid.trees.push({ from: `${from}/${below}`, to: path });
        else laid.files.set(path, { mode, content: { from: `${from}/${below}` } });
    }
    return laid;
}
