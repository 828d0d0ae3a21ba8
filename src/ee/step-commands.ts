/** What the commands of a RUN instruction become: recognised one by one, and left over as a whole where one is not. */
import { _ } from "../language.ts";
import { judgeFetch, judgeUnpack } from "./step-fetch.ts";
import {
    judgeLink,
    judgeMakeDirectory,
    judgeMode,
    judgeMove,
    judgeRemove,
    judgeTouch,
    judgeWrite,
} from "./step-files.ts";
import { combine, inBlueprint, inContent, type Meaning, notNeeded, type StepContext } from "./step-meaning.ts";
import { judgeCrb, judgeDnf, judgeGalaxy, judgePip, judgeRpm } from "./step-packages.ts";
import { type Command, parseShell } from "./step-shell.ts";

/** Programs that only write to the log, without a redirection. */
const TELLING = /^(?:whoami|id|pwd|uname|ls|cat|echo|printf|true|:|which|df|free|stat)$/;
/** What may read what another one tells. */
const READING = /^(?:cat|head|tail|grep|sort|wc)$/;

/** Null for what is not understood for certain: then the text of what was not. */
export function judgeScript(text: string, context: StepContext): { meaning: Meaning } | { unread: string | null } {
    const commands = context.isShell ? parseShell(text, context.variables) : null;
    if (!commands || commands.length === 0) return { unread: null };
    // What may fail for another need not happen: understood only where nothing comes of any.
    const isChoice = commands.some(({ joint }) => joint === "||");
    const before = new Set(context.made.keys());
    const meanings: Meaning[] = [];
    for (let at = 0; at < commands.length; ) {
        const length = 1 + commands.slice(at + 1).findIndex(({ joint }) => joint !== "|");
        const pipeline = commands.slice(at, length === 0 ? commands.length : at + length);
        const meaning = judgePipeline(pipeline, context);
        if (!meaning || (isChoice && meaning.fidelity !== "not-needed")) return { unread: sayCommand(pipeline) };
        meanings.push(meaning);
        at += pipeline.length;
    }
    const left = [...context.made.keys()].find(path => !path.startsWith("/") && !before.has(path));
    if (left !== undefined && !isUsed(left, commands)) return { unread: left };
    return { meaning: combine(meanings) };
}

/** A file without a place must be somebody's operand before the line ends. */
const isUsed = (file: string, commands: readonly Command[]): boolean =>
    commands.some(
        ({ words }) =>
            /^(?:mv|cp|install|rm|tar|unzip)$/.test(words[0]?.text ?? "") && words.some(({ text }) => text === file),
    );

const sayCommand = (commands: readonly Command[]): string =>
    commands.map(({ words }) => words.map(({ text }) => text).join(" ")).join(" | ");

function judgePipeline(commands: readonly Command[], context: StepContext): Meaning | null {
    const [first, second, ...more] = commands;
    if (!first) return null;
    if (!second) return judgeCommand(first, context);
    const texts = (command: Command) => plainWords(command);
    const [one, two] = [texts(first), texts(second)];
    const isBare = writesTo(first).length === 0 && writesTo(second).length === 0;
    if (more.length === 0 && one && two && isBare) {
        if (two[0] === "tar") return judgeUnpack(two.slice(1), context, one);
        if (/^sha\d+sum$/.test(two[0] ?? "") && one[0] === "echo" && two.some(word => /^(?:-c|--check)$/.test(word)))
            return notNeeded(_("What is carried has its checksum anyway."));
        if (two[0] === "tee" && /^(?:echo|printf)$/.test(one[0] ?? "") && two.length === (two[1] === "-a" ? 3 : 2))
            return judgeWrite(two.at(-1) ?? "", two[1] === "-a", context);
    }
    const isTold = commands.every(
        (command, index) => writesTo(command).length === 0 && (index === 0 ? isTelling(command) : isReading(command)),
    );
    return isTold ? notNeeded(_("It only tells something.")) : null;
}

/** Null when a word is not known for certain. */
const plainWords = ({ words }: Command): string[] | null =>
    words.every(({ isKnown, isPattern }) => isKnown && !isPattern) ? words.map(({ text }) => text) : null;

/** Files that a command writes, what is thrown away apart. */
const writesTo = ({ redirections }: Command) => redirections.filter(({ target }) => target.text !== "/dev/null");

/** `sort` writes where its option -o says. */
function isReading({ words }: Command): boolean {
    const [name = "", ...given] = words.map(({ text }) => text);
    return READING.test(name) && !(name === "sort" && given.some(word => /^-(?:-o|[^-]*o)/.test(word)));
}

function isTelling({ words }: Command): boolean {
    const [name = "", first, ...rest] = words.map(({ text }) => text);
    const given = words.slice(1).map(({ text }) => text);
    if (name === "date") return given.every(word => /^(?:\+.*|-u|--utc|-R|-I\w*)$/.test(word));
    if (name === "file") return given.every(word => !word.startsWith("-"));
    if (TELLING.test(name) || (name === "env" && first === undefined)) return true;
    if (name === "set") return words.slice(1).every(({ text }) => /^(?:[-+][eux]+|-[eux]*o|pipefail)$/.test(text));
    if (name === "command") return first === "-v" && rest.length === 1;
    const isVersion = /^(?:--version|-V|version)$/.test(first ?? "");
    return /^(?:[\w/$-]|\.\d)+$/.test(name) && isVersion && rest.every(word => /^--(?:client|short)$/.test(word));
}

function judgeCommand(command: Command, context: StepContext): Meaning | null {
    const [written, ...more] = writesTo(command);
    const plain = plainWords(command);
    if (written) {
        const isText = /^(?:echo|printf)$/.test(command.words[0]?.text ?? "") && plain !== null;
        const isWhole = isText && more.length === 0 && written.descriptor === 1;
        return isWhole ? judgeWrite(written.target.text, written.isAppended, context) : null;
    }
    if (isTelling(command)) return notNeeded(_("It only tells something."));
    const [name, ...rest] = command.words;
    if (!name?.isKnown || name.isPattern) return null;
    const program = name.text.replace(/^\/(?:usr\/)?s?bin\//, "");
    if (program === "rm") return judgeRemove(rest, context);
    if (program === "chmod" || program === "chown") return judgeMode(rest, context, program === "chown");
    return plain && judgeProgram(program, plain.slice(1), context);
}

function judgeProgram(program: string, words: readonly string[], context: StepContext): Meaning | null {
    if (/^(?:dnf|dnf5|yum|microdnf)$/.test(program)) return context.isRoot ? judgeDnf(words, context) : null;
    if (/^pip(?:3(?:\.\d+)?)?$/.test(program)) return judgePip(words, context);
    if (/^python(?:3(?:\.\d+)?)?$/.test(program)) {
        if (words[0] === "-m" && words[1] === "pip") return judgePip(words.slice(2), context);
        const isBootstrap = words[0] === "-m" && words[1] === "ensurepip";
        return isBootstrap ? notNeeded(_("It only installs what comes after it.")) : null;
    }
    switch (program) {
        case "rpm":
            return context.isRoot ? judgeRpm(words, context) : null;
        case "crb":
            return judgeCrb(words, context);
        case "ansible-galaxy":
            return judgeGalaxy(words, context);
        case "mkdir":
            return judgeMakeDirectory(words, context);
        case "ln":
            return judgeLink(words, context);
        case "cp":
        case "mv":
        case "install":
            return judgeMove(words, context);
        case "touch":
            return judgeTouch(words, context);
        case "curl":
        case "wget":
            return judgeFetch(program, words, context);
        case "tar":
            return judgeUnpack(words, context, null);
        default:
            return judgeSystem(program, words, context);
    }
}

/** What changes the system as a whole. */
function judgeSystem(program: string, words: readonly string[], context: StepContext): Meaning | null {
    const all = words.join(" ");
    const isRoot = context.isRoot;
    if (program === "git" && isRoot && /^lfs install --system(?: --skip-repo)?$/.test(all))
        return inBlueprint(_("A file below /etc, /etc/gitconfig."));
    if (program === "update-ca-trust" && /^(?:extract)?$/.test(all))
        return inBlueprint(_("A service that does it when the system starts."), "equivalent");
    if (/^(?:update-)?alternatives$/.test(program) && /^(?:--set \S+ \/\S+|--install \/\S+ \S+ \/\S+ \d+)$/.test(all))
        return inContent(_("A link in its place."), "equivalent");
    if (program === "useradd" || program === "groupadd") return judgeAccount(words);
    if (program === "systemctl" && /^(?:enable|disable|mask)(?: [\w@.-]+)+$/.test(all))
        return inBlueprint(_("Services that start with the system, or do not."));
    return null;
}

/** An account: its options are those that a blueprint knows. */
function judgeAccount(words: readonly string[]): Meaning | null {
    let names = 0;
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        if (/^-[ugGdsc]$|^--(?:uid|gid|groups|home-dir|shell|comment)$/.test(word)) at += 1;
        else if (/^[a-z_][a-z0-9_-]*$/.test(word)) names += 1;
        else if (!/^-[mMr]$|^--(?:create-home|system)$|^--(?:uid|gid|groups|home-dir|shell|comment)=\S+$/.test(word))
            return null;
    }
    return names === 1 ? inBlueprint(_("An account.")) : null;
}
