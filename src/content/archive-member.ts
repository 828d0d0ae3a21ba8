/** One file out of an archive from somewhere, or all: no link of it is followed, and nothing of it lands outside. */
import type { Workshop } from "../host/confined.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { listZip, parseZipList, unpackZip } from "./zip.ts";

/** Bytes that one member, and that all of them, may unpack to. */
const LARGEST = 1024 ** 3;
const LARGEST_WHOLE = 2 * LARGEST;
/** Bytes of names; an archive of more is none that anybody takes one file of. */
const MOST_NAMES = 16 * 1024 ** 2;

/** Entries of an archive that is unpacked as a whole. */
const MOST_ENTRIES = 100_000;

const LIMIT = ["prlimit", `--fsize=${LARGEST}`, "--"];
/** Python keeps all that a zip lists, which is as much as its author likes. */
const ZIP_LIMIT = ["prlimit", `--fsize=${LARGEST}`, `--as=${2 * LARGEST}`, "--"];

/** Where the archive has to lie. */
export const ARCHIVE = "/workshop/download/file";

export type Member = {
    /** Where the archive is from, as it may be shown; its end tells a zip. */
    url: string;
    /** Path in the archive; "" for all that is in it, "/" for all of a tar without the first directory of each name, and so on. */
    member: string;
};

/** Whether it means all of an archive, with or without the first directories of each name. */
export const isAll = (member: string): boolean => /^\/*$/.test(member);

/** Where it is unpacked, below the workshop's `result`: whatever its members are called, they meet nothing of ours. */
const INSIDE = "inside";

/**
 * Put the file, or the directory of all, into the workshop's `result`; answers its path there.
 *
 * Throws HostError "failed" where there is no such member, where it is no regular file, and for what is too large.
 */
export async function archiveMember(
    host: Host,
    workshop: Workshop,
    { url, member }: Member,
    signal?: AbortSignal,
): Promise<string> {
    if (isAll(member)) return archiveWhole(workshop, { url, member }, signal);
    const plain = member.replace(/^(?:\.\/)+/, "");
    // What tar would take for an option or a pattern is none.
    if (!/^[\w@][\w./@+,= -]*$/.test(plain) || /(?:^|\/)\.\.?(?:\/|$)|\/\/|\/$/.test(plain))
        throw new HostError(
            "failed",
            format(_("$0 is no name that is taken out of an archive."), JSON.stringify(member)),
        );
    const names = await list(workshop, url, signal);
    const found = names.find(name => name.replace(/^(?:\.\/)+/, "") === plain);
    if (found === undefined) throw new HostError("failed", format(_("The archive at $0 has no $1."), url, plain));
    await unpack(workshop, { url, member: found }, signal);
    // -type does not follow links, and neither does the way there: each directory was made by the unpacking just now.
    const path = `${workshop.directory}/result/${INSIDE}/${plain}`;
    const kind = new TextDecoder().decode(
        await host.run(["find", path, "-maxdepth", "0", "-printf", "%y %n"], { signal }),
    );
    if (kind !== "f 1") throw new HostError("failed", format(_("$0 in the archive at $1 is not a file."), plain, url));
    return `${INSIDE}/${plain}`;
}

async function archiveWhole(workshop: Workshop, { url, member }: Member, signal?: AbortSignal): Promise<string> {
    const argv = isZip(url)
        ? [...ZIP_LIMIT, ...listZip(ARCHIVE)]
        : ["tar", "--list", "--verbose", "--numeric-owner", `--file=${ARCHIVE}`];
    const told = await read(workshop, argv, url, signal);
    const sizes = isZip(url)
        ? parseZipList(told).map(({ size }) => size)
        : [...told.matchAll(/^\S+ +\S+ +(\d+) /gm)].map(([, size]) => Number(size));
    if (sizes.length > MOST_ENTRIES)
        throw new HostError("failed", format(_("What is at $0 has more than $1 entries."), url, MOST_ENTRIES));
    if (sizes.reduce((sum, size) => sum + size, 0) > LARGEST_WHOLE)
        throw new HostError(
            "failed",
            format(_("What is at $0 unpacks to more than $1 MiB."), url, LARGEST_WHOLE / 1024 ** 2),
        );
    await unpack(workshop, { url, member }, signal);
    return INSIDE;
}

const isZip = (url: string): boolean => /\.zip$/i.test(url);

async function unpack(workshop: Workshop, { url, member }: Member, signal?: AbortSignal): Promise<void> {
    const directory = `/workshop/result/${INSIDE}`;
    await workshop.run(["mkdir", "--parents", "--", directory], { signal });
    const tar = ["tar", "--extract", `--file=${ARCHIVE}`, `--directory=${directory}`, "--no-same-owner"];
    const argv = isZip(url)
        ? [...ZIP_LIMIT, ...unpackZip(ARCHIVE, directory, isAll(member) ? null : member)]
        : [...LIMIT, ...tar, "--no-same-permissions", ...meantOf(member)];
    await read(workshop, argv, url, signal);
}

/** By tar itself, which counts a dot as a directory too. */
const meantOf = (member: string): string[] =>
    isAll(member) ? [`--strip-components=${member.length}`] : ["--no-recursion", "--", member];

async function list(workshop: Workshop, url: string, signal?: AbortSignal): Promise<string[]> {
    if (isZip(url)) {
        const told = await read(workshop, [...ZIP_LIMIT, ...listZip(ARCHIVE)], url, signal);
        return parseZipList(told).map(({ name }) => name);
    }
    const argv = ["tar", "--list", "--quoting-style=literal", `--file=${ARCHIVE}`];
    return (await read(workshop, argv, url, signal)).split("\n");
}

async function read(
    workshop: Workshop,
    argv: readonly string[],
    url: string,
    signal: AbortSignal | undefined,
): Promise<string> {
    try {
        return new TextDecoder().decode(await workshop.run(argv, { signal, maxBytes: MOST_NAMES }));
    } catch (error) {
        if (!(error instanceof HostError) || (error.problem !== "failed" && error.problem !== "too-large")) throw error;
        throw new HostError("failed", format(_("What is at $0 cannot be unpacked."), url), error.detail, error.status);
    }
}
