/** Committing a definition that somebody keeps in git: its own files and nothing else, without anything that git would run. */
import { type Host, HostError } from "../host/host.ts";
import { type Entry, readTree } from "../host/trees.ts";
import { _ } from "../language.ts";
import { listTree, readHead } from "./commits.ts";
import { type Git, placeIn, type WorkTree, withGit } from "./git.ts";
import { listIgnored } from "./ignored.ts";
import { directoryOf, withDefinition } from "./store.ts";

export type CommitRequest = {
    /** Not empty. */
    message: string;
    /** Name of the person whose commit it is. */
    by: string;
};

/** An index of our own, so that what somebody else has staged is not committed. */
const OWN_INDEX = { GIT_INDEX_FILE: "/workshop/index" };

/** False, and nothing changed, when the files are those of the last commit. Throws HostError. */
export async function commitDefinition(
    host: Host,
    state: string,
    name: string,
    workTree: WorkTree,
    { message, by }: CommitRequest,
): Promise<boolean> {
    return withDefinition(host, state, name, async () => {
        const entries = await readTree(host, directoryOf(state, name));
        const files = (entries ?? []).filter(({ type }) => type === "file");
        // Without hooks and filters: git gets the bytes as they are.
        const inputs = new Map(files.map(({ bytes }, index) => [`new/${index}`, bytes]));
        return withGit(host, state, workTree, { writes: true, files: inputs }, async git => {
            const head = await readHead(git);
            const changes = await indexLines(git, workTree, head, files);
            if (head !== null) await git.run(["read-tree", head], { environment: OWN_INDEX });
            await git.run(["update-index", "-z", "--index-info"], { input: changes, environment: OWN_INDEX });
            const tree = await word(git.run(["write-tree"], { environment: OWN_INDEX }));
            if (head !== null && tree === (await word(git.run(["rev-parse", `${head}^{tree}`])))) return false;

            const person = identity(by);
            const parent = head === null ? [] : ["-p", head];
            const made = await word(
                git.run(["commit-tree", tree, ...parent, "-F", "-"], {
                    input: `${message.trim()}\n`,
                    environment: person,
                }),
            );
            // What is staged of other files stays staged.
            await git.run(["update-index", "-z", "--index-info"], { input: changes });
            const subject = message.trim().split("\n")[0] ?? "";
            // Only if nobody else has committed since.
            await git.run(["update-ref", "-m", `commit: ${subject}`, "HEAD", made, head ?? "0".repeat(made.length)], {
                environment: person,
            });
            return true;
        });
    });
}

/**
 * Lines for `git update-index -z --index-info`: the files as they are, and those that have gone. What is ignored and was
 * never committed, a password maybe, does not get into the repository.
 */
async function indexLines(git: Git, workTree: WorkTree, head: string | null, files: readonly Entry[]): Promise<string> {
    const before = head === null ? [] : await listTree(git, workTree, head);
    const committed = new Set(before.map(({ path }) => path));
    const all = files.map(({ path }) => path);
    const ignored = await listIgnored(git, workTree, all);
    const own = files.map((entry, index) => ({ ...entry, input: `/workshop/new/${index}` }));
    const kept = own.filter(({ path }) => committed.has(path) || !ignored.has(path));
    const paths = kept.map(({ input }) => `${input}\n`).join("");
    const hashed = await git.run(["hash-object", "-w", "--no-filters", "--stdin-paths"], { input: paths });
    const ids = new TextDecoder().decode(hashed).split("\n").filter(Boolean);
    if (ids.length !== kept.length) throw new HostError("garbled", _("git answered something else."));
    const there = new Set(all);
    const gone = before.filter(({ path }) => !there.has(path));
    return [
        ...gone.map(({ path, id }) => `0 ${"0".repeat(id.length)}\t${placeIn(workTree, path)}\0`),
        ...kept.map(
            ({ path, mode }, index) =>
                `${mode & 0o100 ? "100755" : "100644"} ${ids[index]}\t${placeIn(workTree, path)}\0`,
        ),
    ].join("");
}

function identity(by: string): Record<string, string> {
    const [name, email] = [by, `${by}@localhost`];
    return {
        GIT_AUTHOR_NAME: name,
        GIT_AUTHOR_EMAIL: email,
        GIT_COMMITTER_NAME: name,
        GIT_COMMITTER_EMAIL: email,
    };
}

const word = async (output: Promise<Uint8Array>): Promise<string> => new TextDecoder().decode(await output).trim();
