/** Build steps that remove files. Null is what is not understood for certain. */
import { _ } from "../language.ts";
import { fromSources } from "./step-fetch.ts";
import { carried, combineAll, type Meaning, needless, notNeeded, type StepContext } from "./step-meaning.ts";
import { pathOf } from "./step-path.ts";
import { isForAWhile, madeAt, make } from "./step-place.ts";
import type { Command } from "./step-shell.ts";
import { leave } from "./step-trees.ts";
import type { Word } from "./step-word.ts";

/** Caches and logs, also with a pattern at the end. */
const CACHE =
    /^(?:\/var\/(?:cache|log)|\/(?:var\/)?tmp|(?:\/root|~|\$HOME)\/\.cache|\/var\/lib\/(?:dnf\/history|rpm\/__db|yum))(?:[/.*][\w./*{},-]*)?$/;

/** What only helps people to read. */
const DOCUMENTATION = /^\/usr\/share\/(?:doc|man|info|locale|licenses)(?:\/[\w./*{},-]*)?$/;

export function judgeRemove(words: readonly Word[], context: StepContext): Meaning | null {
    const operands = words.filter(({ text }) => !text.startsWith("-"));
    const flags = words.filter(({ text }) => text.startsWith("-"));
    if (operands.length === 0 || !flags.every(({ text }) => /^(?:-[rfvR]+|--force|--recursive)$/.test(text)))
        return null;
    return combineAll(operands.map(operand => judgeOne(operand, context)));
}

function judgeOne({ text, isKnown, isPattern }: Word, context: StepContext): Meaning | null {
    if (!isKnown || text.includes("..")) return null;
    const gone = notNeeded(_("A commit has no caches and no temporary files."));
    if (!isPattern && isGitsOwn(text, context)) return notNeeded(_("Git's own record of a clone is not carried."));
    if (CACHE.test(text) || (!isPattern && isForAWhile(text, context))) {
        if (!isPattern) leave(text, context);
        return gone;
    }
    if (!isPattern && takeAway(text, context)) return notNeeded(_("What an earlier step left there is not carried."));
    if (/^\/etc\/yum\.repos\.d\/[\w.*-]+$/.test(text)) {
        takeAwayFitting(text, context);
        return fromSources();
    }
    if (/^\/etc\/(?:rhsm|pki\/entitlement|pki\/consumer)(?:\/[\w.*-]+)*$/.test(text)) return fromSources();
    if (DOCUMENTATION.test(text)) return needless(_("It only makes an image smaller."));
    // The RPM of ansible-core brings one, and an empty one says as little as none.
    if (text === "/etc/ansible/ansible.cfg") {
        const empty = make(text, { kind: "file", from: { text: "" }, mode: null }, context);
        return (
            empty &&
            carried(empty.effects, _("An empty file, of which Ansible makes as much as of none."), "equivalent")
        );
    }
    return null;
}

/**
 * `rm -rf P && ln -s T P`: whatever was there, the link takes its place. Whether an RPM has something there too, the plan
 * tells of the link.
 */
export function judgeReplaced(command: Command | undefined, next: Command | undefined): Meaning | null {
    const isPlain = [command, next].every(
        each => each && !each.isConditional && each.redirections.length === 0 && each.words.every(isPlainWord),
    );
    const [, path] = /^rm (?:-[rf]+ )*(\/(?:etc|usr)\/\S+)$/.exec(sayWords(command)) ?? [];
    const isLink = next?.joint === "&&" && /^ln -s[fn]* \S+ \S+$/.test(sayWords(next));
    if (!isPlain || path === undefined || !isLink || next.words.at(-1)?.text !== path || path.endsWith("/"))
        return null;
    return notNeeded(_("What the next command puts there takes its place."));
}

const isPlainWord = ({ isKnown, isPattern }: Word): boolean => isKnown && !isPattern;

const sayWords = (command: Command | undefined): string => (command?.words ?? []).map(({ text }) => text).join(" ");

/** Whether all that lies there are files that steps made. */
function takeAway(text: string, context: StepContext): boolean {
    const path = pathOf(text, context);
    const made = path === null ? null : context.made.get(path);
    if (made?.kind !== "file" && !(made?.kind === "unpacked" && made.isOwn)) return false;
    leave(text, context);
    return true;
}

function isGitsOwn(text: string, context: StepContext): boolean {
    const made = madeAt(text, context);
    return made?.kind === "file" && made.from !== null && "git" in made.from && /^\.git(?:\/|$)/.test(made.from.member);
}

function takeAwayFitting(pattern: string, context: StepContext): void {
    const [start = "", end = ""] = pattern.split("*");
    for (const path of [...context.made.keys()]) {
        const isFitting = pattern.includes("*") ? path.startsWith(start) && path.endsWith(end) : path === pattern;
        if (isFitting && madeAt(path, context)) {
            context.made.delete(path);
            context.removed.push(`path ${path}`);
        }
    }
}
