/** Take the commit of an artefact into an archive repository on the host. */
import { type Workshop, withWorkshop } from "../host/confined.ts";
import { makeDirectory, randomHex, remove } from "../host/files.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import {
    compareCommit,
    type Expected,
    listingOptions,
    parseSummary,
    refused,
    type Summary,
    screenArtefact,
} from "./artefact.ts";
import { runOstree } from "./program.ts";
import { readCommitObject, resolveRevision } from "./repo.ts";

const MEBIBYTE = 1024 * 1024;
/** For archives and repositories of several gigabytes. */
const HOUR = 3_600_000;

export type Import = Expected & {
    /** The repository; made when it is not there. */
    repo: string;
    /** The artefact, a file on the host. */
    file: string;
    /** A directory that others cannot write to, best on the repository's file system; what is put there goes again. */
    work: string;
    /** Looks at the commit when it is in the repository and no ref names it yet; throws where it is to have none. */
    accept?: (checksum: string) => Promise<void>;
    signal?: AbortSignal | undefined;
};

export type Imported = {
    checksum: string;
    version: string | null;
    /** Bytes of the artefact. */
    size: number;
};

/**
 * Import an artefact: screened, unpacked in a box, compared with what was asked for, pulled by checksum with every
 * object verified; only then the ref is set. Doing it again changes nothing.
 *
 * Throws HostError "failed" with a sentence where the artefact is not what it says; nothing of it is kept then.
 */
export async function importArtefact(host: Host, request: Import): Promise<Imported> {
    const { repo, file, work } = request;
    const unpacked = `${work}/${randomHex(16)}`;
    const size = Number(new TextDecoder().decode(await host.run(["find", file, "-printf", "%s"])));
    try {
        const summary = await withWorkshop(host, work, new Map(), async workshop => {
            const found = await unpack(workshop, request, size);
            await workshop.release("repo", unpacked);
            return found;
        });
        const checksum = summary["ostree-commit"];
        // Rights in an archive are the composer's; a repository's objects are for everyone to read.
        await host.run(["chmod", "--recursive", "ug=rwX,o=rX", "--", unpacked], { timeout: HOUR });
        const commit = await readCommitObject(host, unpacked, checksum).catch(asMissing);
        compareCommit(summary, commit, request);
        await pull(host, request, unpacked, checksum);
        await request.accept?.(checksum);
        await setRef(host, repo, request.ref, checksum);
        return { checksum, version: commit.version, size };
    } finally {
        await remove(host, unpacked);
    }
}

/**
 * Unpack the objects, and nothing else, into a repository of our own making: neither the artefact's configuration
 * nor its `summary`, which would stand above its refs, nor its refs themselves are ever looked at.
 */
async function unpack(workshop: Workshop, { file, signal }: Import, size: number): Promise<Summary> {
    const run = async (argv: readonly string[]) =>
        new TextDecoder().decode(await workshop.run(argv, { show: { artefact: file }, timeout: HOUR, signal }));
    const tar = (...options: string[]) => run(["tar", "--file=artefact", ...options]).catch(asRefusal);

    const prefix = screenArtefact(await tar(...listingOptions), size);
    const summary = parseSummary(
        await tar("--extract", "--to-stdout", "--occurrence=1", "--", `${prefix}compose.json`),
    );
    await run(["ostree", "--repo=repo", "init", "--mode=archive"]);
    await tar("--extract", "--no-same-owner", "--no-same-permissions", "--", `${prefix}repo/objects`);
    return summary;
}

/** Verified, since a plain local pull takes objects unseen; by checksum, since a ref can be another commit's. */
async function pull(host: Host, { repo, signal }: Import, from: string, checksum: string): Promise<void> {
    await makeDirectory(host, repo);
    await runOstree(host, repo, ["init", "--mode=archive"]);
    const options = { timeout: HOUR, signal, maxBytes: MEBIBYTE };
    await runOstree(host, repo, ["pull-local", "--untrusted", from, checksum], options).catch(asRefusal);
}

async function setRef(host: Host, repo: string, ref: string, checksum: string): Promise<void> {
    await runOstree(host, repo, ["refs", "--force", `--create=${ref}`, checksum]);
    if ((await resolveRevision(host, repo, ref)) !== checksum)
        throw new HostError("failed", format(_("$0 does not point to $1 after the import."), ref, checksum));
}

/** What the machine says when it is at its own end, and not the artefact's fault. */
const machine =
    /^bwrap:|No space left|Disk quota|Read-only file system|min-free-space|not permitted|Permission denied/m;

/** A program that could not read the artefact has refused it; its own words are the detail. */
function asRefusal(error: unknown): never {
    if (!(error instanceof HostError) || error.problem !== "failed" || machine.test(error.detail)) throw error;
    throw damaged(error);
}

/** The commit that compose.json names is not there, or is not one. */
function asMissing(error: unknown): never {
    if (!(error instanceof HostError) || (error.problem !== "not-found" && error.problem !== "garbled")) throw error;
    throw damaged(error);
}

const damaged = ({ detail, message }: HostError): HostError =>
    refused(_("it is damaged, or no artefact of this kind"), detail || message);
