/** The tree of a commit in a repository on the host. It never changes: who has it gives it to all that want to know of it. */
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { parseTree } from "./listing.ts";
import { askOstree } from "./program.ts";
import { readArchive } from "./read-archive.ts";
import { readCommitObject, unlessMissing } from "./repo.ts";
import type { FileEntry, Tree, TreeEntry } from "./tree.ts";

/** Throws HostError. */
export async function readTree(host: Host, repo: string, checksum: string): Promise<Tree> {
    const { root } = await readCommitObject(host, repo, checksum);
    const tree = await readArchive(host, repo, root);
    // ostree knows repositories of other kinds, and of other places.
    return tree ?? new Map((await listTree(host, repo, ["--recursive", checksum])).map(entry => [entry.path, entry]));
}

/** What lies in one directory, given by its path in the commit; nothing else is read. Throws HostError "not-found". */
export async function readFiles(host: Host, repo: string, checksum: string, directory: string): Promise<FileEntry[]> {
    const path = `/${directory.replace(/^\/+/, "")}`;
    const [self, ...entries] = (await listTree(host, repo, [checksum, path]).catch(unlessMissing)) ?? [];
    if (self?.type !== "directory")
        throw new HostError("not-found", format(_("The commit has no directory $0."), path));
    return entries.map(({ checksum: _checksum, ...entry }) => entry);
}

async function listTree(host: Host, repo: string, what: readonly string[]): Promise<TreeEntry[]> {
    const ask = (option: string) => askOstree(host, repo, ["ls", option, ...what]);
    return parseTree(...(await Promise.all([ask("--checksum"), ask("--nul-filenames-only")])));
}
