/**
 * What a YAML text is made of, told by columns and colons: its blocks begin and end by how far a line is indented, and
 * its keys are known when their colon comes. Authority: PyYAML 6.0, scanner.py.
 */
import { type Cursor, columnOf, type Mark, markOf, YamlRefusal } from "./yaml-cursor.ts";
import type { Directive, Tag } from "./yaml-words.ts";

/** `id` is what PyYAML calls it in its messages; `end` is the index behind it, and behind the space after plain text. */
export type Token = { id: string; mark: Mark; end: number; content: string | Tag | Directive | null };

/** Text that becomes a key if a colon follows on its line. */
type Candidate = { number: number; required: boolean; mark: Mark };

/** How far a text is scanned, and what of it is open there. */
export type Scanner = {
    cursor: Cursor;
    tokens: Token[];
    indent: number;
    indents: number[];
    flow: number;
    mayBeKey: boolean;
    /** One for each level of brackets, the oldest first. */
    candidates: Map<number, Candidate>;
};

/** Longest key that needs no question mark. */
const LONGEST_KEY = 1024;

/** Add a token that is `length` characters from here; `content` is what an anchor, tag or directive says. */
export function add(
    { cursor, tokens }: Scanner,
    id: string,
    mark: Mark,
    length = 0,
    content: Token["content"] = null,
): void {
    cursor.at += length;
    tokens.push({ id, mark, end: cursor.at, content });
}

/** A key must end on its line, and soon. */
export function dropStale({ candidates, cursor }: Scanner): void {
    for (const [level, { required, mark }] of candidates) {
        // The others are younger.
        if (mark.line === cursor.line && cursor.at - mark.index <= LONGEST_KEY) return;
        if (required) throw noColon(cursor, mark);
        candidates.delete(level);
    }
}

const noColon = (cursor: Cursor, mark: Mark): YamlRefusal =>
    new YamlRefusal("while scanning a simple key", mark, "could not find expected ':'", markOf(cursor));

/** What begins here becomes a key if a colon follows on its line. */
export function proposeKey(scanner: Scanner): void {
    const { cursor, flow, tokens } = scanner;
    if (!scanner.mayBeKey) return;
    dropCandidate(scanner);
    const required = flow === 0 && scanner.indent === columnOf(cursor);
    scanner.candidates.set(flow, { number: tokens.length, required, mark: markOf(cursor) });
}

/** What stood before here on this level is no key. */
export function dropCandidate({ candidates, cursor, flow }: Scanner): void {
    const candidate = candidates.get(flow);
    if (candidate?.required) throw noColon(cursor, candidate.mark);
    candidates.delete(flow);
}

/** End the blocks that are indented further than a column. */
export function closeBlocks(scanner: Scanner, column: number): void {
    if (scanner.flow !== 0) return;
    while (scanner.indent > column) {
        scanner.indent = scanner.indents.pop() ?? -1;
        add(scanner, "<block end>", markOf(scanner.cursor));
    }
}

function openBlock(scanner: Scanner, column: number): boolean {
    if (scanner.indent >= column) return false;
    scanner.indents.push(scanner.indent);
    scanner.indent = column;
    return true;
}

/** End all blocks of a document. */
export function closeDocument(scanner: Scanner): void {
    closeBlocks(scanner, -1);
    dropCandidate(scanner);
    scanner.mayBeKey = false;
}

/** The text has ended. */
export function endStream(scanner: Scanner): void {
    closeDocument(scanner);
    scanner.candidates.clear();
    add(scanner, "<stream end>", markOf(scanner.cursor));
}

/** A dash or a question mark. */
export function addIndicator(scanner: Scanner, id: "-" | "?", what: string): void {
    const { cursor } = scanner;
    const mark = markOf(cursor);
    if (scanner.flow === 0) {
        if (!scanner.mayBeKey) throw new YamlRefusal(null, null, `${what} are not allowed here`, mark);
        const start = id === "-" ? "<block sequence start>" : "<block mapping start>";
        if (openBlock(scanner, columnOf(cursor))) add(scanner, start, mark);
    }
    scanner.mayBeKey = id === "-" || scanner.flow === 0;
    dropCandidate(scanner);
    add(scanner, id, mark, 1);
}

/** A colon: what stands before it on its line becomes a key. */
export function addValue(scanner: Scanner): void {
    const { candidates, cursor, flow, tokens } = scanner;
    const mark = markOf(cursor);
    const key = candidates.get(flow);
    if (key) {
        candidates.delete(flow);
        tokens.splice(key.number, 0, { id: "?", mark: key.mark, end: key.mark.index, content: null });
        if (flow === 0 && openBlock(scanner, key.mark.column))
            tokens.splice(key.number, 0, {
                id: "<block mapping start>",
                mark: key.mark,
                end: key.mark.index,
                content: null,
            });
        scanner.mayBeKey = false;
    } else {
        if (flow === 0) {
            if (!scanner.mayBeKey) throw new YamlRefusal(null, null, "mapping values are not allowed here", mark);
            if (openBlock(scanner, columnOf(cursor))) add(scanner, "<block mapping start>", mark);
        }
        scanner.mayBeKey = flow === 0;
        dropCandidate(scanner);
    }
    add(scanner, ":", mark, 1);
}
