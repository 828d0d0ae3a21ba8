/**
 * A definition as its author keeps it, for the fetch of a build.
 *
 * A build works from a redacted copy, and that is all that is ever written below builds/ and cache/. What the fetch has
 * to get in with is therefore read where the author keeps it: from the memory of whoever began the build, and when
 * somebody else carries it on, from the definition's own directory, as long as that is still the one the build began
 * with. A copy beside the build would outlive a page that is closed, and would have to be read by other members of the
 * group, who carry on what one began.
 */
import { carriedFiles } from "../ee/carried.ts";
import { checkDefinition } from "../ee/check.ts";
import { type Files, isSameFiles } from "../ee/files.ts";
import { checkName } from "../ee/name.ts";
import { readDefinition } from "../ee/store.ts";
import type { Host } from "../host/host.ts";

const held = new Map<string, Files>();

/** So many builds may be under way from one page. */
const MOST_HELD = 50;

/** Keep what a build begins with, until it has fetched. */
export function holdFiles(build: string, files: Files): void {
    held.set(build, files);
    for (const oldest of [...held.keys()].slice(0, -MOST_HELD)) held.delete(oldest);
}

export const releaseFiles = (build: string): boolean => held.delete(build);

/** The author's files of a build; null when they are not to be had any more, or are others by now. */
export async function readAuthorFiles(
    host: Host,
    state: string,
    { id, definition: name }: { id: string; definition: string },
    redacted: Files,
): Promise<Files | null> {
    const own = held.get(id);
    if (own) return own;
    const kept = checkName(name, []) === null ? await readDefinition(host, state, name) : null;
    const { definition } = checkDefinition(kept?.files ?? new Map());
    if (!kept || !definition) return null;
    return isSameFiles(carriedFiles(kept.files, definition), redacted) ? kept.files : null;
}
