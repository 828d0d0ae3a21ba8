/**
 * Shell commands of a RUN instruction, as far as they are plain: words, variables that are known, chains, redirections.
 * Substitutions of commands that change nothing are values that are not known. What is not understood for certain
 * (other substitutions, loops, conditions, jobs, here-documents) makes the whole text unread.
 */

import { changesNothing, endOfSubstitution } from "./step-substitution.ts";

export type Word = {
    /** Without quotes, variables replaced; one that is not known stands as "$NAME", what a command would say as "$()". */
    text: string;
    /** Whether every variable in it is known. */
    isKnown: boolean;
    /** Whether the shell would make other words of it: files that fit, or what stands in braces. */
    isPattern: boolean;
};

export type Redirection = { descriptor: number; isAppended: boolean; target: Word };

/** `joint` stands before it: "" for the first. */
export type Command = { joint: "" | "&&" | "||" | ";" | "|"; words: Word[]; redirections: Redirection[] };

export type Variables = ReadonlyMap<string, string>;

/** `NAME=value`, which is a word only behind a command. */
export const isAssignment = (text: string): boolean => /^[A-Za-z_]\w*=/.test(text);

/** Words that begin something else than a command. */
const RESERVED = new Set(
    "if then else elif fi for while until do done case esac function select time coproc { } [[ ]] ! in".split(" "),
);
/** Characters that are read as something else than themselves, where they are not quoted. */
const UNREAD = new Set("`()<&");

/** Variables in variables would make any word longer than memory. */
const LONGEST = 60_000;

class Unread extends Error {}

/** Null for what cannot be read for certain. */
export function parseShell(text: string, variables: Variables): Command[] | null {
    try {
        return new Reader(text, variables).commands();
    } catch (error) {
        if (error instanceof Unread) return null;
        throw error;
    }
}

class Reader {
    private at = 0;
    private readonly text: string;
    private readonly variables: Map<string, string>;

    constructor(text: string, variables: Variables) {
        this.text = text;
        this.variables = new Map(variables);
    }

    commands(): Command[] {
        const commands: Command[] = [];
        let joint: Command["joint"] = "";
        for (;;) {
            const command = this.command(joint);
            const next = this.joint();
            const isEmpty = command.words.length === 0;
            if (isEmpty && (command.redirections.length > 0 || (next !== null && next !== ";"))) throw new Unread();
            // Only a semicolon or a new line may be the last.
            if (isEmpty && next === null && joint !== ";" && joint !== "") throw new Unread();
            if (RESERVED.has(command.words[0]?.text ?? "")) throw new Unread();
            if (!isEmpty) commands.push(command);
            this.assign(command, next);
            if (next === null) return commands;
            joint = isEmpty ? joint : next;
        }
    }

    /** Variables that are set for the commands behind. */
    private assign({ joint, words }: Command, next: Command["joint"] | null): void {
        const set = words[0]?.text === "export" ? words.slice(1) : words;
        if (set.length === 0 || !set.every(({ text }) => isAssignment(text))) return;
        if (/^\|/.test(joint) || /^\|/.test(next ?? "")) throw new Unread();
        for (const { text, isKnown } of set) {
            const name = text.slice(0, text.indexOf("="));
            if (isKnown) this.variables.set(name, text.slice(name.length + 1));
            else this.variables.delete(name);
        }
    }

    private command(joint: Command["joint"]): Command {
        const command: Command = { joint, words: [], redirections: [] };
        for (;;) {
            this.skipBlanks();
            const redirection = /^([12]?)(>>?)(?!&)/.exec(this.text.slice(this.at, this.at + 3));
            if (this.text.startsWith("2>&1", this.at)) this.at += 4;
            else if (redirection) {
                this.at += redirection[0].length;
                this.skipBlanks();
                const target = this.word();
                if (!target?.isKnown || target.isPattern) throw new Unread();
                const descriptor = redirection[1] === "2" ? 2 : 1;
                command.redirections.push({ descriptor, isAppended: redirection[2] === ">>", target });
            } else {
                const word = this.word();
                if (!word) return command;
                command.words.push(word);
            }
        }
    }

    /** Blanks, and a comment up to the end of its line. */
    private skipBlanks(): void {
        this.at += /^[ \t]*/.exec(this.text.slice(this.at))?.[0].length ?? 0;
        if (this.text[this.at] !== "#") return;
        const end = this.text.indexOf("\n", this.at);
        this.at = end < 0 ? this.text.length : end;
    }

    private joint(): Command["joint"] | null {
        if (this.at >= this.text.length) return null;
        const two = this.text.slice(this.at, this.at + 2);
        if (two === "&&" || two === "||") {
            this.at += 2;
            return two;
        }
        const one = this.text[this.at];
        this.at += 1;
        if (one === "|") return "|";
        if ((one === ";" && two !== ";;") || one === "\n") return ";";
        throw new Unread();
    }

    private word(): Word | null {
        const word: Word = { text: "", isKnown: true, isPattern: false };
        const start = this.at;
        for (; this.at < this.text.length; this.at++) {
            const character = this.text[this.at] ?? "";
            if (/[\s;|]/.test(character) || this.text.startsWith("&&", this.at) || character === ">") break;
            if (UNREAD.has(character)) throw new Unread();
            if (character === "'") this.single(word);
            else if (character === '"') this.double(word);
            else if (character === "$") this.variable(word, false);
            else if (character === "\\") {
                this.at += 1;
                if (this.at >= this.text.length) throw new Unread();
                word.text += this.text[this.at];
            } else {
                // What fits no file stays as it is, as names of Python's extras do: only these are another word for sure.
                word.isPattern ||= /[*?{}]/.test(character);
                word.text += character;
            }
        }
        // "3>file" redirects something that nobody here looks at.
        if (this.text[this.at] === ">" && /^\d+$/.test(this.text.slice(start, this.at))) throw new Unread();
        return this.at === start ? null : word;
    }

    private single(word: Word): void {
        const end = this.text.indexOf("'", this.at + 1);
        if (end < 0) throw new Unread();
        word.text += this.text.slice(this.at + 1, end);
        this.at = end;
    }

    private double(word: Word): void {
        for (this.at += 1; this.text[this.at] !== '"'; this.at++) {
            const character = this.text[this.at];
            if (character === undefined || character === "`") throw new Unread();
            if (character === "$") this.variable(word, true);
            else if (character === "\\" && /["$`\\]/.test(this.text[this.at + 1] ?? "")) {
                this.at += 1;
                word.text += this.text[this.at];
            } else word.text += character;
        }
    }

    /** The shell splits what an unquoted variable holds, so only what stays one word is read. */
    private variable(word: Word, isQuoted: boolean): void {
        if (this.text.startsWith("$(", this.at)) {
            this.substitution(word);
            return;
        }
        const match = /^\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/.exec(this.text.slice(this.at, this.at + 200));
        const name = match?.[1] ?? match?.[2];
        if (!match || name === undefined) throw new Unread();
        const value = this.variables.get(name);
        if (value !== undefined && !isQuoted && !/^[^\s*?[\]{}]+$/.test(value)) throw new Unread();
        word.text += value ?? `$${name}`;
        if (word.text.length > LONGEST) throw new Unread();
        word.isKnown &&= value !== undefined;
        this.at += match[0].length - 1;
    }

    private substitution(word: Word): void {
        const end = endOfSubstitution(this.text, this.at + 2);
        if (end < 0 || !changesNothing(parseShell(this.text.slice(this.at + 2, end), this.variables)))
            throw new Unread();
        word.text += "$()";
        word.isKnown = false;
        this.at = end;
    }
}
