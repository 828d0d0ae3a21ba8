/** Build steps that make directories, links and empty files. Null is what is not understood for certain. */
import { _ } from "../language.ts";
import { aim, FILES_THERE, readTarget } from "./step-directory.ts";
import { combineAll, type Meaning, notNeeded, type StepContext } from "./step-meaning.ts";
import { nameOf, PLAIN, pathOf } from "./step-path.ts";
import { madeAt, make } from "./step-place.ts";
import { listAbove } from "./step-unpacked.ts";

type Judge = (words: readonly string[], context: StepContext) => Meaning | null;

/** `mkdir` with its options, and what comes of `install -d`. */
export const judgeMakeDirectory: Judge = (words, context) => {
    const operands: string[] = [];
    let mode: number | null = null;
    let isMaybe = false;
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        const [, inline] = /^(?:-m|--mode=)(\d+)$/.exec(word) ?? [];
        if (word === "-m" || word === "--mode" || inline !== undefined) {
            if (inline === undefined) at += 1;
            const text = inline ?? words[at] ?? "";
            if (!/^0?[0-7]{3}$/.test(text)) return null;
            mode = Number.parseInt(text, 8);
        } else if (/^(?:-[pv]+|--parents)$/.test(word)) isMaybe ||= word !== "-v";
        else if (word.startsWith("-")) return null;
        else operands.push(word);
    }
    if (operands.length === 0) return null;
    return combineAll(
        operands.map(operand => {
            // What an earlier step has put there is more than a directory.
            const made = madeAt(operand, context);
            if (made && made.kind !== "directory") return null;
            const isNew = isMaybe || made ? undefined : (true as const);
            return make(operand, { kind: "directory", mode: mode ?? (made ? made.mode : null), isNew }, context);
        }),
    );
};

/** A symbolic link. */
export const judgeLink: Judge = (words, context) => {
    const flags = words.filter(word => word.startsWith("-"));
    const [target = "", link = "", ...more] = words.filter(word => !word.startsWith("-"));
    const isSymbolic =
        flags.some(flag => /s/.test(flag)) && flags.every(flag => /^(?:-[sfnvT]+|--symbolic|--force)$/.test(flag));
    if (!PLAIN.test(target)) return null;
    if (!isSymbolic || more.length > 0 || link === "" || target === "") return null;
    if (/^\/(?:usr\/)?bin\/sh$/.test(link) && /^(?:\/(?:usr\/)?bin\/)?bash$/.test(target))
        return notNeeded(_("It is so already."));
    const isAsIt = flags.some(flag => /^-[^-]*T/.test(flag));
    const kind = link.endsWith("/") ? "directory" : readTarget(link, context);
    const aimed = aim(link, nameOf(target), isAsIt ? "none" : kind, context);
    if (!aimed) return null;
    const { path, told } = aimed;
    if (target === path || (!flags.some(flag => /^-[^-]*[nT]/.test(flag)) && mayLeadIn(link, context))) return null;
    if (isSameInCommit(target, path)) return notNeeded(_("/usr/local is /usr in a commit, so it is there already."));
    return combineAll([make(path, { kind: "link", target }, context), ...told]);
};

/** Whether an earlier step made a link there that may lead to a directory, into which the new one would go. */
function mayLeadIn(link: string, context: StepContext): boolean {
    const made = madeAt(link, context);
    return made?.kind === "link" && !/\/s?bin\/[^/]+$/.test(made.target);
}

/** What is put into /usr/local lies in /usr itself. */
const isSameInCommit = (one: string, other: string): boolean => {
    const [first, second] = [one, other].map(path => path.replace(/^\/usr\/local(?=\/)/, "/usr"));
    return first === second && one.startsWith("/");
};

/** An empty file where none is: of what is there, only the time is another. */
export const judgeTouch: Judge = (words, context) =>
    words.length > 0 && words.every(word => /^\/[\w./-]*[\w.-]$/.test(word))
        ? combineAll(
              words.map(word => {
                  const path = pathOf(word, context) ?? "";
                  const isThere =
                      context.made.has(path) || (FILES_THERE.test(path) && !context.removed.includes(`path ${path}`));
                  if (isThere || readTarget(word, context) === "directory") return notNeeded(_("It is there already."));
                  // What of that name is in an archive, only the archive tells.
                  if (listAbove(path, context).length > 0) return null;
                  return make(word, { kind: "file", from: { text: "" }, mode: 0o644, isNew: true }, context);
              }),
          )
        : null;
