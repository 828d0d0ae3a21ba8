/** What an OSTree repository on the host holds, asked of the `ostree` program. Nothing is remembered between questions. */
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import type { Collection } from "./collections.ts";
import { type Commit, type CommitObject, commitPath, parseCommitObject } from "./commit.ts";
import { type Contents, type Difference, diffContents } from "./diff.ts";
import { type EmbeddedImage, imageFiles, LARGEST_IMAGES, parseImages } from "./images.ts";
import { readManifests } from "./manifests.ts";
import { type Package, parsePackageList } from "./packages.ts";
import { askOstree } from "./program.ts";
import { type Distribution, findDistributions } from "./python.ts";
import { isChecksum } from "./ref.ts";
import { type Database, readDatabase } from "./rpmdb.ts";
import { readTexts } from "./texts.ts";
import { type FileEntry, installedSize, kernelOf, parseNames, parseTree, type TreeEntry } from "./tree.ts";

export type Ref = { ref: string; checksum: string };

/** All refs and their tips, by name; none where the repository is not there yet. */
export async function listRefs(host: Host, repo: string): Promise<Ref[]> {
    const names = await askOstree(host, repo, ["refs"]).catch(unlessMissing);
    const refs = (names ?? "").split("\n").filter(Boolean).sort();
    if (refs.length === 0) return [];
    const tips = (await askOstree(host, repo, ["rev-parse", ...refs])).split("\n");
    return refs.map((ref, index) => ({ ref, checksum: tips[index] ?? "" }));
}

/** ostree takes the first digits of a checksum for it, be they two, and even where a ref has that name. */
const TOO_SHORT = /^[0-9a-f]{1,6}$/;

/**
 * The whole checksum of a ref, a checksum or the beginning of one, of at least seven digits; null where there is no
 * such commit.
 */
export async function resolveRevision(host: Host, repo: string, revision: string): Promise<string | null> {
    if (!/^\w[-.\w:/^]*$/.test(revision)) return null;
    let asked = revision;
    const [name = ""] = revision.split("^");
    if (TOO_SHORT.test(name)) {
        const tip = await host.run(["cat", "--", `${repo}/refs/heads/${name}`]).catch(unlessMissing);
        if (!tip) return null;
        asked = new TextDecoder().decode(tip).trim() + revision.slice(name.length);
    }
    // Not rev-parse: that repeats any 64 digits, whether there is such a commit or not.
    const text = await askOstree(host, repo, ["show", asked]).catch(unlessMissing);
    return /^commit ([0-9a-f]{64})\n/.exec(text ?? "")?.[1] ?? null;
}

export async function readCommit(host: Host, repo: string, checksum: string): Promise<Commit> {
    const { parent, version, timestamp, subject } = await readCommitObject(host, repo, checksum);
    const [entries, refs] = await Promise.all([listTree(host, repo, checksum), listRefs(host, repo)]);
    return {
        ...{ checksum, parent, version, timestamp, subject },
        size: installedSize(entries),
        files: entries.filter(({ type }) => type !== "directory").length,
        refs: refs.filter(each => each.checksum === checksum).map(({ ref }) => ref),
        kernel: kernelOf(entries),
    };
}

/** The commit object alone: its parent and metadata. Throws HostError "not-found". */
export async function readCommitObject(host: Host, repo: string, checksum: string): Promise<CommitObject> {
    const bytes =
        isChecksum(checksum) && (await host.run(["cat", "--", commitPath(repo, checksum)]).catch(unlessMissing));
    if (!bytes) throw new HostError("not-found", format(_("The repository has no commit $0."), checksum));
    return parseCommitObject(bytes);
}

/** The RPMs as the database in the commit lists them, sorted; where it cannot be read, as the commit's metadata does. */
export const readPackages = async (host: Host, repo: string, checksum: string): Promise<Package[]> =>
    (await readRpms(host, repo, checksum)).packages;

/** The RPMs, and what they provide; the commit's metadata, where that is all there is, tells names alone. */
export async function readRpms(host: Host, repo: string, checksum: string): Promise<Database> {
    const database = await readDatabase(host, repo, checksum);
    if (database !== null) return database;
    const { metadata } = await readCommitObject(host, repo, checksum);
    return { packages: parsePackageList(metadata.get("rpmostree.rpmdb.pkglist")) ?? [], providers: new Map() };
}

export async function readCollections(host: Host, repo: string, checksum: string): Promise<Collection[]> {
    return readManifests(host, repo, checksum, await listTree(host, repo, checksum));
}

export async function readPython(host: Host, repo: string, checksum: string): Promise<Distribution[]> {
    const names = await askOstree(host, repo, ["ls", "--recursive", "--nul-filenames-only", checksum]);
    return findDistributions(parseNames(names));
}

/** The container images that it holds. */
export async function readImages(host: Host, repo: string, checksum: string): Promise<EmbeddedImage[]> {
    const lists = imageFiles.map(async path => {
        const [entry] = (await listTree(host, repo, checksum, [path]).catch(unlessMissing)) ?? [];
        if (entry?.type !== "file" || entry.size > LARGEST_IMAGES) return [];
        return parseImages((await readTexts(host, repo, checksum, [entry])).get(path) ?? "");
    });
    return (await Promise.all(lists)).flat();
}

/** What lies in one directory, given by its path in the commit. Throws HostError "not-found". */
export async function readFiles(host: Host, repo: string, checksum: string, directory: string): Promise<FileEntry[]> {
    const path = `/${directory.replace(/^\/+/, "")}`;
    const [self, ...entries] = (await listTree(host, repo, checksum, [path]).catch(unlessMissing)) ?? [];
    if (self?.type !== "directory")
        throw new HostError("not-found", format(_("The commit has no directory $0."), path));
    return entries.map(({ checksum: _checksum, ...entry }) => entry);
}

/** What differs between two commits, given by their checksums. */
export async function diffCommits(host: Host, repo: string, from: string, to: string): Promise<Difference> {
    const [old, fresh] = await Promise.all([from, to].map(checksum => readContents(host, repo, checksum)));
    if (!old || !fresh) throw new Error("two commits have two contents");
    return diffContents(old, fresh);
}

async function readContents(host: Host, repo: string, checksum: string): Promise<Contents> {
    const [packages, entries] = await Promise.all([readPackages(host, repo, checksum), listTree(host, repo, checksum)]);
    return { packages, entries, collections: await readManifests(host, repo, checksum, entries) };
}

/** The whole tree; with `only`, one directory and what lies in it. */
export async function listTree(
    host: Host,
    repo: string,
    checksum: string,
    only?: readonly [string],
): Promise<TreeEntry[]> {
    const ask = (option: string) =>
        askOstree(host, repo, ["ls", option, ...(only ? [] : ["--recursive"]), checksum, ...(only ?? [])]);
    return parseTree(...(await Promise.all([ask("--checksum"), ask("--nul-filenames-only")])));
}

/** All that lies below one directory, however deep; nothing where the commit has none of that name. */
export async function listBelow(host: Host, repo: string, checksum: string, directory: string): Promise<TreeEntry[]> {
    const ask = (option: string) => askOstree(host, repo, ["ls", option, "--recursive", checksum, directory]);
    const listings = await Promise.all([ask("--checksum"), ask("--nul-filenames-only")]).catch(unlessMissing);
    const [self, ...entries] = listings ? parseTree(...listings) : [];
    return self?.type === "directory" ? entries : [];
}

/** What `ostree` and `cat` say when there is no such repository, ref, commit or path. */
const missing =
    /No such file|not found|has no parent|No such metadata|Couldn't (find|open)|Not a directory|Is a directory/;

function unlessMissing(error: unknown): null {
    if (error instanceof HostError && error.problem === "failed" && missing.test(error.detail)) return null;
    throw error;
}
