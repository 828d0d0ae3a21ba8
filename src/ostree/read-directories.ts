/** The directories of a tree and the names in them, read as they lie in the repository, by very few programs. */
import { type Host, HostError } from "../host/host.ts";
import { type Bounds, readTree } from "../host/trees.ts";
import { _ } from "../language.ts";
import type { Root } from "./commit.ts";
import { inert } from "./inert.ts";
import { objectPath } from "./object.ts";
import { LONGEST_NAME, type TreeEntry } from "./tree.ts";
import { type DirectoryObject, parseDirectoryObject, parseRightsObject } from "./tree-objects.ts";

const MEBIBYTE = 1024 * 1024;
/** As much as directories of a few dozen commits are; with more, only what this commit has is read. */
const FEW = 16 * MEBIBYTE;
const MOST = 256 * MEBIBYTE;
/** More than any system has: bounds what hostile directories would make that lie in each other many times. */
const MOST_ENTRIES = 500_000;
/** Of all paths together, in UTF-16 units: twenty times those of a large system. */
const MOST_LETTERS = 128 * MEBIBYTE;
/** For some ten thousand small files on a disk that turns. */
const TIMEOUT = 300_000;
/** The kernel takes no more. */
const LONGEST_PATH = 4096;

/**
 * All of a tree, the root first; of files and links no more than where they lie and their checksums, the rest is to be
 * filled in. Null where the repository itself has not all of its directories.
 *
 * @throws HostError "garbled", or "too-large" for a tree beyond all measure.
 */
export async function readDirectories(host: Host, repo: string, root: Root): Promise<TreeEntry[] | null> {
    const objects = await readFew(host, repo);
    const directories = new Map<string, DirectoryObject>();
    const rightsOf = new Map<string, ReturnType<typeof parseRightsObject>>();
    let letters = 0;
    const entries: TreeEntry[] = [];
    for (let level = [{ name: "/", path: "/", ...root }]; level.length > 0; ) {
        const only = missingOf(level, objects);
        if (only.length > 0) await readInto(objects, host, repo, { only, maxBytes: MOST, timeout: TIMEOUT });
        const next: typeof level = [];
        for (const { name, path, contents, rights } of level) {
            const [bytes, own] = [objects.get(pathOf(contents)), objects.get(objectPath(rights, "dirmeta"))];
            if (!bytes || !own) return null;
            const directory = directories.get(contents) ?? parseDirectoryObject(bytes);
            directories.set(contents, directory);
            const facts = rightsOf.get(rights) ?? parseRightsObject(own);
            rightsOf.set(rights, facts);
            entries.push(entryOf(name, path, rights, { type: "directory", ...facts }));
            const above = path === "/" ? path : `${path}/`;
            const adding = (sum: number, { name }: { name: string }) => sum + above.length + name.length;
            letters = directory.directories.reduce(adding, directory.files.reduce(adding, letters));
            for (const each of directory.files) entries.push(entryOf(each.name, above + each.name, each.checksum));
            for (const each of directory.directories) next.push({ ...each, path: above + each.name });
            if (entries.length + next.length > MOST_ENTRIES || letters > MOST_LETTERS || path.length > LONGEST_PATH)
                throw new HostError("too-large", _("The commit has more files than can be listed."));
        }
        level = next;
    }
    return entries;
}

/** Of the objects that tell of these directories, where those are that are not here. */
function missingOf(level: readonly Root[], objects: ReadonlyMap<string, unknown>): string[] {
    const contents = [...new Set(level.map(each => each.contents))].map(pathOf);
    const rights = [...new Set(level.map(each => each.rights))].map(each => objectPath(each, "dirmeta"));
    return [...contents, ...rights].filter(path => !objects.has(path));
}

const entryOf = (name: string, path: string, checksum: string, facts: Partial<TreeEntry> = {}): TreeEntry => ({
    ...{
        name: inert(name, LONGEST_NAME),
        path,
        type: "file",
        mode: 0,
        uid: 0,
        gid: 0,
        size: 0,
        target: null,
        checksum,
    },
    ...facts,
});

/** Directories of all commits with one program, where that is not too much; else none. */
async function readFew(host: Host, repo: string): Promise<Map<string, Uint8Array>> {
    const objects = new Map<string, Uint8Array>();
    const without = ["*.filez", "*.file", "*.commit"];
    await readInto(objects, host, repo, { without, maxBytes: FEW }).catch(error => {
        // On a slow disk those of one commit may still come in time.
        if (!(error instanceof HostError) || !["too-large", "timeout"].includes(error.problem)) throw error;
    });
    return objects;
}

async function readInto(objects: Map<string, Uint8Array>, host: Host, repo: string, bounds: Bounds): Promise<void> {
    for (const { path, type, bytes } of (await readTree(host, `${repo}/objects`, bounds)) ?? [])
        if (type === "file") objects.set(path, bytes);
}

const pathOf = (contents: string): string => objectPath(contents, "dirtree");
