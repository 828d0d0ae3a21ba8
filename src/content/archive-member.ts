/** One file out of an archive from somewhere: no link of it is followed, and nothing else of it is unpacked. */
import type { Workshop } from "../host/confined.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";

/** Bytes that one member may unpack to. */
const LARGEST = 1024 ** 3;
/** Bytes of names; an archive of more is none that anybody takes one file of. */
const MOST_NAMES = 16 * 1024 ** 2;

const LIMIT = ["prlimit", `--fsize=${LARGEST}`, "--"];

/** Where the archive has to lie. */
export const ARCHIVE = "/workshop/download/file";

export type Member = {
    /** Where the archive is from, as it may be shown; its end tells a zip. */
    url: string;
    /** Path in the archive. */
    member: string;
};

/**
 * Put the file into the workshop's `result`; answers its path there.
 *
 * Throws HostError "failed" where there is no such member, or where it is no regular file.
 */
export async function archiveMember(
    host: Host,
    workshop: Workshop,
    { url, member }: Member,
    signal?: AbortSignal,
): Promise<string> {
    const plain = member.replace(/^(?:\.\/)+/, "");
    // What unzip would take for a pattern, and tar for an option, is none.
    if (!/^[\w@][\w./@+,= -]*$/.test(plain) || /(?:^|\/)\.\.?(?:\/|$)|\/\/|\/$/.test(plain))
        throw new HostError(
            "failed",
            format(_("$0 is no name that is taken out of an archive."), JSON.stringify(member)),
        );
    const isZip = /\.zip$/i.test(url);
    const names = await list(workshop, isZip, url, signal);
    const found = names.find(name => name.replace(/^(?:\.\/)+/, "") === plain);
    if (found === undefined) throw new HostError("failed", format(_("The archive at $0 has no $1."), url, plain));
    const unpack = isZip
        ? ["unzip", "-qq", "-o", ARCHIVE, found, "-d", "/workshop/result"]
        : [
              ...["tar", "--extract", `--file=${ARCHIVE}`, "--directory=/workshop/result"],
              ...["--no-same-owner", "--no-same-permissions", "--no-recursion", "--", found],
          ];
    await workshop.run([...LIMIT, ...unpack], { signal }).catch((error: unknown) => {
        throw explain(error, url);
    });
    // -type does not follow links, and neither does the way there: each directory was made by the unpacking just now.
    const path = `${workshop.directory}/result/${plain}`;
    const kind = new TextDecoder().decode(await host.run(["find", path, "-maxdepth", "0", "-printf", "%y %n"]));
    if (kind !== "f 1") throw new HostError("failed", format(_("$0 in the archive at $1 is not a file."), plain, url));
    return plain;
}

async function list(workshop: Workshop, isZip: boolean, url: string, signal?: AbortSignal): Promise<string[]> {
    const argv = isZip ? ["unzip", "-Z1", ARCHIVE] : ["tar", "--list", "--quoting-style=literal", `--file=${ARCHIVE}`];
    const output = await workshop.run(argv, { signal, maxBytes: MOST_NAMES }).catch((error: unknown) => {
        throw explain(error, url);
    });
    return new TextDecoder().decode(output).split("\n");
}

function explain(error: unknown, url: string): unknown {
    if (!(error instanceof HostError) || (error.problem !== "failed" && error.problem !== "too-large")) return error;
    return new HostError("failed", format(_("What is at $0 cannot be unpacked."), url), error.detail, error.status);
}
