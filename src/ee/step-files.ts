/** Build steps that make, link, move and copy files. Null is what is not understood for certain. */
import { _ } from "../language.ts";
import { isDirectory, takesDirectory } from "./step-directory.ts";
import { combineAll, type Meaning, notNeeded, type StepContext } from "./step-meaning.ts";
import { changed } from "./step-mode.ts";
import { isScratch, nameOf, PLAIN, pathOf } from "./step-path.ts";
import { isOfPartial, type Made, madeAt, make } from "./step-place.ts";
import { leave, moveTree } from "./step-trees.ts";
import { listAbove } from "./step-unpacked.ts";

type Judge = (words: readonly string[], context: StepContext) => Meaning | null;

/** `mkdir` with its options, and what comes of `install -d`. */
export const judgeMakeDirectory: Judge = (words, context) => {
    const operands: string[] = [];
    let mode: number | null = null;
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        const [, inline] = /^(?:-m|--mode=)(\d+)$/.exec(word) ?? [];
        if (word === "-m" || word === "--mode" || inline !== undefined) {
            if (inline === undefined) at += 1;
            const text = inline ?? words[at] ?? "";
            if (!/^0?[0-7]{3}$/.test(text)) return null;
            mode = Number.parseInt(text, 8);
        } else if (/^(?:-[pv]+|--parents)$/.test(word)) continue;
        else if (word.startsWith("-")) return null;
        else operands.push(word);
    }
    if (operands.length === 0) return null;
    return combineAll(
        operands.map(operand => {
            // What an earlier step has put there is more than a directory.
            const made = madeAt(operand, context);
            if (made && made.kind !== "directory") return null;
            return make(operand, { kind: "directory", mode: mode ?? (made ? made.mode : null) }, context);
        }),
    );
};

/** A symbolic link. */
export const judgeLink: Judge = (words, context) => {
    const flags = words.filter(word => word.startsWith("-"));
    const [target = "", link = "", ...more] = words.filter(word => !word.startsWith("-"));
    const isSymbolic =
        flags.some(flag => /s/.test(flag)) && flags.every(flag => /^(?:-[sfnv]+|--symbolic|--force)$/.test(flag));
    if (!PLAIN.test(target)) return null;
    if (!isSymbolic || more.length > 0 || link === "" || target === "") return null;
    if (/^\/(?:usr\/)?bin\/sh$/.test(link) && /^(?:\/(?:usr\/)?bin\/)?bash$/.test(target))
        return notNeeded(_("It is so already."));
    const path = isDirectory(link, context) ? `${link}/${nameOf(target)}` : link;
    if (isSameInCommit(target, path)) return notNeeded(_("/usr/local is /usr in a commit, so it is there already."));
    return make(path, { kind: "link", target }, context);
};

/** What is put into /usr/local lies in /usr itself. */
const isSameInCommit = (one: string, other: string): boolean => {
    const [first, second] = [one, other].map(path => path.replace(/^\/usr\/local(?=\/)/, "/usr"));
    return first === second && one.startsWith("/");
};

const RECURSIVE = /^(?:-[fvpTD]*[rRa][fvpTDrRa]*|--recursive|--archive)$/;

/**
 * `cp`, `mv` and `install` of what earlier steps fetched, unpacked, cloned or brought. Not with -n: what is there already,
 * not only steps say.
 */
export function judgeMove(program: string, words: readonly string[], context: StepContext): Meaning | null {
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
        } else if (program === "install" && word === "-d")
            return judgeMakeDirectory(
                words.filter(each => each !== "-d" && each !== "-D"),
                context,
            );
        else if (/^-[fvpTD]+$/.test(word)) continue;
        else if (program === "cp" && RECURSIVE.test(word)) isWhole = true;
        else if (word.startsWith("-")) return null;
        else operands.push(word);
    }
    const target = operands.pop();
    if (target === undefined || operands.length === 0) return null;
    const isAsIt = words.some(word => /^-[a-zA-Z]*T/.test(word));
    const isInto = !isAsIt && (operands.length > 1 || isDirectory(target, context));
    return combineAll(
        operands.map(source => {
            const made = madeAt(source, context);
            if (program === "mv" && isPartOfCarried(source, context)) return null;
            const isSure = !isWhole || isAsIt || operands.length > 1 || !mayBeDirectory(source, made, program);
            const isIn = isSure ? isInto : takesDirectory(target, context);
            if (isIn === null) return null;
            const path = isIn ? `${target}/${nameOf(source.replace(/\/+$/, ""))}` : target;
            const above = listAbove(pathOf(path, context) ?? "", context);
            // Of a name in an archive nobody knows here whether it is a file; who copies more than files takes it for a directory.
            const isTree = program === "cp" || made === null || made.kind === "unpacked";
            // A copy of what fits a pattern is one of files alone where directories are not meant.
            if ((isWhole || (program === "cp" && /\*[^/]*$/.test(source))) && isTree) {
                const meaning = moveTree(source, { path, target, isMoved: program === "mv" }, context);
                // Whether there is a directory of that name, into which it would go, only what was unpacked tells.
                if (meaning !== undefined) return isIn || isAsIt || above.length === 0 ? meaning : null;
            }
            if (made?.kind !== "file" && made?.kind !== "link") return null;
            if (above.some(({ at }) => isScratch(at))) return null;
            if (isWhole && isOfPartial(source, context)) return null;
            const own = moded(made, mode);
            if (own === null) return null;
            if (program === "mv") leave(source, context);
            return make(path, own, context);
        }),
    );
}

/** Whether it is moved out of what is in the commit as a whole, where it would stay as well. */
const isPartOfCarried = (source: string, context: StepContext): boolean =>
    listAbove(pathOf(source.replace(/[^/]*\*[^/]*$/, "x"), context) ?? "", context).some(({ at }) => !isScratch(at));

/** Whether a source may mean a directory itself, and neither what is in it nor one file. */
function mayBeDirectory(source: string, made: Made | null, program: string): boolean {
    if (/(?:^|\/)\.$|\*[^/]*$/.test(source)) return false;
    if (made?.kind !== "file" || made.from === null) return made?.kind !== "link";
    return "git" in made.from || (program === "cp" && "member" in made.from && made.from.member !== null);
}

function moded(made: Made, text: string | null): Made | null {
    if (text === null || made.kind !== "file") return made;
    // What is installed has no mode before.
    const mode = changed({ ...made, mode: 0 }, text);
    return mode === null ? null : { ...made, mode };
}

/** An empty file. */
export const judgeTouch: Judge = (words, context) =>
    words.length > 0 && words.every(word => /^\/[\w./-]+$/.test(word))
        ? combineAll(
              words.map(word => {
                  if (madeAt(word, context)) return notNeeded(_("It is there already."));
                  return make(word, { kind: "file", from: { text: "" }, mode: 0o644 }, context);
              }),
          )
        : null;
