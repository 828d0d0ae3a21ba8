/** What build steps fetch, as the content RPM takes it. */
import { isAll } from "../content/archive-member.ts";
import { fetchClone, isCommit } from "../content/clone.ts";
import { fetchFile, shownUrl } from "../content/download.ts";
import { sideBySide } from "../content/side-by-side.ts";
import { type Effect, isSpread } from "../ee/effect.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import type { Download } from "./effect-carriers.ts";
import { layGiven } from "./step-given-archive.ts";
import { type Laid, layPart, layWhole } from "./step-laid.ts";

/** What one download is. */
export type Fetched = Laid & {
    effect: Effect;
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
    /** Archives of the definition that could not be looked into, or may hold a secret, by their paths. */
    withheld: Set<string>;
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
    const withheld = new Set<string>();
    const answers = new Map<Download, Fetched | string>();
    // What is had from one address is one file, whatever of it is wanted: the second is told by the first.
    await sideBySide([...new Set(downloads.map(addressOf))], async address => {
        const same = downloads.filter(download => addressOf(download) === address);
        for (const download of same) answers.set(download, await fetchOne(host, state, download, logins, signal));
    });
    for (const download of downloads) {
        const { effect, wanted } = download;
        const answer = answers.get(download);
        if (typeof answer === "string") {
            problems.set(effect, answer);
            if ("text" in wanted) withheld.add(wanted.name);
        }
        if (typeof answer === "object") found.set(effect, answer);
        const note = unvouchedNote(wanted);
        if (note !== null) unvouched.set(effect, note);
    }
    return { found, problems, unvouched, withheld };
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
        const isWhole = member !== null && isSpread(member);
        const [all, part] = isWhole && isAll(member) ? [member, ""] : ["", member ?? ""];
        const { file, sha256 } = await fetchFile(host, cache, isWhole ? { ...wanted, member: all } : wanted, signal);
        const laid = isWhole
            ? await layPart(host, file, part, download, url, signal)
            : await layWhole(host, file, download, member === null ? 0o644 : null);
        return { effect, ...laid, lock: { path, url, member, sha256 } };
    } catch (error) {
        if (!(error instanceof HostError) || error.problem !== "failed") throw error;
        return error.message;
    }
}
