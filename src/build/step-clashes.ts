/** What steps put where an archive of theirs has something else: both cannot be. Pure. */
import { archiveName, type Effect, isSpread } from "../ee/effect.ts";
import { _, format } from "../language.ts";
import { isWithin } from "./effect-nodes.ts";

/** What an archive brings, once it is unpacked. */
type Laid = {
    effect: Effect;
    leaves: readonly string[];
    directories: readonly string[];
    trees: readonly { to: string }[];
    /** Of the leaves, those that are packed each for itself, over all trees. */
    files: ReadonlyMap<string, unknown>;
    links: ReadonlyMap<string, unknown>;
};

/**
 * Answers of these why they cannot be there.
 *
 * @param origins Paths of files and links, by whose they are, also of files that the blueprint writes.
 * @param laid What is unpacked, in the order of the steps, @param order Which place each effect has in it.
 * @param taken Paths of what the content RPM holds besides, @param made of directories that steps make.
 */
export function findClashes(
    origins: ReadonlyMap<string, Effect>,
    laid: readonly Laid[],
    order: ReadonlyMap<Effect, number>,
    taken: readonly string[],
    made: ReadonlySet<string> = new Set(),
): Map<Effect, string> {
    const clashes = new Map<Effect, string>();
    const leaves = new Map<string, Effect>();
    const directories = new Set<string>();
    const single = new Set<string>();
    for (const each of laid) {
        const own = new Set(each.directories);
        for (const path of [...each.trees.map(({ to }) => to), ...each.leaves.flatMap(above)]) own.add(path);
        const isOver = (path: string) => single.has(path) && !each.files.has(path) && !each.links.has(path);
        const over = each.leaves.find(isOver);
        const directory = each.leaves.find(path => made.has(path));
        const note =
            againstEarlier(each, own, leaves, directories) ??
            againstTaken(each, taken) ??
            (over === undefined ? null : sayThere(over)) ??
            (directory === undefined ? null : sayDirectory(directory)) ??
            againstItself(each);
        if (note !== null) clashes.set(each.effect, note);
        for (const leaf of each.leaves) leaves.set(leaf, each.effect);
        for (const path of own) directories.add(path);
        for (const path of [...each.files.keys(), ...each.links.keys()]) single.add(path);
    }
    const place = (effect: Effect | undefined) => (effect && order.get(effect)) ?? 0;
    for (const [path, effect] of origins) {
        const file = above(path).find(each => leaves.has(each) && !origins.has(each));
        const later = leaves.get(path);
        if (directories.has(path))
            clashes.set(effect, format(_("$0 is a directory of an archive that a step unpacks."), path));
        else if (file !== undefined)
            clashes.set(
                effect,
                format(_("$0 is no directory, since an archive that a step unpacks has a file there."), file),
            );
        else if (later && place(later) > place(effect)) clashes.set(later, sayThere(path));
    }
    return clashes;
}

const sayThere = (path: string): string => format(_("It has $0, which an earlier step has put there."), path);

const sayDirectory = (path: string): string => format(_("It has $0, where a step makes a directory."), path);

/** Why it cannot be unpacked over what was unpacked before; null where it can. */
function againstEarlier(
    { leaves: own }: Laid,
    ownDirectories: ReadonlySet<string>,
    leaves: ReadonlyMap<string, Effect>,
    directories: ReadonlySet<string>,
): string | null {
    const path = own.find(each => directories.has(each)) ?? [...ownDirectories].find(each => leaves.has(each));
    if (path === undefined) return null;
    return format(_("One archive has a directory at $0, and another that is unpacked there has none."), path);
}

/** A file of the archive's own name may be the one that a step removes once it is unpacked. */
function againstItself({ effect, leaves }: Laid): string | null {
    if (effect.kind !== "file" || !("url" in effect.from) || !isSpread(effect.from.member)) return null;
    const name = archiveName(effect.from.url);
    const path = name === null ? undefined : leaves.find(each => each.endsWith(`/${name}`));
    return path === undefined ? null : format(_("It has $0, which is its own name."), path);
}

function againstTaken({ leaves, directories, trees }: Laid, taken: readonly string[]): string | null {
    const all = [...leaves, ...directories, ...trees.map(({ to }) => to)];
    const other = taken.find(
        each => all.some(path => isWithin(path, each)) || leaves.some(path => isWithin(each, path)),
    );
    return other === undefined ? null : format(_("$0 holds what the content brings already."), other);
}

/** The directories that a path lies in. */
function above(path: string): string[] {
    const found: string[] = [];
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) found.push(path.slice(0, end));
    return found;
}
