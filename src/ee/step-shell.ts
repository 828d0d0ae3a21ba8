/**
 * Shell commands of a RUN instruction, as far as they are plain: words, variables that are known, chains, conditions,
 * redirections. Substitutions of commands that change nothing are values that are not known. What is not understood for
 * certain (other substitutions, loops, jobs, here-documents) makes the whole text unread.
 */
import { changeConditions, readKeyword } from "./step-condition.ts";
import { changesNothing } from "./step-substitution.ts";
import { type Cursor, readWord, Unread, type Word } from "./step-word.ts";

export type Redirection = { descriptor: number; isAppended: boolean; target: Word };

/** `joint` stands before it: "" for the first. `isConditional`: it is part of an `if`, and nobody knows whether it runs. */
export type Command = {
    joint: "" | "&&" | "||" | ";" | "|";
    words: Word[];
    redirections: Redirection[];
    isConditional: boolean;
};

export type Variables = ReadonlyMap<string, string>;

/** `NAME=value`, which is a word only behind a command. */
export const isAssignment = (text: string): boolean => /^[A-Za-z_]\w*=/.test(text);

/** Words that begin something else than a command. */
const RESERVED = new Set(
    "if then else elif fi for while until do done case esac function select time coproc { } [[ ]] ! in".split(" "),
);

/** Null for what cannot be read for certain. */
export function parseShell(text: string, variables: Variables): Command[] | null {
    const isHarmless = (script: string) => changesNothing(parseShell(script, variables));
    try {
        return readCommands({ text, at: 0, variables: new Map(variables), isHarmless });
    } catch (error) {
        if (error instanceof Unread) return null;
        throw error;
    }
}

function readCommands(cursor: Cursor): Command[] {
    const commands: Command[] = [];
    let conditions: string[] = [];
    let joint: Command["joint"] = "";
    for (;;) {
        skipBlanks(cursor);
        const keyword: string | null = joint === "" || joint === ";" ? readKeyword(cursor) : null;
        if (keyword !== null) {
            conditions = changeConditions(conditions, keyword);
            skipBlanks(cursor);
            const next: Command["joint"] | null = keyword === "fi" ? readJoint(cursor) : ";";
            if (next === "|") throw new Unread();
            if (next === null && conditions.length === 0) return commands;
            joint = next ?? ";";
            continue;
        }
        const command = readCommand(cursor, joint, conditions.length > 0);
        const next = readJoint(cursor);
        const isEmpty = command.words.length === 0;
        if (isEmpty && (command.redirections.length > 0 || (next !== null && next !== ";"))) throw new Unread();
        // Only a semicolon or a new line may be the last.
        if (isEmpty && next === null && joint !== ";" && joint !== "") throw new Unread();
        if (RESERVED.has(command.words[0]?.text ?? "")) throw new Unread();
        if (!isEmpty) commands.push(command);
        assign(cursor, command, next);
        if (next === null && conditions.length > 0) throw new Unread();
        if (next === null) return commands;
        joint = isEmpty ? joint : next;
    }
}

/** Variables that are set for the commands behind. */
function assign({ variables }: Cursor, { joint, words, isConditional }: Command, next: Command["joint"] | null): void {
    const set = words[0]?.text === "export" ? words.slice(1) : words;
    if (set.length === 0 || !set.every(({ text }) => isAssignment(text))) return;
    if (/^\|/.test(joint) || /^\|/.test(next ?? "")) throw new Unread();
    for (const { text, isKnown } of set) {
        const name = text.slice(0, text.indexOf("="));
        if (isKnown && !isConditional) variables.set(name, text.slice(name.length + 1));
        else variables.delete(name);
    }
}

function readCommand(cursor: Cursor, joint: Command["joint"], isConditional: boolean): Command {
    const command: Command = { joint, words: [], redirections: [], isConditional };
    for (;;) {
        skipBlanks(cursor);
        const redirection = /^([12]?)(>>?)(?!&)/.exec(cursor.text.slice(cursor.at, cursor.at + 3));
        if (cursor.text.startsWith("2>&1", cursor.at)) cursor.at += 4;
        else if (redirection) {
            cursor.at += redirection[0].length;
            skipBlanks(cursor);
            const target = readWord(cursor);
            if (!target?.isKnown || target.isPattern) throw new Unread();
            const descriptor = redirection[1] === "2" ? 2 : 1;
            command.redirections.push({ descriptor, isAppended: redirection[2] === ">>", target });
        } else {
            const word = readWord(cursor);
            if (!word) return command;
            command.words.push(word);
        }
    }
}

/** Blanks, and a comment up to the end of its line. */
function skipBlanks(cursor: Cursor): void {
    cursor.at += /^[ \t]*/.exec(cursor.text.slice(cursor.at))?.[0].length ?? 0;
    if (cursor.text[cursor.at] !== "#") return;
    const end = cursor.text.indexOf("\n", cursor.at);
    cursor.at = end < 0 ? cursor.text.length : end;
}

function readJoint(cursor: Cursor): Command["joint"] | null {
    if (cursor.at >= cursor.text.length) return null;
    const two = cursor.text.slice(cursor.at, cursor.at + 2);
    if (two === "&&" || two === "||") {
        cursor.at += 2;
        return two;
    }
    const one = cursor.text[cursor.at];
    cursor.at += 1;
    if (one === "|") return "|";
    if ((one === ";" && two !== ";;") || one === "\n") return ";";
    throw new Unread();
}
