/** Directories of what steps cloned or unpacked, as they are copied and moved as a whole. */
import { combineAll, type Meaning, type StepContext } from "./step-meaning.ts";
import { isScratch, pathOf } from "./step-path.ts";
import { type Made, make, type Unpacked, unpackedAbove } from "./step-place.ts";

/** The last part of a word that means what is in a directory: "*", "*.sh"; "." for all. */
const LAST = /^(.+?)\/+(\.|(?!\.)[\w.-]*\*[\w.-]*(?:\*[\w.-]*)?)$/;

/** A directory of which all is known that is in it, or where to look for that; null for any other. */
function directoryAt(written: string, context: StepContext): Unpacked | null {
    const path = pathOf(written, context);
    if (path === null) return null;
    const own = context.made.get(path);
    if (own?.kind === "unpacked") return own.archive && !own.isPartial ? own : null;
    if (own) return null;
    const { unpacked, member } = unpackedAbove(path, context) ?? {};
    return unpacked?.archive && !unpacked.isPartial ? { ...unpacked, member: `${member}/` } : null;
}

/** Whether a pattern means what is in such a directory. */
export function isOfTree(text: string, context: StepContext): boolean {
    const [, directory = "", last = ""] = LAST.exec(text) ?? [];
    const unpacked = last === "" || last === "." ? null : directoryAt(directory, context);
    return unpacked !== null && !unpacked.member.endsWith("*");
}

/**
 * Copy or move a directory, or what is in it; undefined where the source means no such thing.
 *
 * @param path Where the source would lie, @param target where what is in it would.
 */
export function moveTree(
    source: string,
    { path, target, isMoved }: { path: string; target: string; isMoved: boolean },
    context: StepContext,
): Meaning | null | undefined {
    const [, directory = source, last = ""] = LAST.exec(source) ?? [];
    const top = pathOf(directory, context) ?? "";
    const unpacked = directoryAt(directory, context);
    const isAll = last === "" || last === ".";
    const isKnown = unpacked !== null || (isAll && isPlainTree(top, context));
    if (!isKnown) return last === "" ? undefined : null;
    if (!isAll && unpacked?.member.endsWith("*")) return null;
    const below = madeBelow(top, last, context);
    if (below === null) return null;
    const to = last === "" ? path : target;
    if (`${pathOf(to, context)}/`.startsWith(`${top}/`)) return null;
    if (isMoved) leave(last === "" ? source : `${directory}/x`, context);
    for (const [name] of isMoved ? below : []) leave(`${directory}/${name}`, context);
    const meanings: (Meaning | null)[] = [];
    if (unpacked) {
        const member = isAll ? unpacked.member : unpacked.member + last;
        meanings.push(make(to, { ...unpacked, member }, context));
    }
    for (const [name, made] of below) meanings.push(make(`${to}/${name}`, made, context));
    return combineAll(meanings);
}

/** A directory of which steps made all that is in it, one by one, where nothing was before. */
const isPlainTree = (top: string, context: StepContext): boolean =>
    isScratch(top) &&
    !context.made.has(top) &&
    unpackedAbove(top, context) === null &&
    [...context.made.keys()].some(path => path.startsWith(`${top}/`));

/** Each of them is made once more, which takes longer than to look at one. */
const COST = 20;

/** What steps put there beside what was there, by its name; null where that is not known. */
function madeBelow(top: string, last: string, context: StepContext): [string, Made][] | null {
    const below = [...context.made]
        .filter(([path]) => path.startsWith(`${top}/`))
        .map(([path, made]): [string, Made] => [path.slice(top.length + 1), made]);
    context.budget.files -= COST * below.length;
    if (context.budget.files < 0) return null;
    if (last === "" || last === ".") return below;
    return last === "*" ? below.filter(([name]) => !name.startsWith(".")) : below.length === 0 ? [] : null;
}

/** What is moved or removed is no longer where it was, and no longer part of what lies above it. */
export function leave(source: string, context: StepContext): void {
    const path = pathOf(source, context);
    if (path === null) return;
    const above = unpackedAbove(path, context);
    if (above) context.made.set(above.at, { ...above.unpacked, isPartial: true });
    for (const each of [...context.made.keys()])
        if (each === path || each.startsWith(`${path}/`)) {
            context.made.delete(each);
            if (!isScratch(each)) context.removed.push(`path ${each}`);
        }
}
