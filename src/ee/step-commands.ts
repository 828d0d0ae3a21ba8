/** What the commands of a RUN instruction become: recognised one by one, and left over as a whole where one is not. */

import { tellsOnly } from "./step-fetch.ts";
import { combine, type Meaning, type StepContext, without } from "./step-meaning.ts";
import { pathOf } from "./step-path.ts";
import { judgePipeline } from "./step-pipeline.ts";
import { judgeReplaced } from "./step-remove.ts";
import { judgeRights } from "./step-rights.ts";
import { type Command, parseShell } from "./step-shell.ts";

/** Null for what is not understood for certain: then the text of what was not. */
export function judgeScript(text: string, context: StepContext): { meaning: Meaning } | { unread: string | null } {
    const commands = context.isShell ? parseShell(text, context.variables) : null;
    if (!commands || commands.length === 0) return { unread: null };
    const { directory } = context;
    const answer = judgeCommands(commands, context);
    // Each instruction starts where the last WORKDIR says.
    context.directory = directory;
    return answer;
}

function judgeCommands(commands: readonly Command[], context: StepContext): ReturnType<typeof judgeScript> {
    // What may fail for another need not happen: understood only where nothing comes of any.
    const isChoice = commands.some(
        ({ joint, words, isConditional }) => isConditional || (joint === "||" && !isEnd(words)),
    );
    const { writes } = context.made;
    const before = new Set(context.made.keys());
    const places = new Map<Command, string | null>();
    let meanings: Meaning[] = [];
    let mayBeSkipped = false;
    for (let at = 0; at < commands.length; ) {
        const length = 1 + commands.slice(at + 1).findIndex(({ joint }) => joint !== "|");
        const pipeline = commands.slice(at, length === 0 ? commands.length : at + length);
        at += pipeline.length;
        const removed = context.removed.length;
        const { directory } = context;
        for (const command of pipeline) places.set(command, directory);
        const isAnEnd = pipeline[0]?.joint === "||" && isEnd(pipeline[0].words);
        const meaning = isAnEnd
            ? tellsOnly()
            : (judgePipeline(pipeline, context) ??
              (pipeline.length === 1 ? judgeWithOthers(commands, at - 1, context) : null));
        if (pipeline[0]?.joint !== "&&") mayBeSkipped = false;
        const isSure = !isChoice && !(mayBeSkipped && commands.slice(at).some(({ joint }) => joint === ";"));
        const isMaybe = pipeline.some(({ isConditional }) => isConditional);
        const hasDone = isChoice && context.made.writes > writes;
        const hasUndone = isMaybe && (context.removed.length > removed || context.directory !== directory);
        if (!meaning || (!isSure && meaning.effects.length > 0) || hasDone || hasUndone)
            return { unread: sayCommand(pipeline) };
        if (!mayDo(pipeline, meaning, context)) return { unread: sayCommand(pipeline) };
        if ((commands[at]?.joint ?? "&&") !== "&&") doubtNew(pipeline, context);
        mayBeSkipped ||= pipeline.some(({ words }) => MAY_FAIL.test(words[0]?.text ?? ""));
        const gone = context.removed.slice(removed);
        if (gone.length > 0) meanings = meanings.map(each => without(each, gone));
        meanings.push(meaning);
    }
    const left = [...context.made.keys()].find(
        path => !path.startsWith("/") && !before.has(path) && !isUsed(path, places),
    );
    if (left !== undefined) return { unread: left };
    return { meaning: combine(meanings) };
}

/** Where the shell goes on whatever came of it, a directory may have been there already. */
function doubtNew([first]: readonly Command[], context: StepContext): void {
    if (first?.words[0]?.text !== "mkdir") return;
    for (const { text } of first.words) {
        const path = pathOf(text, context);
        const made = path === null ? undefined : context.made.get(path);
        if (path !== null && made?.kind === "directory") context.made.set(path, { ...made, isNew: undefined });
    }
}

/** What only the commands beside it tell. */
const judgeWithOthers = (commands: readonly Command[], at: number, context: StepContext): Meaning | null =>
    judgeRights(commands[at], commands) ?? judgeReplaced(commands[at], commands[at + 1], context);

/** Behind these the shell goes on only if something is so; where the last one fails, the build does. */
const MAY_FAIL = /^(?:test|\[|command|which|id|ls|cat|stat|file|grep)$/;

/** A build that ends there leaves nothing. */
const isEnd = (words: Command["words"]): boolean => /^(?:exit|false)$/.test(words[0]?.text ?? "");

/** Nobody but root changes the system; git's settings are everybody's own as well. */
const mayDo = ([first]: readonly Command[], { effects }: Meaning, { isRoot }: StepContext): boolean =>
    isRoot || effects.length === 0 || /^git (?:config|lfs)$/.test(sayWords(first?.words.slice(0, 2) ?? []));

/**
 * A file without a place must be somebody's operand before the line ends, itself or with what it is in, or what is in it.
 *
 * @param places Where each command is run.
 */
const isUsed = (file: string, places: ReadonlyMap<Command, string | null>): boolean =>
    [...places].some(([{ words }, directory]) => {
        const [program = "", ...operands] = words.map(({ text }) => text);
        if (!/^(?:mv|cp|install|rm|tar|unzip|rpm|bash|sh|pip3?)$/.test(program))
            return pathOf(program, { directory }) === file || (file === "." && program.startsWith("./"));
        return (
            file === "." || operands.some(word => isRelated(file, pathOf(word.replace(/\*.*$/, "."), { directory })))
        );
    });

const isRelated = (file: string, path: string | null): boolean =>
    path !== null && (`${path}/`.startsWith(`${file}/`) || `${file}/`.startsWith(`${path}/`));

const sayCommand = (commands: readonly Command[]): string => commands.map(({ words }) => sayWords(words)).join(" | ");

const sayWords = (words: Command["words"]): string => words.map(({ text }) => text).join(" ");
