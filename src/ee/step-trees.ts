/** Directories of what steps cloned or unpacked, as they are copied and moved as a whole. */
import { isSystems, mayBePackages } from "./step-directory.ts";
import { combineAll, type Meaning, type StepContext } from "./step-meaning.ts";
import { isScratch, pathOf } from "./step-path.ts";
import { type Made, make } from "./step-place.ts";
import { isTaken, listAbove, memberOf, type Unpacked } from "./step-unpacked.ts";

/** The last part of a word that means what is in a directory: "*", "*.sh"; "." for all. */
const LAST = /^(.+?)\/+(\.|(?!\.)[\w.-]*\*[\w.-]*(?:\*[\w.-]*)?)$/;

/**
 * What was unpacked into a directory, one over the other, where that and what steps made there is all that is in it; null
 * for any other directory, also where what lies in it came from more than one place above.
 */
function layersAt(written: string, context: StepContext): Unpacked[] | null {
    const path = pathOf(written, context);
    const own = path === null ? undefined : context.made.get(path);
    if (path === null || (own && own.kind !== "unpacked")) return null;
    const found = [...(own ? [{ at: path, unpacked: own }] : []), ...listAbove(path, context)];
    const end = found.findIndex(({ unpacked }) => unpacked.isOwn);
    const [only, ...others] = end < 0 ? found : found.slice(0, end + 1);
    if (!only || others.length > 0) return null;
    const { at } = only;
    const layers: Unpacked[] = [];
    for (let layer: Unpacked | undefined = only.unpacked; layer; layer = layer.under) {
        const name = own ? null : memberOf(layer, at === "." ? path : path.slice(at.length + 1));
        const isWhole = isKnown(layer) && (layer.isOwn || isScratch(at));
        if (!isWhole || (!own && name === null) || layers.length > MOST_LAYERS) return null;
        layers.unshift({ ...layer, under: undefined, ...(name === null ? {} : { member: `${name}/` }) });
    }
    return layers;
}

/** Whether all that came is still there, and known. */
const isKnown = ({ archive, isPartial }: Unpacked): boolean => archive !== null && !isPartial;

/** More than anybody unpacks into one directory. */
const MOST_LAYERS = 10;

/** Whether what has such a name in all of them can be told. */
const isDivisible = (layers: readonly Unpacked[]): boolean => layers.every(({ member }) => !member.includes("*"));

/** Whether a pattern means what is in such a directory. */
export function isOfTree(text: string, context: StepContext): boolean {
    const [, directory = "", last = ""] = LAST.exec(text) ?? [];
    const layers = last === "" || last === "." ? null : layersAt(directory, context);
    return layers !== null && isDivisible(layers);
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
    const layers = layersAt(directory, context);
    const isAll = last === "" || last === ".";
    if (!layers && !(isAll && isPlainTree(top, context))) return last === "" ? undefined : null;
    if (!isAll && !isDivisible(layers ?? [])) return null;
    const below = madeBelow(top, last, context);
    if (below === null) return null;
    const to = last === "" ? path : target;
    const place = pathOf(to, context);
    if (place === null || `${place}/`.startsWith(`${top}/`) || !isFree(place, context)) return null;
    const kept = isMoved ? leave(last === "" ? source : `${directory}/x`, context) : [];
    for (const [name] of isMoved ? below : []) kept.push(...leave(`${directory}/${name}`, context));
    const meanings = (layers ?? []).map(({ isOwn, ...layer }) => {
        const member = isAll ? layer.member : layer.member + last;
        return make(to, { ...layer, member }, context);
    });
    for (const [name, made] of below)
        meanings.push(make(`${to}/${name}`, made.kind === "unpacked" ? { ...made, isOwn: undefined } : made, context));
    return combineAll([...meanings, ...kept]);
}

/**
 * Whether a tree can be put there: in a place that is there for a while only where nothing is, since what is copied on
 * from there is told by one thing that it came from.
 */
const isFree = (path: string, context: StepContext): boolean =>
    !isScratch(path) || (!isTaken(path, context, () => true) && listAbove(path, context).length === 0);

/** A directory of which steps made all that is in it, one by one, where nothing was before. */
const isPlainTree = (top: string, context: StepContext): boolean =>
    isScratch(top) &&
    !context.made.has(top) &&
    listAbove(top, context).length === 0 &&
    [...context.made.keys()].some(path => path.startsWith(`${top}/`));

/** Each of them is made once more, which takes longer than to look at one. */
const COST = 20;

/** What steps put there after what was there, by its name; null where that is not known. */
function madeBelow(top: string, last: string, context: StepContext): [string, Made][] | null {
    const below = [...context.made]
        .filter(([path]) => path.startsWith(`${top}/`))
        .map(([path, made]): [string, Made] => [path.slice(top.length + 1), made]);
    context.budget.files -= COST * below.length;
    if (context.budget.files < 0) return null;
    // Of what was unpacked further down only a whole clone is sure to be all that lies there.
    if (below.some(([, made]) => made.kind === "unpacked" && !(made.isOwn && isKnown(made)))) return null;
    if (last === "" || last === ".") return below;
    return last === "*" ? below.filter(([name]) => !name.startsWith(".")) : below.length === 0 ? [] : null;
}

/**
 * What is moved or removed is no longer where it was, and no longer part of what lies above it. Answers what stays: the
 * directory in which the last thing lay.
 */
export function leave(source: string, context: StepContext): Meaning[] {
    const path = pathOf(source, context);
    if (path === null) return [];
    const before = context.made.size;
    for (const { at, unpacked } of listAbove(path, context)) context.made.set(at, { ...unpacked, isPartial: true });
    for (const each of [...context.made.keys()])
        if (each === path || each.startsWith(`${path}/`)) {
            context.made.delete(each);
            if (!isScratch(each)) context.removed.push(`path ${each}`);
        }
    const above = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    // What a package may have is there anyway, and in /usr/local/etc a commit has nothing.
    const isOthers = mayBePackages(above, context) || /^\/usr\/(?:local\/)?etc(?:\/|$)/.test(above);
    if (context.made.size === before || !keepEmpty(above, context) || isScratch(above) || isOthers) return [];
    const kept = make(above, { kind: "directory", mode: null }, context);
    return kept ? [kept] : [];
}

/** A directory that is known only by what lay in it is there still when the last of that is gone; whether it is such a one. */
export function keepEmpty(directory: string, { made }: StepContext): boolean {
    const isKept =
        directory !== "" &&
        !isSystems(directory) &&
        !/^\/(?:dev\/shm|build)$/.test(directory) &&
        !made.has(directory) &&
        ![...made.keys()].some(path => path.startsWith(`${directory}/`));
    if (isKept) made.set(directory, { kind: "directory", mode: null });
    return isKept;
}
