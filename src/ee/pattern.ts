/**
 * Patterns of `dependencies.exclude` (Python's `re.fullmatch`), matched in time that grows with pattern times text.
 *
 * JavaScript's own engine tries every way a text may match, so that an author's `(a+)+` could stop the page. Here all
 * ways are followed at once (Thompson's construction). What needs more than that, such as look-around or references to
 * groups, is "unsupported".
 */

/** A step of the machine: a character to take, a fork, a place to be, or the end. */
type State =
    | { kind: "take"; takes: (character: string) => boolean; next: number }
    | { kind: "fork"; next: number[] }
    | { kind: "start" | "end"; next: number }
    | { kind: "accept" };

export type Pattern = { states: State[]; start: number };

const MOST_STATES = 5000;
const DEEPEST = 50;

class Unreadable extends Error {}

/** Compile a pattern; "bad" is one that Python would refuse too. */
export function compilePattern(source: string): Pattern | "bad" | "unsupported" {
    if (source.length > 1000 || /\(\?(?!:|i\)|P<\w+>)|\\[1-9bBAZ]/.test(source)) return "unsupported";
    const reader: Reader = { source: [...source.replace(/^\(\?i\)/, "")], at: 0, states: [{ kind: "accept" }] };
    try {
        const build = readChoice(reader, 0);
        if (reader.at < reader.source.length) return "bad";
        return { start: build(0), states: reader.states };
    } catch (error) {
        if (error instanceof Unreadable) return error.message === "size" ? "unsupported" : "bad";
        throw error;
    }
}

/** Whether the whole text matches. */
export function matchesWhole({ states, start }: Pattern, text: string): boolean {
    const characters = [...text];
    let here = spread(states, [start], 0, characters.length);
    for (const [index, character] of characters.entries()) {
        const next: number[] = [];
        for (const at of here) {
            const state = states[at];
            if (state?.kind === "take" && state.takes(character)) next.push(state.next);
        }
        here = spread(states, next, index + 1, characters.length);
        if (here.size === 0) return false;
    }
    return here.has(0);
}

/** All states reached without taking a character. */
function spread(states: readonly State[], from: readonly number[], position: number, length: number): Set<number> {
    const reached = new Set<number>();
    const open = [...from];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
        if (reached.has(at)) continue;
        reached.add(at);
        const state = states[at];
        if (state?.kind === "fork") open.push(...state.next);
        else if (state?.kind === "start" && position === 0) open.push(state.next);
        else if (state?.kind === "end" && position === length) open.push(state.next);
    }
    return reached;
}

type Reader = { source: string[]; at: number; states: State[] };
/** Makes the states of a part, given where to go on after it; answers where it starts. */
type Build = (next: number) => number;

function add(reader: Reader, state: State): number {
    if (reader.states.length >= MOST_STATES) throw new Unreadable("size");
    return reader.states.push(state) - 1;
}

function readChoice(reader: Reader, depth: number): Build {
    if (depth > DEEPEST) throw new Unreadable("size");
    const choices = [readSequence(reader, depth)];
    while (reader.source[reader.at] === "|") {
        reader.at += 1;
        choices.push(readSequence(reader, depth));
    }
    const [only] = choices;
    if (choices.length === 1 && only) return only;
    return next => add(reader, { kind: "fork", next: choices.map(choice => choice(next)) });
}

function readSequence(reader: Reader, depth: number): Build {
    const parts: Build[] = [];
    while (reader.at < reader.source.length && !"|)".includes(reader.source[reader.at] ?? ""))
        parts.push(readRepeated(reader, depth));
    return next => parts.reduceRight((after, part) => part(after), next);
}

function readRepeated(reader: Reader, depth: number): Build {
    const part = readOne(reader, depth);
    const rest = reader.source.slice(reader.at, reader.at + 20).join("");
    const [written, low, comma, high] = /^(?:[*+?]|\{(\d*)(,?)(\d*)\})/.exec(rest) ?? [];
    if (written === undefined || written === "{}" || written === "{,}") return part;
    reader.at += written.length;
    if (reader.source[reader.at] === "?") reader.at += 1;
    else if ("*+?{".includes(reader.source[reader.at] ?? " ")) throw new Unreadable("multiple repeat");
    const sign = written[0];
    const least = sign === "{" ? Number(low || 0) : sign === "+" ? 1 : 0;
    const most =
        sign === "?"
            ? 1
            : sign === "{"
              ? comma
                  ? Number(high || Number.POSITIVE_INFINITY)
                  : least
              : Number.POSITIVE_INFINITY;
    if (most < least) throw new Unreadable("min repeat greater than max repeat");
    return next => repeat(reader, part, least, most, next);
}

function repeat(reader: Reader, part: Build, least: number, most: number, next: number): number {
    let start = next;
    if (most === Number.POSITIVE_INFINITY) {
        const loop = add(reader, { kind: "fork", next: [next] });
        const state = reader.states[loop];
        if (state?.kind === "fork") state.next.push(part(loop));
        start = loop;
    } else {
        for (let count = least; count < most; count++) start = add(reader, { kind: "fork", next: [part(start), next] });
    }
    for (let count = 0; count < least; count++) start = part(start);
    return start;
}

function readOne(reader: Reader, depth: number): Build {
    const character = reader.source[reader.at++] ?? "";
    if (character === "(") {
        const rest = reader.source.slice(reader.at, reader.at + 80).join("");
        reader.at += /^\?(?::|P<\w+>)/.exec(rest)?.[0].length ?? 0;
        const build = readChoice(reader, depth + 1);
        if (reader.source[reader.at++] !== ")") throw new Unreadable("missing )");
        return build;
    }
    if ("*+?".includes(character)) throw new Unreadable("nothing to repeat");
    if (character === "^") return next => add(reader, { kind: "start", next });
    if (character === "$") return next => add(reader, { kind: "end", next });
    const takes = character === "[" ? readSet(reader) : character === "." ? isNotNewline : readTaken(reader, character);
    return next => add(reader, { kind: "take", takes, next });
}

const isNotNewline = (character: string): boolean => character !== "\n";

type Taken = (character: string) => boolean;

/** One character or a class such as `\d`. */
function readTaken(reader: Reader, character: string): Taken {
    if (character !== "\\") return given => given === character;
    const escaped = reader.source[reader.at++];
    if (escaped === undefined) throw new Unreadable("bad escape (end of pattern)");
    const isWord = (given: string) => /[\p{L}\p{N}_]/u.test(given);
    const classes: Record<string, Taken> = {
        d: given => /\p{Nd}/u.test(given),
        w: isWord,
        s: given => /\s/.test(given),
        D: given => !/\p{Nd}/u.test(given),
        W: given => !isWord(given),
        S: given => !/\s/.test(given),
    };
    const known = classes[escaped];
    if (known) return known;
    if (/[A-Za-z]/.test(escaped) && !"afnrtvx".includes(escaped)) throw new Unreadable("bad escape");
    const control: Record<string, string> = { n: "\n", r: "\r", t: "\t", f: "\f", v: "\v", a: "\x07" };
    return given => given === (control[escaped] ?? escaped);
}

function readSet(reader: Reader): Taken {
    const negated = reader.source[reader.at] === "^";
    if (negated) reader.at += 1;
    const members: Taken[] = [];
    for (let first = true; ; first = false) {
        const character = reader.source[reader.at++];
        if (character === undefined) throw new Unreadable("unterminated character set");
        if (character === "]" && !first) break;
        const to = reader.source[reader.at + 1];
        if (reader.source[reader.at] === "-" && to !== undefined && to !== "]" && character !== "\\" && to !== "\\") {
            if (to < character) throw new Unreadable("bad character range");
            reader.at += 2;
            members.push(given => given >= character && given <= to);
        } else members.push(readTaken(reader, character));
    }
    return given => members.some(member => member(given)) !== negated;
}
