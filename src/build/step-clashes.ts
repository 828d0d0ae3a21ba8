/** What steps put where an archive of theirs has something of another kind: both cannot be. Pure. */
import type { Effect } from "../ee/effect.ts";
import { _, format } from "../language.ts";

/** What an archive brings, once it is unpacked. */
type Laid = { leaves: readonly string[]; trees: readonly { to: string }[] };

/** @param origins Paths of files and links, by whose they are. Answers of these why it cannot be there. */
export function findClashes(origins: ReadonlyMap<string, Effect>, laid: readonly Laid[]): Map<Effect, string> {
    const leaves = new Set(laid.flatMap(each => each.leaves));
    const directories = new Set(laid.flatMap(({ trees }) => trees.map(({ to }) => to)));
    for (const leaf of leaves) for (const path of above(leaf)) directories.add(path);
    const clashes = new Map<Effect, string>();
    for (const [path, effect] of origins) {
        const file = above(path).find(each => leaves.has(each) && !origins.has(each));
        if (directories.has(path))
            clashes.set(effect, format(_("$0 is a directory of an archive that a step unpacks."), path));
        else if (file !== undefined)
            clashes.set(
                effect,
                format(_("$0 is no directory, since an archive that a step unpacks has a file there."), file),
            );
    }
    return clashes;
}

/** The directories that a path lies in. */
function above(path: string): string[] {
    const found: string[] = [];
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) found.push(path.slice(0, end));
    return found;
}
