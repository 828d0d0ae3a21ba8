/**
 * All that a commit holds of what a definition can ask for: told by its files, never by running anything.
 *
 * Who has read the commit's tree already gives it along; else it is read. All of them throw HostError.
 */
import type { Host } from "../host/host.ts";
import type { Collection } from "./collections.ts";
import { type Difference, diffContents } from "./diff.ts";
import { type EmbeddedImage, imageFiles, LARGEST_IMAGES, parseImages } from "./images.ts";
import { readManifests } from "./manifests.ts";
import { type Package, parsePackageList } from "./packages.ts";
import { type Distribution, findDistributions } from "./python.ts";
import { readTree } from "./read-tree.ts";
import { readCommitObject } from "./repo.ts";
import { type Database, readDatabase } from "./rpmdb.ts";
import { readTexts } from "./texts.ts";
import type { Tree } from "./tree.ts";

export type Inventory = Database & {
    collections: readonly Collection[];
    python: readonly Distribution[];
    /** By path, from the root of the commit. */
    entries: Tree;
};

export async function readInventory(host: Host, repo: string, checksum: string): Promise<Inventory> {
    const tree = await readTree(host, repo, checksum);
    const [rpms, collections] = await Promise.all([
        readRpms(host, repo, checksum, tree),
        readCollections(host, repo, checksum, tree),
    ]);
    return { ...rpms, collections, python: findDistributions(tree.keys()), entries: tree };
}

/** What differs between two commits, given by their checksums. */
export async function diffCommits(host: Host, repo: string, from: string, to: string): Promise<Difference> {
    return diffContents(...(await Promise.all([readInventory(host, repo, from), readInventory(host, repo, to)])));
}

/** The RPMs as the database in the commit lists them, sorted; where it cannot be read, as the commit's metadata does. */
export const readPackages = async (host: Host, repo: string, checksum: string, tree?: Tree): Promise<Package[]> =>
    (await readRpms(host, repo, checksum, tree)).packages;

/** The RPMs, and what they provide; the commit's metadata, where that is all there is, tells names alone. */
async function readRpms(host: Host, repo: string, checksum: string, tree?: Tree): Promise<Database> {
    const database = await readDatabase(host, repo, checksum, tree ?? (await readTree(host, repo, checksum)));
    if (database !== null) return database;
    const { metadata } = await readCommitObject(host, repo, checksum);
    return { packages: parsePackageList(metadata.get("rpmostree.rpmdb.pkglist")) ?? [], providers: new Map() };
}

export async function readCollections(host: Host, repo: string, checksum: string, tree?: Tree): Promise<Collection[]> {
    return readManifests(host, repo, checksum, (tree ?? (await readTree(host, repo, checksum))).values());
}

export const readPython = async (host: Host, repo: string, checksum: string, tree?: Tree): Promise<Distribution[]> =>
    findDistributions((tree ?? (await readTree(host, repo, checksum))).keys());

/** The container images that it holds. */
export async function readImages(host: Host, repo: string, checksum: string, tree?: Tree): Promise<EmbeddedImage[]> {
    const known = tree ?? (await readTree(host, repo, checksum));
    const files = imageFiles
        .flatMap(path => known.get(path) ?? [])
        .filter(({ type, size }) => type === "file" && size <= LARGEST_IMAGES);
    return [...(await readTexts(host, repo, checksum, files)).values()].flatMap(parseImages);
}
