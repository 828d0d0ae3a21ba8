/** One file from an address, fetched in the box, held against its checksum, and kept under both. */
import { type Workshop, withWorkshop } from "../host/confined.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { ARCHIVE, archiveMember } from "./archive-member.ts";
import { digest } from "./digest.ts";
import { findKept, keep, readSeen, writeSeen } from "./kept.ts";

export type WantedFile = {
    /** http or https; may hold a user and a query, which nothing but the server gets to see. */
    url: string;
    /** In hex; null: whatever the server has. */
    sha256: string | null;
    /** The file in the tar or zip at the address that is meant; "" for all in it, null for what is there itself. */
    member: string | null;
};

export type FetchedFile = {
    /** On the host, named by its content: a regular file, or the directory of all that is in an archive. */
    file: string;
    /** Of what the server sent. */
    sha256: string;
};

/** Bytes; more than any program that is carried this way, and less than fills a disk. */
const LARGEST = 1024 ** 3;
const SECONDS = 1800;

/** An address as it may be shown and kept: without user, query and fragment. */
export function shownUrl(url: string): string {
    if (!URL.canParse(url)) return _("an address that is none");
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname}`;
}

/**
 * Fetch it, or take what was fetched before.
 *
 * Throws HostError "failed": the server's or the archive's fault in words, or both checksums where they differ. What is
 * there afterwards is whole, or nothing.
 */
export async function fetchFile(
    host: Host,
    cache: string,
    { url, sha256, member }: WantedFile,
    signal?: AbortSignal,
): Promise<FetchedFile> {
    const shelf = shelfOf(cache);
    const wanted = sha256?.toLowerCase() ?? null;
    const [known = null] = await findFetched(host, cache, [{ url, sha256, member }]);
    if (known) return known;
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
        throw new HostError("failed", format(_("$0 is not an address of http or https."), shownUrl(url)));
    const inputs = new Map([
        ["download/.keep", ""],
        ["result/.keep", ""],
    ]);
    return withWorkshop(host, `${cache}/work`, inputs, async workshop => {
        const target = member === null ? "/workshop/result/file" : ARCHIVE;
        const got = await download(workshop, url, target, signal);
        if (wanted !== null && got !== wanted)
            throw new HostError(
                "failed",
                format(_("The SHA-256 of $0 is $1, and $2 is asked for."), shownUrl(url), got, wanted),
            );
        const inside =
            member === null ? "file" : await archiveMember(host, workshop, { url: shownUrl(url), member }, signal);
        const directory = await keep(host, shelf, nameOf({ url, sha256: got, member }), workshop, inside);
        if (wanted === null) await writeSeen(host, shelf, url, got);
        return { file: `${directory}/${inside}`, sha256: got };
    });
}

/** What of this was fetched before, in its order, and null for what has to be fetched; read by two programs, however many there are. */
export async function findFetched(
    host: Host,
    cache: string,
    wanted: readonly WantedFile[],
): Promise<(FetchedFile | null)[]> {
    const shelf = shelfOf(cache);
    const unsaid = wanted.flatMap(({ url, sha256 }) => (sha256 === null ? [url] : []));
    const seen = await readSeen(host, shelf, unsaid);
    const expected = wanted.map(each => ({
        ...each,
        sha256: each.sha256?.toLowerCase() ?? seen.get(each.url) ?? null,
    }));
    const known = expected.filter(({ sha256 }) => sha256 !== null).map(nameOf);
    const kept = await findKept(host, shelf, known);
    return expected.map(each => {
        const inside = kept.get(nameOf(each));
        return each.sha256 === null || inside === undefined
            ? null
            : { file: `${shelf}/${nameOf(each)}/${inside}`, sha256: each.sha256 };
    });
}

const shelfOf = (cache: string): string => `${cache}/downloads`;

const nameOf = ({ url, sha256, member }: WantedFile): string => digest([url, sha256, member]);

/** Into a file of the workshop; answers its checksum. */
async function download(workshop: Workshop, url: string, target: string, signal?: AbortSignal): Promise<string> {
    const bounds = ["--max-redirs", "10", "--connect-timeout", "30", "--max-time", String(SECONDS)];
    const protocols = ["--proto", "=http,https", "--proto-redir", "=http,https"];
    const curl = [
        "curl",
        "--disable",
        "--fail",
        "--silent",
        "--show-error",
        "--globoff",
        "--location",
        ...protocols,
        ...bounds,
    ];
    // A server need not tell a size, so that curl's own bound is none: the kernel stops it.
    const limit = ["prlimit", `--fsize=${LARGEST}`, "--"];
    const argv = [...limit, ...curl, "--output", target, "--config", "-"];
    // Everybody on the machine can read a program's arguments; the address may hold a token.
    const input = `url = "${new URL(url).href.replace(/["\\]/g, "\\$&")}"\n`;
    try {
        await workshop.run(argv, { network: true, input, timeout: (SECONDS + 60) * 1000, signal });
    } catch (error) {
        if (!(error instanceof HostError) || error.problem !== "failed") throw error;
        throw new HostError(
            "failed",
            format(_("$0 cannot be fetched: $1"), shownUrl(url), reason(error)),
            "",
            error.status,
        );
    }
    const output = await workshop.run(["sha256sum", "--", target], { signal });
    return new TextDecoder().decode(output).slice(0, 64);
}

/** curl names servers and statuses, never the address. */
const reason = ({ detail }: HostError): string =>
    /curl: \(\d+\) ([^\n]{1,300})/.exec(detail)?.[1]?.replace(/https?:\/\/\S*/g, "…") ??
    format(_("it is larger than $0 MiB, or it broke off"), LARGEST / 1024 ** 2);
