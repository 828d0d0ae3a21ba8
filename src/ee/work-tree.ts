/** Whether somebody keeps a directory in git: found by looking, without running it. */
import type { Host } from "../host/host.ts";
import type { WorkTree } from "./git.ts";

/** find's status when some of the places are not there. */
const SOME_MISSING = 1;

/**
 * The git work tree that a directory lies in, or null. One whose repository is elsewhere, a linked work tree or a
 * submodule, is none: the box in which git runs sees nothing but the tree itself.
 */
export async function findWorkTree(host: Host, directory: string): Promise<WorkTree | null> {
    const above: string[] = [];
    for (let path = directory; path !== ""; path = path.slice(0, path.lastIndexOf("/"))) above.push(path);
    const marks = above.map(path => `${path}/.git`);
    const found = await host.run(["find", ...marks, "-maxdepth", "0", "-printf", "%y%p\\0"], {
        accept: [SOME_MISSING],
    });
    const [nearest] = new TextDecoder().decode(found).split("\0");
    if (!nearest?.startsWith("d")) return null;
    const root = nearest.slice(1, -"/.git".length);
    return { root, path: directory.slice(root.length + 1) };
}
