/** What one command becomes, with what its output is piped into. Null is what is not understood for certain. */
import { _ } from "../language.ts";
import { REDACTED } from "./redact-url.ts";
import { readTarget } from "./step-directory.ts";
import { addressOf, judgeChecksum, judgeFetch, judgeInstaller, readFetch, tellsOnly } from "./step-fetch.ts";
import { fitWords } from "./step-glob.ts";
import type { Meaning, StepContext } from "./step-meaning.ts";
import { notNeeded } from "./step-meaning.ts";
import { judgeMode } from "./step-mode.ts";
import { judgeOwner } from "./step-owner.ts";
import { nameOf, pathOf } from "./step-path.ts";
import { judgeProgram } from "./step-programs.ts";
import { judgeFind, judgeRemove } from "./step-remove.ts";
import { judgeSed } from "./step-sed.ts";
import { type Command, isAssignment } from "./step-shell.ts";
import { isReading, isTelling } from "./step-telling.ts";
import { judgeUnpack } from "./step-unpack.ts";
import { judgeWrite, textOf } from "./step-write.ts";

/** What would be made of a secret that is left out is not what the author wrote. */
export function judgePipeline(commands: readonly Command[], context: StepContext): Meaning | null {
    const meaning = judgeCommands(commands, context);
    const isHidden = commands.some(({ words }) => words.some(({ text }) => HIDDEN.test(text)));
    return isHidden && (meaning?.effects.length ?? 0) > 0 ? null : meaning;
}

/** Beside what lets one in, in an address: that counts for the fetch only, which has it. */
const HIDDEN = new RegExp(`(?<!://|[?])${REDACTED}`);

function judgeCommands(commands: readonly Command[], context: StepContext): Meaning | null {
    const [first, second, ...more] = commands;
    if (!first) return null;
    if (!second) return judgeCommand(first, context);
    const [one, two] = [plainWords(first), plainWords(second)];
    const isBare = writesTo(first).length === 0 && writesTo(second).length === 0;
    if (more.length === 0 && one && two && isBare) {
        const meaning = judgePair(one, two, context);
        if (meaning) return meaning;
    }
    const isTold = commands.every(
        (command, index) => writesTo(command).length === 0 && (index === 0 ? isTelling(command) : isReading(command)),
    );
    return isTold ? tellsOnly() : null;
}

/** A command that writes what another one takes. */
function judgePair(one: readonly string[], two: readonly string[], context: StepContext): Meaning | null {
    const [program = "", ...words] = two;
    if (program === "tar") return judgeUnpack(program, words, context, one);
    const text = textOf(one);
    if (program === "sha256sum" && words.every(word => /^(?:-c|--check|-|--status|--strict|--quiet)$/.test(word)))
        return text !== null && words.length > 0 ? judgeChecksum(text, context) : null;
    const isTee = program === "tee" && words.length === (words[0] === "-a" ? 2 : 1);
    if (isTee && text !== null) return judgeWrite(words.at(-1) ?? "", text, words[0] === "-a", context);
    if (isTee && words[0] !== "-a") return judgeFetch(one[0] ?? "", one.slice(1), context, words[0] ?? null);
    const isShell =
        /^(?:\/(?:usr\/)?bin\/)?(?:ba)?sh$/.test(program) && (words.length === 0 || words.join(" ") === "-");
    const fetch = isShell ? readFetch(one[0] ?? "", one.slice(1)) : null;
    return fetch?.file === "-" ? judgeInstaller(fetch.url, context) : null;
}

/** What of a command may be unknown: the addresses of downloads and of RPMs, since their names tell enough. */
const MAY_BE_UNKNOWN: readonly [program: RegExp, word: RegExp][] = [
    [/^(?:curl|wget)$/, /^\S+$/],
    [/^(?:dnf|dnf5|yum|microdnf|rpm)$/, /^https?:\/\/\S+\.rpm$/],
];

/** Null when a word is not known for certain. */
function plainWords({ words }: Command): string[] | null {
    const program = nameOf(words[0]?.text ?? "");
    const [, unknown] = MAY_BE_UNKNOWN.find(([name]) => name.test(program)) ?? [];
    const isPlain = words.every(({ text, isKnown, isPattern }) => !isPattern && (isKnown || unknown?.test(text)));
    return isPlain ? words.map(({ text }) => text) : null;
}

/** Files that a command writes, what is thrown away apart. */
const writesTo = ({ redirections }: Command) => redirections.filter(({ target }) => target.text !== "/dev/null");

/** Variables for one command, which do not change what it leaves. */
const FOR_ONE = /^(?:ACCEPT_EULA|LANG|LC_ALL|PIP_(?:NO|BREAK|ROOT|DISABLE)_\w+|\w+_proxy)=/i;

/** Programs that are given what fits a pattern; those that read patterns themselves know what to make of them. */
const FITTED = /^(?:cp|dnf|dnf5|install|microdnf|mv|pip3?|rpm|yum)$/;

function fitting(command: Command, context: StepContext): Command {
    const program = nameOf(command.words[0]?.text ?? "");
    const words = FITTED.test(program) ? fitWords(command.words, program, context) : null;
    return { ...command, words: words ?? command.words };
}

function judgeCommand(whole: Command, context: StepContext): Meaning | null {
    const set = whole.words.findIndex(({ text }) => !isAssignment(text));
    // Python looks for modules there, wherever it starts in this step.
    if (whole.words.some(({ text }) => /^PYTHON(?:PATH|HOME)=/.test(text))) return null;
    if (set < 0 || (whole.words[0]?.text === "export" && whole.words.slice(1).every(({ text }) => isAssignment(text))))
        return notNeeded(_("Its value is put in where it is used."));
    if (!whole.words.slice(0, set).every(({ text }) => FOR_ONE.test(text))) return null;
    const command = fitting({ ...whole, words: whole.words.slice(set) }, context);
    const [written, ...more] = writesTo(command);
    const plain = plainWords(command);
    if (written) {
        if (more.length > 0 || written.descriptor !== 1 || !plain) return null;
        const { target, isAppended } = written;
        if (isContainers(plain, target.text, context))
            return notNeeded(_("It is for a container that runs, and systemd runs the system."));
        const text = textOf(plain);
        if (text !== null) return judgeWrite(target.text, text, isAppended, context);
        return isAppended ? null : judgeFetch(plain[0] ?? "", plain.slice(1), context, target.text);
    }
    if (isTelling(command)) return tellsOnly();
    const [name, ...rest] = command.words;
    if (!name?.isKnown || name.isPattern) return null;
    const program = name.text.replace(/^\/(?:usr\/(?:local\/)?)?s?bin\//, "");
    if (program === "rm") return judgeRemove(rest, context);
    if (program === "find") return judgeFind(rest);
    if (program === "chmod") return judgeMode(rest, context);
    if (program === "chown" || program === "chgrp") return judgeOwner(program, rest, context);
    if (program === "cd") return plain && rest.length === 1 ? enter(plain[1] ?? "", context) : null;
    if (program === "sed" && rest.every(({ isKnown }) => isKnown))
        return judgeSed(
            rest.map(({ text }) => text),
            context,
        );
    if (!plain) return null;
    const isAmazons = name.text === "./aws/install" || name.text.endsWith("/aws/install");
    if (isAmazons) return judgeInstaller(addressOf(name.text, context), context);
    const script =
        /^(?:ba)?sh$/.test(program) && rest.length === 1 ? (plain[1] ?? "") : rest.length === 0 ? name.text : null;
    return (
        judgeProgram(program, plain.slice(1), context) ??
        (script === null ? null : judgeInstaller(addressOf(script, context), context))
    );
}

/** Null for where nobody knows. */
const aboveOf = (path: string): string | null =>
    path.startsWith("/") ? path.slice(0, path.lastIndexOf("/")) || "/" : (/^(.*)\/[^/]*$/.exec(path)?.[1] ?? null);

/** ansible-builder's own entrypoint, put into what the definition has in its place. */
const isContainers = (words: readonly string[], file: string, { entrypoint }: StepContext): boolean =>
    words.join(" ") === "cat /opt/builder/bin/entrypoint" && entrypoint.split(/[\s",[\]]+/).includes(file);

/** Where the commands behind it start: where that is not known, in a directory that was made there. */
function enter(written: string, context: StepContext): Meaning | null {
    const isUp = /^\.\.\/?$/.test(written) && context.directory !== null;
    const path = isUp ? aboveOf(context.directory ?? "/") : pathOf(written, context);
    if (!isUp && (path === null || !(path.startsWith("/") || readTarget(path, context) === "directory"))) return null;
    context.directory = path;
    return notNeeded(_("Only later steps use it."));
}
