/** What an OSTree repository on the host holds, asked of the `ostree` program. Nothing is remembered between questions. */
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { type Commit, type CommitObject, commitPath, parseCommitObject } from "./commit.ts";
import { askOstree } from "./program.ts";
import { isChecksum } from "./ref.ts";

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
    const [{ metadata: _metadata, root: _root, ...commit }, refs] = await Promise.all([
        readCommitObject(host, repo, checksum),
        listRefs(host, repo),
    ]);
    return { checksum, ...commit, refs: refs.filter(each => each.checksum === checksum).map(({ ref }) => ref) };
}

/** The commit object alone: its parent and metadata. Throws HostError "not-found". */
export async function readCommitObject(host: Host, repo: string, checksum: string): Promise<CommitObject> {
    const bytes =
        isChecksum(checksum) && (await host.run(["cat", "--", commitPath(repo, checksum)]).catch(unlessMissing));
    if (!bytes) throw new HostError("not-found", format(_("The repository has no commit $0."), checksum));
    return parseCommitObject(bytes);
}

/** What `ostree` and `cat` say when there is no such repository, ref, commit or path. */
const missing =
    /No such file|not found|has no parent|No such metadata|Couldn't (find|open)|Not a directory|Is a directory/;

/** For what may not be there: null then. */
export function unlessMissing(error: unknown): null {
    if (error instanceof HostError && error.problem === "failed" && missing.test(error.detail)) return null;
    throw error;
}
