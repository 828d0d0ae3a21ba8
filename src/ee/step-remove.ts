/** Build steps that remove files. Null is what is not understood for certain. */
import { _ } from "../language.ts";
import { archiveName } from "./effect.ts";
import { readFileTarget } from "./step-directory.ts";
import { fromSources } from "./step-fetch.ts";
import { isFitting } from "./step-glob.ts";
import { carried, combineAll, type Meaning, needless, notNeeded, type StepContext } from "./step-meaning.ts";
import { isScratch, pathOf } from "./step-path.ts";
import { isForAWhile, type Made, madeAt, make } from "./step-place.ts";
import type { Command } from "./step-shell.ts";
import { keepEmpty, leave } from "./step-trees.ts";
import { listAbove, type Unpacked } from "./step-unpacked.ts";
import type { Word } from "./step-word.ts";

/** Caches and logs, also with a pattern at the end. */
const CACHE =
    /^(?:\/var\/(?:cache|log)|\/(?:var\/)?tmp|(?:\/root|~|\$HOME)\/\.cache|\/var\/lib\/(?:dnf\/history|rpm\/__db|yum))(?:[/.*][\w./*{},-]*)?$/;

/** What only helps people to read. */
const DOCUMENTATION = /^\/usr\/share\/(?:doc|man|info|locale|licenses)(?:\/[\w./*{},-]*)?$/;

/** What only says where packages are from. */
const SOURCES = /^\/etc\/(?:yum\.repos\.d\/[\w.*-]+|(?:rhsm|pki\/entitlement|pki\/consumer)(?:\/[\w.*-]+)*)$/;

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
    if (CACHE.test(text) || (!isPattern && isForAWhile(text, context)))
        return forgets(text, isPattern, context) ? gone : null;
    const taken = isPattern ? null : takeAway(text, context);
    if (taken) return combineAll([notNeeded(_("What an earlier step left there is not carried.")), ...taken]);
    if (SOURCES.test(text)) return forgets(text, isPattern, context) ? fromSources() : null;
    if (DOCUMENTATION.test(text))
        return forgets(text, isPattern, context) ? needless(_("It only makes an image smaller.")) : null;
    if (!isPattern && isOnlyMachines(text, context)) return notNeeded(_("Nothing of that is in a commit."));
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
 * What lies in a directory of its own in /usr/local, where no step has put anything: it is the machine's on every OSTree
 * system. What pip installs lies among the programs and libraries there.
 */
function isOnlyMachines(text: string, context: StepContext): boolean {
    const path = pathOf(text, context) ?? "";
    if (!/^\/usr\/local\/(?!(?:s?bin|lib(?:64|exec)?|share|include|etc)(?:\/|$))./.test(path)) return false;
    const isNear = ([each, { kind }]: [string, Made]) =>
        each === path || each.startsWith(`${path}/`) || (kind !== "directory" && path.startsWith(`${each}/`));
    return ![...context.made].some(isNear);
}

/** Tests of `find` for what Python has compiled, which may come in any order. */
const COMPILED =
    /^(?:-(?:type [df]|depth|prune|print) )*-name (?:__pycache__|\*\.py(?:c|o|\[co\]))(?: -(?:type [df]|depth|prune|print))*$/;
const REMOVING = / (?:-delete|-exec rm(?: -[rfv]+)+ \{\} [+;])$/;

/** `find` that removes what Python has compiled, and nothing else. */
export function judgeFind(given: readonly Word[]): Meaning | null {
    if (!given.every(({ text, isKnown, isPattern }) => isKnown && (!isPattern || text === "{}"))) return null;
    const words = given.map(({ text }) => text);
    if (words.some(word => /\s/.test(word))) return null;
    const start = words.findIndex(word => !word.startsWith("/"));
    const asked = words.slice(start).join(" ");
    const tests = asked.replace(REMOVING, "");
    const [, grouped = tests] = /^\( (.*) \)$/.exec(tests) ?? [];
    const isCompiled = start > 0 && tests !== asked && grouped.split(" -o ").every(part => COMPILED.test(part));
    return isCompiled ? needless(_("It only makes an image smaller.")) : null;
}

/**
 * `rm -rf P && ln -s T P`: whatever was there, the link takes its place. Whether an RPM has something there too, the plan
 * tells of the link.
 */
export function judgeReplaced(
    command: Command | undefined,
    next: Command | undefined,
    context: StepContext,
): Meaning | null {
    const isPlain = [command, next].every(
        each => each && !each.isConditional && each.redirections.length === 0 && each.words.every(isPlainWord),
    );
    const [, path] = /^rm (?:-[rf]+ )*(\/(?:etc|usr)\/\S+)$/.exec(sayWords(command)) ?? [];
    const isLink = next?.joint === "&&" && /^ln -s[fn]* \S+ \S+$/.test(sayWords(next));
    if (!isPlain || path === undefined || !isLink || next.words.at(-1)?.text !== path || path.endsWith("/"))
        return null;
    // A link would be put into a directory that there seems to be still.
    leave(path, context);
    if (readFileTarget(path, "", context) === "directory") return null;
    context.gone = path;
    return notNeeded(_("What the next command puts there takes its place."));
}

const isPlainWord = ({ isKnown, isPattern }: Word): boolean => isKnown && !isPattern;

const sayWords = (command: Command | undefined): string => (command?.words ?? []).map(({ text }) => text).join(" ");

/** Take away what steps made there, and answer what stays; null where other things may lie there. */
function takeAway(text: string, context: StepContext): Meaning[] | null {
    const path = pathOf(text, context) ?? "";
    const made = context.made.get(path);
    const above = listAbove(path, context).filter(({ at }) => !isScratch(at));
    if (above.length > 0 && above.every(({ unpacked }) => isItself(made, path, unpacked))) {
        context.made.delete(path);
        context.removed.push(`path ${path}`);
        return [];
    }
    // What an archive has there as well would be gone, too.
    if (above.length > 0) return null;
    return made?.kind === "file" || (made?.kind === "unpacked" && made.isOwn) ? leave(text, context) : null;
}

/**
 * Whether it is the archive that was unpacked where it lies, under its own name. That it holds a file of that name the
 * plan tells once it is fetched.
 */
function isItself(made: Made | undefined, path: string, { archive }: Unpacked): boolean {
    if (made?.kind !== "file" || !made.from || !("url" in made.from) || !archive || !("url" in archive)) return false;
    const { url, member } = made.from;
    const name = archiveName(url);
    return member === null && url === archive.url && name !== null && path.endsWith(`/${name}`);
}

function isGitsOwn(text: string, context: StepContext): boolean {
    const made = madeAt(text, context);
    return made?.kind === "file" && made.from !== null && "git" in made.from && /^\.git(?:\/|$)/.test(made.from.member);
}

/** Note that what a word means is gone; false where it is not known what of it steps have made, or it is carried all the same. */
function forgets(text: string, isPattern: boolean, context: StepContext): boolean {
    const written = text.replace(/^(?:~|\$HOME)(?=\/)/, "/root");
    const [, directory = "", name = ""] = /^(.*)\/([^/]+)$/.exec(written) ?? [];
    const isPlain = !isPattern || (/^[^*?{}]+$/.test(directory) && !/[?{}]/.test(name));
    const start = pathOf(isPlain ? `${directory}/x` : written.replace(/[*?{}].*$/, "x"), context)?.slice(0, -1);
    if (start === undefined) return !isPattern;
    const over = [...context.made].filter(([at, { kind }]) => kind === "unpacked" && start.startsWith(`${at}/`));
    if (!isPlain) return over.length === 0 && ![...context.made.keys()].some(path => path.startsWith(start));
    if (over.some(([at]) => !isScratch(at))) return false;
    for (const [at, made] of over) if (made.kind === "unpacked") context.made.set(at, { ...made, isPartial: true });
    if (isPattern) leaveFitting(start, name, context);
    else leave(written, context);
    return true;
}

/** @param start Of all paths in its directory, the slash with it. */
function leaveFitting(start: string, pattern: string, context: StepContext): void {
    const parts = pattern.split("*");
    const before = context.made.size;
    for (const path of [...context.made.keys()])
        if (path.startsWith(start) && isFitting(path.slice(start.length).split("/")[0] ?? "", parts)) {
            context.made.delete(path);
            if (!isScratch(path)) context.removed.push(`path ${path}`);
        }
    if (context.made.size < before) keepEmpty(start.slice(0, -1), context);
}
