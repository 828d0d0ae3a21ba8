/** Small files of a commit, many at once. */
import { textOf } from "../host/bytes.ts";
import type { Host } from "../host/host.ts";
import { runOstree } from "./program.ts";
import type { TreeEntry } from "./tree.ts";

/** Paths given to one program; together they stay below what the kernel takes. */
const PATHS_AT_ONCE = 200;

/** Texts by path, with one program for every two hundred of them; as `bytes.ts` makes them. */
export async function readTexts(
    host: Host,
    repo: string,
    checksum: string,
    files: readonly Pick<TreeEntry, "path" | "size">[],
): Promise<Map<string, string>> {
    const texts = new Map<string, string>();
    for (let start = 0; start < files.length; start += PATHS_AT_ONCE) {
        const some = files.slice(start, start + PATHS_AT_ONCE);
        // `ostree cat` writes files one after the other; the sizes from the listing tell them apart.
        const bytes = await runOstree(host, repo, ["cat", checksum, ...some.map(({ path }) => path)]);
        let at = 0;
        for (const { path, size } of some) {
            texts.set(path, textOf(bytes.subarray(at, at + size)));
            at += size;
        }
    }
    return texts;
}
