/** Build steps that make, move, fetch and remove files. Null is what is not understood for certain. */
import { _ } from "../language.ts";
import { plainPath } from "./files.ts";
import {
    combine,
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
    return make(target.endsWith("/") || isDirectory(target) ? `${target}/${nameOf(source)}` : target, context);
};

const isDirectory = (path: string): boolean => /\/s?bin$/.test(path);
const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** What curl or wget fetches, and where to; "-" is standard output. Null for other options. */
function readFetch(program: string, words: readonly string[]): { url: string; file: string } | null {
    const urls: string[] = [];
    let file: string | null = program === "curl" ? "-" : null;
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        const output = /^(?:-[fsSLg]*o|--output)$/.test(word) && program === "curl";
        const document = /^(?:-q?O|--output-document)$/.test(word) && program === "wget";
        const [, inline] = /^(?:--output|--output-document|-q?O)=?(-?.*)$/.exec(word) ?? [];
        if (output || document) {
            at += 1;
            file = words[at] ?? null;
        } else if (program === "curl" && /^(?:-[fsSLg]*O|--remote-name)$/.test(word)) file = null;
        else if (program === "wget" && inline) file = inline;
        else if (/^--(?:retry|max-time|connect-timeout|tries|timeout|retry-delay)$/.test(word)) at += 1;
        else if (
            /^(?:-[fsSLgqnv]+|-#|--(?:fail|silent|show-error|location|quiet|no-verbose|create-dirs|compressed)|--proto=\S+|--tlsv1\.\d|--(?:retry|tries)=\d+)$/.test(
                word,
            )
        )
            continue;
        else if (/^https?:\/\/[^\s*?]+$/.test(word)) urls.push(word);
        else return null;
    }
    const [url, ...more] = urls;
    return url === undefined || more.length > 0 ? null : { url, file: file ?? nameOf(url.replace(/[?#].*$/, "")) };
}

/** Fetching into a file. One that has no place yet must be moved to one. */
export function judgeFetch(program: string, words: readonly string[], context: StepContext): Meaning | null {
    const fetch = readFetch(program, words);
    if (!fetch || fetch.file === "-" || fetch.file === "") return null;
    if (/^\/etc\/yum\.repos\.d\/[\w.-]+$/.test(fetch.file))
        return inBlueprint(_("A repository, as a source of the composer."), "equivalent");
    if (fetch.file.startsWith("/")) {
        const meaning = make(fetch.file, context);
        return meaning?.carrier === "blueprint" ? inContent(_("A file from an address.")) : meaning;
    }
    if (/^[\w.+-]+$/.test(fetch.file)) context.made.set(fetch.file, "scratch");
    return /^[\w.+-]+$/.test(fetch.file) ? notNeeded(_("Only later steps use it.")) : null;
}

/** An archive that is unpacked: one that an earlier step brought, or what the command before writes. */
export function judgeUnpack(
    words: readonly string[],
    context: StepContext,
    before: readonly string[] | null,
): Meaning | null {
    const fetched = before && readFetch(before[0] ?? "", before.slice(1));
    if (before && fetched?.file !== "-") return null;
    let directory = "";
    let archive: string | null = before ? "-" : null;
    const members: string[] = [];
    const [first = "", ...rest] = words;
    if (!/^-?[xvzjJf]*$/.test(first) || !first.includes("x")) return null;
    const queue = [...rest];
    if (first.includes("f")) archive = queue.shift() ?? null;
    while (queue.length > 0) {
        const word = queue.shift() ?? "";
        if (word === "-C" || word === "--directory") directory = queue.shift() ?? "";
        else if (/^--strip-components=?\d*$/.test(word)) {
            if (!word.includes("=")) queue.shift();
        } else if (/^-[vzjJ]+$|^--no-same-owner$/.test(word)) continue;
        else if (word.startsWith("-") || !/^[\w./+-]+$/.test(word)) return null;
        else members.push(word);
    }
    const isThere = before ? archive === "-" : archive !== null && madeAt(archive, context) !== null;
    if (!isThere || !directory.startsWith("/")) return null;
    const paths = members.length > 0 ? members.map(member => `${plainPath(directory)}/${nameOf(member)}`) : [directory];
    const meanings = paths.map(path => make(path, context));
    if (meanings.some(meaning => meaning === null)) return null;
    return combine(
        meanings.flatMap(meaning => (meaning?.carrier === "blueprint" ? inContent(meaning.note) : (meaning ?? []))),
    );
}

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
