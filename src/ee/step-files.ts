/** Build steps that make, move, fetch and remove files. Null is what is not understood for certain. */
import { _ } from "../language.ts";
import {
    inBlueprint,
    inContent,
    type Meaning,
    madeAt,
    make,
    notNeeded,
    placeFile,
    type StepContext,
} from "./step-meaning.ts";
import { combineAll } from "./step-packages.ts";
import type { Word } from "./step-shell.ts";

type Judge = (words: readonly string[], context: StepContext) => Meaning | null;

/** Caches and logs, also with a pattern at the end. */
const CACHE =
    /^(?:\/var\/(?:cache|log)|\/(?:var\/)?tmp|(?:\/root|~)\/\.cache|\/var\/lib\/dnf\/history)(?:[/.*][\w./*{},-]*)?$/;

/** Removing: caches, and what earlier steps left only for a while. */
export function judgeRemove(words: readonly Word[], context: StepContext): Meaning | null {
    const operands = words.filter(({ text }) => !text.startsWith("-"));
    const flags = words.filter(({ text }) => text.startsWith("-"));
    const isGone = ({ text, isKnown }: Word) =>
        isKnown && !text.includes("..") && (CACHE.test(text) || madeAt(text, context) === "scratch");
    if (operands.length === 0 || !operands.every(isGone) || !flags.every(({ text }) => /^-[rfv]+$/.test(text)))
        return null;
    return notNeeded(_("A commit has no caches and no temporary files."));
}

export const judgeMakeDirectory: Judge = (words, context) => {
    const operands = words.filter(word => !word.startsWith("-"));
    if (operands.length === 0 || !words.every(word => !word.startsWith("-") || /^-(?:p|v|pv|-parents)$/.test(word)))
        return null;
    return combineAll(
        operands.map(operand => {
            const atStart = inBlueprint(_("A directory that is made when the system starts."), "equivalent");
            if (/^\/(?:var\/)?run\/[\w./-]+$/.test(operand) && !operand.includes("..")) return atStart;
            const meaning = make(operand, context);
            return meaning?.carrier === "content" && /^\/(?:opt|srv|home|root|var)\//.test(operand) ? atStart : meaning;
        }),
    );
};

/** Modes and owners of what earlier steps made; whose files are an RPM's are as the RPM says. */
export function judgeMode(words: readonly Word[], context: StepContext, isOwner: boolean): Meaning | null {
    const [mode, ...operands] = words.filter(({ text }) => !/^-R$/.test(text));
    const isMode = isOwner ? /^[\w.-]*(?::[\w.-]*)?$/ : /^(?:[0-7]{3,4}|[ugoa]*[+-][rwxX]+)$/;
    if (!mode?.isKnown || !isMode.test(mode.text) || operands.length === 0) return null;
    return combineAll(
        operands.map(({ text, isKnown }) => {
            const state = isKnown ? madeFitting(text, context) : null;
            if (state === "scratch") return notNeeded(_("Only later steps use it."));
            const meaning = state && placeFile(text.replace(/[*?].*$/, "x"));
            return meaning && isOwner ? { ...meaning, fidelity: "equivalent" } : meaning;
        }),
    );
}

function madeFitting(path: string, context: StepContext): "kept" | "scratch" | null {
    const pattern = /[*?[]/.exec(path);
    if (!pattern) return madeAt(path, context);
    const fitting = [...context.made].filter(([own]) => own.startsWith(path.slice(0, pattern.index)));
    return fitting[0]?.[1] ?? null;
}

/** A symbolic link. */
export const judgeLink: Judge = (words, context) => {
    const flags = words.filter(word => word.startsWith("-"));
    const [target = "", link = "", ...more] = words.filter(word => !word.startsWith("-"));
    const isSymbolic = flags.some(flag => flag.includes("s")) && flags.every(flag => /^-[sfnv]+$/.test(flag));
    if (!isSymbolic || more.length > 0 || link === "" || link.endsWith("/")) return null;
    if (link === "/etc/localtime")
        return target.startsWith("/usr/share/zoneinfo/") ? inBlueprint(_("The time zone.")) : null;
    if (link === "/bin/sh" && target === "/bin/bash") return notNeeded(_("It is so already."));
    const meaning = make(link, context);
    return meaning?.carrier === "blueprint" ? inContent(_("A link.")) : meaning;
};

/** `cp`, `mv` and `install` of what earlier steps fetched or brought. */
export const judgeMove: Judge = (words, context) => {
    const operands: string[] = [];
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        if (/^-[mog]$/.test(word)) at += 1;
        else if (!/^-[fvpD]+$|^-m?0?[0-7]{3,4}$/.test(word)) operands.push(word);
    }
    const [source = "", target = "", ...more] = operands;
    if (more.length > 0 || target === "" || madeAt(source, context) === null || source.startsWith("-")) return null;
    const path = target.endsWith("/") || isDirectory(target) ? `${target}/${nameOf(source)}` : target;
    const meaning = make(path, context);
    return meaning?.carrier === "blueprint" ? inContent(meaning.note) : meaning;
};

const isDirectory = (path: string): boolean => /\/s?bin$/.test(path);
const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** A file that is written whole; adding to one is understood only where an earlier step wrote it. */
export function judgeWrite(path: string, isAppended: boolean, context: StepContext): Meaning | null {
    if (isAppended && madeAt(path, context) === null) return null;
    const meaning = make(path, context);
    return /^\/etc\/yum\.repos\.d\//.test(path)
        ? inBlueprint(_("A repository, as a source of the composer."), "equivalent")
        : meaning;
}

/** An empty file. */
export const judgeTouch: Judge = (words, context) =>
    words.length > 0 && words.every(word => /^\/[\w./-]+$/.test(word))
        ? combineAll(words.map(word => make(word, context)))
        : null;
