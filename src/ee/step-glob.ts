/** Patterns of a shell, where all that may fit is known: what earlier steps left in places that are there for a while. */
import { readFileTarget, readTarget } from "./step-directory.ts";
import type { StepContext } from "./step-meaning.ts";
import { isScratch, pathOf } from "./step-path.ts";
import { madeAt } from "./step-place.ts";
import { isOfTree } from "./step-trees.ts";
import type { Word } from "./step-word.ts";

/**
 * The same words, each pattern in its last part replaced by what fits; null where that is not known.
 *
 * @param program Of what copies and moves directories a pattern may stay that means what is in an archive.
 */
export function fitWords(words: readonly Word[], program: string, context: StepContext): Word[] | null {
    const mayBeTree = /^(?:cp|mv)$/.test(program);
    const fitting = words.map(word => {
        if (!word.isPattern) return [word];
        const isTree = mayBeTree && word.isKnown && isOfTree(word.text, context);
        return isTree ? [{ ...word, isPattern: false }] : fittingOf(word, context);
    });
    const fitted = fitting.every(each => each !== null) ? fitting.flat() : null;
    const isMove = mayBeTree || program === "install";
    return fitted && isMove && words.some(({ isPattern }) => isPattern) && isInDoubt(fitted, program, context)
        ? null
        : fitted;
}

/** Who writes a pattern means a directory: where one file fits it, it depends on that whether it goes into it or becomes it. */
function isInDoubt(words: readonly Word[], program: string, context: StepContext): boolean {
    const isValue = (at: number) => program === "install" && /^-[mog]$/.test(words[at - 1]?.text ?? "");
    const operands = words.slice(1).filter(({ text }, at) => !text.startsWith("-") && !isValue(at + 1));
    const isAsIt = words.some(({ text }) => /^-[^-]*T/.test(text));
    const target = operands[1]?.text ?? "";
    if (operands.length !== 2 || isAsIt || target.endsWith("/")) return false;
    const isDirectory = readFileTarget(target, "", context) === "directory";
    return !isDirectory && readTarget(target, context) !== "none";
}

function fittingOf({ text, isKnown }: Word, context: StepContext): Word[] | null {
    const [, directory = "", name = ""] = /^(\/[\w./-]*\/)([\w.*-]+)$/.exec(text) ?? [];
    const above = pathOf(directory, context);
    // In what was unpacked lies more than is known here.
    if (!isKnown || above === null || !isScratch(above) || madeAt(`${directory}x`, context)) return null;
    const parts = name.split("*");
    const found = [...context.made.keys()]
        .filter(path => path.startsWith(`${above}/`) && !path.slice(above.length + 1).includes("/"))
        .filter(path => isFitting(path.slice(above.length + 1), parts))
        .sort();
    return found.length > 0 ? found.map(path => ({ text: path, isKnown: true, isPattern: false })) : null;
}

/** Whether a name fits what is between the stars of a pattern. */
export function isFitting(name: string, [first = "", ...parts]: readonly string[]): boolean {
    const last = parts.at(-1) ?? "";
    if (!name.startsWith(first) || !name.endsWith(last) || name.startsWith(".") !== first.startsWith(".")) return false;
    // Part by part from the start, the last one at the end: no name takes longer than it is.
    let at = first.length;
    for (const part of parts.slice(0, -1)) {
        const found = name.indexOf(part, at);
        if (found < 0) return false;
        at = found + part.length;
    }
    return at + last.length <= name.length && (parts.length > 0 || name === first);
}
