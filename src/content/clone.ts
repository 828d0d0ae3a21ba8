/** A git repository at a revision, cloned in the box, and kept under its commit. */
import type { ConfinedOptions, Workshop } from "../host/confined.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { digest } from "./digest.ts";
import { withFetchBox } from "./fetch-box.ts";
import { GIT_ENVIRONMENT, gitFiles } from "./git.ts";
import { findKept, keep, readSeen, writeSeen } from "./kept.ts";

export type WantedClone = {
    /** http or https, without a user and a query. */
    git: string;
    /** A branch, a tag or a commit; null for what is cloned by default. */
    revision: string | null;
    /** What of it is meant: see `parts.ts`. */
    member: string;
};

export type FetchedClone = {
    /** On the host: the files of that commit, without git's own record. */
    directory: string;
    commit: string;
};

/** Bytes of what a server sends as one file, and of all files of a commit. */
const LARGEST = 1024 ** 3;
const LARGEST_WHOLE = 2 * LARGEST;
/** Files of a commit, and bytes of their names. */
const MOST_ENTRIES = 100_000;
const MOST_NAMES = 16 * 1024 ** 2;
const SECONDS = 1800;

export const isCommit = (revision: string | null): revision is string =>
    /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(revision ?? "");

const REPOSITORY = "/workshop/download/repository";
const INSIDE = "inside";
const TREE = `/workshop/result/${INSIDE}`;
const AT_TREE = ["-c", "core.bare=false", `--git-dir=${REPOSITORY}`, `--work-tree=${TREE}`];

/**
 * Clone it, or take what was cloned before.
 *
 * Throws HostError "failed": the server's or the repository's fault in words. What is there afterwards is whole, or nothing.
 *
 * @param logins Lines for git's store of credentials, which nothing but the server gets to see.
 */
export async function fetchClone(
    host: Host,
    cache: string,
    { git, revision }: Omit<WantedClone, "member">,
    logins: readonly string[],
    signal?: AbortSignal,
): Promise<FetchedClone> {
    const shelf = `${cache}/clones`;
    const question = [git, revision];
    const known = isCommit(revision) ? revision : (await readSeen(host, shelf, [question])).get(question);
    const name = nameOf(git, known ?? "");
    const inside = known && (await findKept(host, shelf, [name])).get(name);
    if (known && inside) return { directory: `${shelf}/${name}/${inside}`, commit: known };
    const places = new Map([
        ["download/.keep", ""],
        ["result/.keep", ""],
    ]);
    return withFetchBox(host, cache, places, new Map(gitFiles(logins)), async workshop => {
        // What the server had within the hour is what a plan has told of.
        const commit = await receive({ workshop, git, signal }, known ?? revision);
        const names = await listFiles({ workshop, git, signal }, commit);
        await checkOut({ workshop, git, signal }, commit);
        if (names.some(name => /(?:^|\/)\.gitattributes$/.test(name))) await checkWhole({ workshop, git, signal });
        const directory = await keep(host, shelf, nameOf(git, commit), workshop, INSIDE);
        if (!isCommit(revision)) await writeSeen(host, shelf, question, commit);
        return { directory: `${directory}/${INSIDE}`, commit };
    });
}

const nameOf = (git: string, commit: string): string => digest([git, commit]);

type Cloning = { workshop: Workshop; git: string; signal: AbortSignal | undefined };

async function run({ workshop, signal }: Cloning, argv: readonly string[], options: ConfinedOptions = {}) {
    const environment = { ...GIT_ENVIRONMENT, GIT_ALLOW_PROTOCOL: "http:https" };
    // A repository need not tell how large it is: the kernel stops it.
    const limited = ["prlimit", `--fsize=${LARGEST}`, "--", "git", ...argv];
    const told = await workshop.run(limited, { environment, timeout: SECONDS * 1000, signal, ...options });
    return new TextDecoder().decode(told);
}

/** Have the commit in the box; answers which it is. */
async function receive(cloning: Cloning, revision: string | null): Promise<string> {
    const { git } = cloning;
    const clone = async (...options: string[]) => {
        const argv = ["clone", "--quiet", "--bare", "--template=", ...options, "--", git, REPOSITORY];
        await run(cloning, argv, { network: true });
    };
    try {
        if (isCommit(revision)) {
            const kind = revision.length === 40 ? "sha1" : "sha256";
            await run(cloning, ["init", "--quiet", "--bare", "--template=", `--object-format=${kind}`, REPOSITORY]);
            const fetch = ["fetch", "--quiet", "--depth=1", "--no-tags", "--", git, revision];
            await run(cloning, [`--git-dir=${REPOSITORY}`, ...fetch], { network: true });
            return revision;
        }
        if (revision !== null) await refuseTwo(cloning, revision);
        await clone("--depth=1", ...(revision === null ? [] : [`--branch=${revision}`]));
        const [head] = await resolve(cloning, ["HEAD"]);
        if (head !== undefined) return head;
    } catch (error) {
        // A server of plain files knows no part of a repository, and others may give commits only with what leads to them.
        const isPartly = error instanceof HostError && PARTLY.test(error.detail);
        if (!isPartly) throw explain(error, git);
        await cloning.workshop.run(["rm", "--recursive", "--force", "--", REPOSITORY]);
        await clone().catch((other: unknown) => {
            throw explain(other, git);
        });
        const names = revision === null ? ["HEAD"] : namesOf(revision);
        const [found] = await resolve(cloning, names);
        if (found !== undefined) return found;
    }
    throw new HostError("failed", format(_("$0 has no $1."), git, revision ?? _("commit")));
}

/** A branch that is called like a commit is not that commit: of a whole hash git itself looks at no names. */
const namesOf = (revision: string): string[] =>
    isCommit(revision) ? [revision] : [`refs/heads/${revision}`, `refs/tags/${revision}`, revision];

/** Of two of one name `clone --branch` takes the branch, and `checkout` the tag. */
async function refuseTwo(cloning: Cloning, revision: string): Promise<void> {
    const { git } = cloning;
    const names = [`refs/heads/${revision}`, `refs/tags/${revision}`];
    const told = await run(cloning, ["ls-remote", "--heads", "--tags", "--", git, ...names], { network: true });
    if (names.every(name => told.includes(`\t${name}\n`)))
        throw new HostError("failed", format(_("$0 has both a branch and a tag $1."), git, revision));
}

const PARTLY =
    /dumb http|does not support shallow|Remote branch \S+ not found|not our ref|unadvertised object|Server does not allow request|couldn't find remote ref|no such remote ref/i;

/** The commits that these names are of, as far as there are such. */
async function resolve(cloning: Cloning, names: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const name of names) {
        const argv = [`--git-dir=${REPOSITORY}`, "rev-parse", "--verify", "--quiet", "--end-of-options"];
        const told = (await run(cloning, [...argv, `${name}^{commit}`], { accept: [1, 128] })).trim();
        if (isCommit(told)) found.push(told);
    }
    return found;
}

/** Names of all files and directories, before anything of it is unpacked. */
async function listFiles(cloning: Cloning, commit: string): Promise<string[]> {
    const { git } = cloning;
    const argv = [`--git-dir=${REPOSITORY}`, "ls-tree", "-r", "-t", "-z", "--long", "--full-tree", commit];
    const told = await run(cloning, argv, { maxBytes: MOST_NAMES }).catch((error: unknown) => {
        throw error instanceof HostError && error.problem === "too-large" ? tooMany(git) : error;
    });
    const entries = told.split("\0").filter(Boolean);
    if (entries.length > MOST_ENTRIES) throw tooMany(git);
    const sizes = entries.map(entry => Number(/^\S+ \S+ \S+ +(\d+)\t/.exec(entry)?.[1] ?? 0));
    if (sizes.reduce((sum, size) => sum + size, 0) > LARGEST_WHOLE)
        throw new HostError(
            "failed",
            format(_("What is at $0 unpacks to more than $1 MiB."), git, LARGEST_WHOLE / 1024 ** 2),
        );
    return entries.map(entry => entry.slice(entry.indexOf("\t") + 1));
}

const tooMany = (git: string): HostError =>
    new HostError("failed", format(_("What is at $0 has more than $1 entries."), git, MOST_ENTRIES));

/** The files of the commit into the workshop's result: git itself takes no name that leads elsewhere, and follows no link. */
async function checkOut(cloning: Cloning, commit: string): Promise<void> {
    const { workshop, git } = cloning;
    await workshop.run(["mkdir", "--", TREE]);
    await run(cloning, [...AT_TREE, "read-tree", "--reset", "-u", commit]).catch((error: unknown) => {
        throw explain(error, git);
    });
}

/** What git-lfs would fetch is something else in a clone with it and in one without. */
async function checkWhole(cloning: Cloning): Promise<void> {
    const { git } = cloning;
    const argv = [...AT_TREE, "ls-files", "-z", "--", ":(attr:filter=lfs)"];
    const [first = ""] = (await run(cloning, argv, { maxBytes: MOST_NAMES })).split("\0");
    if (first !== "")
        throw new HostError(
            "failed",
            format(_("$0 has files that only git-lfs fetches: $1."), git, JSON.stringify(first)),
        );
}

/** What git says, which knows no password; errors that are none of its, and those in our words, as they are. */
function explain(error: unknown, git: string): unknown {
    if (!(error instanceof HostError) || error.problem !== "failed" || error.detail === "") return error;
    const own = /(?:^|\n)(?:fatal|error): ([^\n]{1,300})/.exec(error.detail)?.[1];
    const isRefused = /could not read (?:Username|Password)|Authentication failed|error: 40[13]/.test(error.detail);
    const reason = isRefused
        ? _("it wants to be let in, and the address has no user and token that it takes")
        : (own?.replace(/https?:\/\/[^\s']*/g, "…") ??
          format(_("it is larger than $0 MiB, or it broke off"), LARGEST / 1024 ** 2));
    return new HostError("failed", format(_("$0 cannot be cloned: $1"), git, reason), "", error.status);
}
