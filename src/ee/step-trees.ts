/** Directories of what steps cloned or unpacked, as they are copied and moved as a whole. */
import { combineAll, type Meaning, type StepContext } from "./step-meaning.ts";
import { isScratch, pathOf } from "./step-path.ts";
import { type Made, make } from "./step-place.ts";
import { memberOf, type Unpacked, unpackedAbove } from "./step-unpacked.ts";

/** The last part of a word that means what is in a directory: "*", "*.sh"; "." for all. */
const LAST = /^(.+?)\/+(\.|(?!\.)[\w.-]*\*[\w.-]*(?:\*[\w.-]*)?)$/;

/**
 * What was unpacked into a directory, one over the other, where that and what steps made there is all that is in it; null
 * for any other directory.
 */
function layersAt(written: string, context: StepContext): Unpacked[] | null {
    const path = pathOf(written, context) ?? "";
    const own = context.made.get(path);
    const above = own ? null : unpackedAbove(path, context);
    const [at, top] = own?.kind === "unpacked" ? [path, own] : [above?.at ?? "", above?.unpacked];
    const layers: Unpacked[] = [];
    for (let layer = top; layer; layer = layer.under) {
        const name = own ? null : memberOf(layer, at === "." ? path : path.slice(at.length + 1));
        const isWhole = layer.archive !== null && !layer.isPartial && (layer.isOwn || isScratch(at));
        if (!isWhole || (!own && name === null) || layers.length > MOST_LAYERS) return null;
        layers.unshift({ ...layer, under: undefined, ...(name === null ? {} : { member: `${name}/` }) });
    }
    return layers.length > 0 ? layers : null;
}

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
    if (`${pathOf(to, context)}/`.startsWith(`${top}/`)) return null;
    if (isMoved) leave(last === "" ? source : `${directory}/x`, context);
    for (const [name] of isMoved ? below : []) leave(`${directory}/${name}`, context);
    const meanings = (layers ?? []).map(({ isOwn, ...layer }) => {
        const member = isAll ? layer.member : layer.member + last;
        return make(to, { ...layer, member, isOwn: last === "" ? isOwn : undefined }, context);
    });
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
