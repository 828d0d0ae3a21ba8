/** Build steps that clone a git repository, and choose a revision of it. Null is what is not understood for certain. */
import { gitCredential } from "./galaxy-credentials.ts";
import { cleanUrl } from "./redact-url.ts";
import { tellsOnly } from "./step-fetch.ts";
import type { Meaning, StepContext } from "./step-meaning.ts";
import { nameOf, pathOf } from "./step-path.ts";
import { make } from "./step-place.ts";
import { isTaken } from "./step-unpacked.ts";

type Judge = (words: readonly string[], context: StepContext) => Meaning | null;

/** Of http and https, with what lets one in; without a query, which may be a secret and never leaves the definition. */
const ADDRESS = /^https?:\/\/(?:[^\s/?#]*@)?[\w.-]+(?::\d+)?(?:\/[\w.~+-]+)+\/?$/;

/** A branch, a tag or a commit by its name: nothing that git would look for beside it, nor what it calls so itself. */
const REVISION = /^(?!.*\.\.)(?!(?:\w+\/)*(?:[A-Z]+_)?HEAD$)[A-Za-z0-9][\w./+-]*$/;

/** How it is told and how much of the past comes with it: what it is then is the same. */
const HARMLESS =
    /^(?:-[qv]+|--(?:quiet|verbose|progress|no-progress|single-branch|no-single-branch|no-tags)|--depth=\d+)$/;

/** `git`, but for its settings: `clone`, and with or without `-C DIR` what says where a clone is to stand. */
export const judgeGit: Judge = (words, context) => {
    const [directory, [command = "", ...rest]] = words[0] === "-C" ? [words[1] ?? "", words.slice(2)] : [".", words];
    switch (command) {
        case "clone":
            return directory === "." ? judgeClone(rest, context) : null;
        case "checkout":
        case "switch":
            return judgeCheckout(rest, directory, context);
        default:
            return /^(?:describe|log|rev-parse|status)$/.test(command) ? tellsOnly() : null;
    }
};

function judgeClone(words: readonly string[], context: StepContext): Meaning | null {
    const operands: string[] = [];
    let revision: string | null = null;
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        const [, inline] = /^--branch=(.+)$/.exec(word) ?? [];
        if (word === "-b" || word === "--branch" || inline !== undefined) {
            if (inline === undefined) at += 1;
            revision = inline ?? words[at] ?? "";
        } else if (word === "--depth") at += 1;
        else if (HARMLESS.test(word)) continue;
        else if (word.startsWith("-")) return null;
        else operands.push(word);
    }
    const [address = "", written, ...more] = operands;
    if (!ADDRESS.test(address) || more.length > 0 || (revision !== null && !REVISION.test(revision))) return null;
    const { credential } = gitCredential(address);
    if (credential !== null) context.logins.add(credential);
    const git = cleanUrl(address);
    const directory = written ?? nameOf(git.replace(/\/+$/, "").replace(/(?:\/\.git|\.git)$/, ""));
    const path = pathOf(directory, context) ?? "";
    // Git clones into no directory in which something is.
    if (isTaken(path, context, each => each !== path)) return null;
    const login = /:\/\/[^/]*@/.test(address) ? { isPrivate: true as const } : {};
    const archive = { git, revision };
    return make(directory, { kind: "unpacked", archive, member: "", isOwn: true, ...login }, context);
}

/**
 * The address and revision of the clone that is at a path as git left it: nothing was put into it, and nothing taken away.
 * Null where there is none, and where its address alone lets nobody in.
 */
export function cloneAt(written: string, context: StepContext): { git: string; revision: string | null } | null {
    const path = pathOf(written, context) ?? "";
    const made = context.made.get(path);
    if (made?.kind !== "unpacked" || !made.isOwn || made.isPartial || made.isPrivate) return null;
    if (!made.archive || !("git" in made.archive)) return null;
    return made.member === "" && !isTaken(path, context, each => each !== path) ? made.archive : null;
}

function judgeCheckout(words: readonly string[], directory: string, context: StepContext): Meaning | null {
    const [revision = "", ...more] = words.filter(word => !/^(?:-q|--(?:quiet|detach))$/.test(word));
    const made = context.made.get(pathOf(directory, context) ?? "");
    if (!REVISION.test(revision) || more.length > 0 || made?.kind !== "unpacked" || !made.isOwn) return null;
    if (!made.archive || !("git" in made.archive)) return null;
    const archive = { ...made.archive, revision: revision.replace(/^origin\//, "") };
    return make(directory, { ...made, archive }, context);
}
