/** Build steps that move and copy files. Null is what is not understood for certain. */
import { aim, readFileTarget, readTarget, type Target } from "./step-directory.ts";
import { judgeMakeDirectory } from "./step-files.ts";
import { combineAll, type Meaning, type StepContext } from "./step-meaning.ts";
import { changed } from "./step-mode.ts";
import { isScratch, nameOf, pathOf } from "./step-path.ts";
import { isOfPartial, type Made, madeAt, make } from "./step-place.ts";
import { leave, moveTree } from "./step-trees.ts";
import { isTaken, listAbove } from "./step-unpacked.ts";

type Move = {
    program: string;
    sources: string[];
    target: string;
    /** What `install` gives it; null for what it has. */
    mode: string | null;
    /** Directories and links are meant as well. */
    isWhole: boolean;
    /** The target is no directory into which it goes. */
    isAsIt: boolean;
};

/**
 * `cp`, `mv` and `install` of what earlier steps fetched, unpacked, cloned or brought. Not with -n: what is there already,
 * not only steps say.
 */
export function judgeMove(program: string, words: readonly string[], context: StepContext): Meaning | null {
    if (program === "install" && words.includes("-d"))
        return judgeMakeDirectory(["-p", ...words.filter(each => each !== "-d" && each !== "-D")], context);
    const move = readMove(program, words);
    return move && combineAll(move.sources.map(source => moveOne(source, move, context)));
}

const RECURSIVE = /^(?:-[fvpTD]*[rRa][fvpTDrRa]*|--recursive|--archive)$/;

/** Null for other options. */
function readMove(program: string, words: readonly string[]): Move | null {
    const operands: string[] = [];
    let mode: string | null = program === "install" ? "0755" : null;
    let isWhole = program === "mv";
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        const [, inline] = program === "install" ? (/^(?:-m|--mode=)(\S+)$/.exec(word) ?? []) : [];
        if (inline !== undefined) mode = inline;
        else if (program === "install" && /^-[mog]$/.test(word)) {
            at += 1;
            const value = words[at] ?? "";
            if (word === "-m") mode = value;
            else if (!/^(?:root|0)$/.test(value)) return null;
        } else if (/^-[fvpTD]+$/.test(word)) continue;
        else if (program === "cp" && RECURSIVE.test(word)) isWhole = true;
        else if (word.startsWith("-")) return null;
        else operands.push(word);
    }
    const target = operands.pop();
    if (target === undefined || operands.length === 0) return null;
    const isAsIt = words.some(word => /^-[a-zA-Z]*T/.test(word));
    return { program, sources: operands, target, mode, isWhole, isAsIt };
}

function moveOne(source: string, move: Move, context: StepContext): Meaning | null {
    const { program, target, mode, isWhole, isAsIt } = move;
    const made = madeAt(source, context);
    if (program === "mv" && isPartOfCarried(source, context)) return null;
    const isPattern = source.includes("*");
    if (!made && !isPattern && !isTaken(pathOf(source, context) ?? "", context, () => true)) return null;
    const name = nameOf(source.replace(/\/+$/, ""));
    const goes = targetOf(source, name, made, move, context);
    // To say that it is no directory would not help what is more than one, and what one thing becomes nobody knows.
    if (isPattern && (goes === null || isAsIt)) return null;
    const aimed = aim(target, name, goes, context);
    if (!aimed) return null;
    const { path, told } = aimed;
    const above = listAbove(pathOf(path, context) ?? "", context);
    // Of a name in an archive nobody knows here whether it is a file; who copies more than files takes it for a directory.
    const isTree = program === "cp" || made === null || made.kind === "unpacked";
    // A copy of what fits a pattern is one of files alone where directories are not meant.
    if ((isWhole || (program === "cp" && /\*[^/]*$/.test(source))) && isTree) {
        const meaning = moveTree(source, { path, target, isMoved: program === "mv" }, context);
        // Whether there is a directory of that name, into which it would go, only what was unpacked tells.
        if (meaning !== undefined)
            return isAsIt || path !== target || above.length === 0 ? withTold(meaning, told) : null;
    }
    // What a link leads to is copied, where links are not meant.
    if (made?.kind !== "file" && !(made?.kind === "link" && isWhole)) return null;
    if (above.some(({ at }) => isScratch(at))) return null;
    if (isWhole && isOfPartial(source, context)) return null;
    const own = moded(made, mode);
    if (own === null) return null;
    // What was there before does not count where it is copied to.
    const meaning = make(path, own.kind === "file" ? { ...own, isNew: undefined } : own, context);
    return withTold(meaning, [...told, ...(program === "mv" ? leave(source, context) : [])]);
}

const withTold = (meaning: Meaning | null, told: readonly Meaning[]): Meaning | null => combineAll([meaning, ...told]);

function targetOf(
    source: string,
    name: string,
    made: Made | null,
    { program, sources, target, isWhole, isAsIt }: Move,
    context: StepContext,
): Target {
    if (isAsIt) return "none";
    if (sources.length > 1 || /(?:^|\/)\.$/.test(source)) return "directory";
    if (/\*[^/]*$/.test(source)) {
        const there = readTarget(target, context);
        // The only directory that fits would take the place of one that is not there, which who writes a slash does not mean.
        const isThere = target.endsWith("/") ? !isWhole || !/^none/.test(there ?? "") : there === "directory";
        return isThere ? "directory" : null;
    }
    const isOne = !isWhole || !mayBeDirectory(made, program);
    const there = readTarget(target.replace(/(?<=.)\/+$/, ""), context);
    if (!isOne) return there;
    // A slash makes no directory of what is not there: a file is not moved to it, and a directory becomes it.
    return isWhole && target.endsWith("/") && isMember(made) && there !== "directory"
        ? null
        : readFileTarget(target, name, context);
}

/** Whether it is moved out of what is in the commit as a whole, where it would stay as well. */
const isPartOfCarried = (source: string, context: StepContext): boolean =>
    listAbove(pathOf(source.replace(/[^/]*\*[^/]*$/, "x"), context) ?? "", context).some(({ at }) => !isScratch(at));

/** Whether it is of an archive, where nobody knows what is a directory. */
const isMember = (made: Made | null): boolean =>
    made?.kind === "file" && made.from !== null && "member" in made.from && made.from.member !== null;

/** Whether a source may be a directory. */
function mayBeDirectory(made: Made | null, program: string): boolean {
    if (made?.kind !== "file" || made.from === null) return made?.kind !== "link";
    return "git" in made.from || (program === "cp" && "member" in made.from && made.from.member !== null);
}

function moded(made: Made, text: string | null): Made | null {
    if (text === null || made.kind !== "file") return made;
    // What is installed has no mode before.
    const mode = changed({ ...made, mode: 0 }, text);
    return mode === null ? null : { ...made, mode };
}
