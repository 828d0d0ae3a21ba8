/** What a repository's `.gitignore` keeps out of it. */
import { type Git, placeIn, type WorkTree } from "./git.ts";

/** git's status when it ignores none of them. */
const NONE = 1;

/**
 * Those of a definition's paths that git is told to ignore. What is committed nevertheless is among them too: whoever
 * asks knows that better.
 */
export async function listIgnored(git: Git, workTree: WorkTree, paths: readonly string[]): Promise<Set<string>> {
    if (paths.length === 0) return new Set();
    // This command takes no literal paths; after "./" it sees no magic in them.
    const asked = (path: string) => `./${placeIn(workTree, path)}`;
    const argv = ["--no-literal-pathspecs", "check-ignore", "-z", "--stdin", "--no-index"];
    const input = paths.map(path => `${asked(path)}\0`).join("");
    const ignored = new TextDecoder().decode(await git.run(argv, { input, accept: [NONE] }));
    const names = new Set(ignored.split("\0"));
    return new Set(paths.filter(path => names.has(asked(path))));
}
