/** The past of a definition that somebody keeps in git. */
import { type Host, HostError } from "../host/host.ts";
import type { Entry } from "../host/trees.ts";
import { _, format } from "../language.ts";
import { type Git, type WorkTree, withGit } from "./git.ts";
import { listIgnored } from "./ignored.ts";

export type Commit = {
    id: string;
    /** Milliseconds since 1970. */
    time: number;
    by: string;
    subject: string;
};

/** As many as anybody looks through. */
const MOST = 200;
/** More files than a definition has. */
const MOST_FILES = 2000;
const ID = /^[0-9a-f]{40,64}$/;
const HEAD = "HEAD";

const decoder = new TextDecoder();

/**
 * The commits that touched a definition, newest first, the files of it in the last of all, and those of `paths` that
 * are not to be committed.
 */
export async function listCommits(
    host: Host,
    state: string,
    workTree: WorkTree,
    paths: readonly string[],
): Promise<{ commits: Commit[]; last: Map<string, Uint8Array>; ignored: Set<string> }> {
    return withGit(host, state, workTree, {}, async git => {
        const ignored = await listIgnored(git, workTree, paths);
        if ((await readHead(git)) === null) return { commits: [], last: new Map(), ignored };
        const log = await git.run([
            ...["log", "-z", "--format=%H%x00%ct%x00%an%x00%s", `--max-count=${MOST}`, "--no-color"],
            ...[HEAD, "--", workTree.path || "."],
        ]);
        return { commits: parseLog(decoder.decode(log)), last: await readFiles(git, workTree, HEAD), ignored };
    });
}

/** What `git log -z --format=%H%x00%ct%x00%an%x00%s` prints. */
export function parseLog(text: string): Commit[] {
    const words = text.split("\0");
    const commits: Commit[] = [];
    for (let at = 0; at + 4 <= words.length; at += 4) {
        const [id = "", seconds, by = "", subject = ""] = words.slice(at, at + 4);
        const time = Number(seconds) * 1000;
        if (!ID.test(id) || !Number.isSafeInteger(time))
            throw new HostError("garbled", _("git answered something else."));
        commits.push({ id, time, by, subject });
    }
    return commits;
}

/** The files of a definition as of a commit, and which paths the last of all commits has. */
export async function readCommit(
    host: Host,
    state: string,
    workTree: WorkTree,
    id: string,
): Promise<{ files: Map<string, Uint8Array>; committed: Set<string> }> {
    if (!ID.test(id)) throw new Error(`not the id of a commit: ${JSON.stringify(id)}`);
    return withGit(host, state, workTree, {}, async git => {
        const last = await listTree(git, workTree, HEAD);
        return { files: await readFiles(git, workTree, id), committed: new Set(last.map(({ path }) => path)) };
    });
}

/** Id of the commit that the next one follows; null where there is none yet. */
export async function readHead(git: Git): Promise<string | null> {
    const id = await git.run(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], { accept: [1] });
    return decoder.decode(id).trim() || null;
}

export type TreeFile = { path: string; id: string };

/** The plain files of a definition in a commit, those in hidden places apart: as the definition itself is read. */
export async function listTree(git: Git, { path: own }: WorkTree, commit: string): Promise<TreeFile[]> {
    const list = await git.run(["ls-tree", "-r", "-z", "--full-tree", commit, "--", own || "."]);
    const files = decoder
        .decode(list)
        .split("\0")
        .flatMap((line): TreeFile[] => {
            const [, mode, id, whole] = /^(\d{6}) blob ([0-9a-f]{40,64})\t([\s\S]+)$/.exec(line) ?? [];
            if (!mode?.startsWith("100") || !id || whole === undefined) return [];
            const path = own === "" ? whole : whole.slice(own.length + 1);
            return path.startsWith(".") ? [] : [{ path, id }];
        });
    if (files.length > MOST_FILES)
        throw new HostError("too-large", format(_("There are more than $0 files."), MOST_FILES));
    return files;
}

async function readFiles(git: Git, workTree: WorkTree, commit: string): Promise<Map<string, Uint8Array>> {
    const files = await listTree(git, workTree, commit);
    if (files.length === 0) return new Map();
    const batch = await git.run(["cat-file", "--batch"], { input: files.map(({ id }) => `${id}\n`).join("") });
    const contents = parseBatch(batch);
    return new Map(files.map(({ path }, index) => [path, contents[index] ?? new Uint8Array()]));
}

/** What `git cat-file --batch` prints: for each a line "ID blob SIZE", the bytes, and a line feed. */
export function parseBatch(output: Uint8Array): Uint8Array[] {
    const contents: Uint8Array[] = [];
    for (let at = 0; at < output.length; ) {
        const end = output.indexOf(0x0a, at);
        const [, size] = /^[0-9a-f]{40,64} blob (\d+)$/.exec(decoder.decode(output.subarray(at, end))) ?? [];
        const stop = end + 1 + Number(size);
        if (size === undefined || stop >= output.length)
            throw new HostError("garbled", _("git answered something else."));
        contents.push(output.subarray(end + 1, stop));
        at = stop + 1;
    }
    return contents;
}

/** Whether the files on the machine are those of a commit, apart from what is not to be committed. */
export function isCommitted(
    entries: readonly Entry[],
    last: ReadonlyMap<string, Uint8Array>,
    ignored: ReadonlySet<string>,
): boolean {
    const files = entries.filter(({ type, path }) => type === "file" && (last.has(path) || !ignored.has(path)));
    return (
        files.length === last.size &&
        files.every(({ path, bytes }) => {
            const kept = last.get(path);
            return kept?.length === bytes.length && kept.every((byte, index) => byte === bytes[index]);
        })
    );
}
