/** What of the caches is used: marks beside it, renewed once a day, by which `prune.ts` knows what nobody needs any more. */
import { writeTexts } from "../host/files.ts";
import type { Host } from "../host/host.ts";
import type { Entry } from "../host/trees.ts";

/** Directory of the marks, in that of a cache. */
export const USED = "used";

/** Milliseconds. */
const DAY = 86_400_000;

/**
 * Mark these as used, unless they are.
 *
 * @param cache Directory of what is used, whose marks are empty files of its names.
 * @param marks What there is of marks, by name.
 * @returns Whether some had to be marked: what is used may have been pruned in that moment, and has to be looked for again.
 */
export async function markUsed(
    host: Host,
    cache: string,
    names: readonly string[],
    marks: ReadonlyMap<string, Pick<Entry, "modified">>,
): Promise<boolean> {
    const unmarked = names.filter(name => Math.abs(Date.now() - (marks.get(name)?.modified ?? 0)) > DAY);
    await writeTexts(host, `${cache}/${USED}`, new Map(unmarked.map(name => [name, ""])));
    return unmarked.length > 0;
}
