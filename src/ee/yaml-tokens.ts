/**
 * The tokens of a YAML text as PyYAML scans them, up to what it refuses. Authority: PyYAML 6.0, scanner.py.
 *
 * Where a line's text is a key only the colon behind it tells, so tokens of keys are put in later. PyYAML scans no
 * further than its parser asks, which decides whose refusal is the one that is printed: `reached` says how far that is.
 */
import { stringRepr } from "./python-repr.ts";
import {
    type Cursor,
    columnOf,
    END,
    isBlankOrEnd,
    isSeparator,
    type Mark,
    makeCursor,
    markOf,
    peek,
    skipBreak,
    skipComment,
    skipSpaces,
    YamlRefusal,
} from "./yaml-cursor.ts";
import { beginsPlain, scanBlock, scanPlain, scanQuoted } from "./yaml-texts.ts";
import { type Directive, scanAnchor, scanDirective, scanTag, type Tag } from "./yaml-words.ts";

/** `id` is what PyYAML calls it in its messages; `end` is the index behind it, and behind the space after plain text. */
export type Token = { id: string; mark: Mark; end: number; content: string | Tag | Directive | null };

export type Tokens = {
    tokens: Token[];
    /** What the scanner refuses; the parser meets it when it asks for the token with the number `reached`. */
    refusal: YamlRefusal | null;
    reached: number;
};

/** Text that becomes a key if a colon follows on its line. */
type Candidate = { number: number; required: boolean; mark: Mark };

type Scanner = {
    cursor: Cursor;
    tokens: Token[];
    indent: number;
    indents: number[];
    flow: number;
    mayBeKey: boolean;
    /** One for each level of brackets. */
    candidates: Map<number, Candidate>;
};

/** Longest key that needs no question mark. */
const LONGEST_KEY = 1024;

export function scanTokens(text: string): Tokens {
    const cursor = makeCursor(text);
    const scanner: Scanner = {
        cursor,
        tokens: [],
        indent: -1,
        indents: [],
        flow: 0,
        mayBeKey: true,
        candidates: new Map(),
    };
    const { tokens } = scanner;
    while (tokens.at(-1)?.id !== "<stream end>") {
        let reached = tokens.length;
        for (const { number } of scanner.candidates.values()) reached = Math.min(reached, number);
        try {
            scanNext(scanner);
            dropStale(scanner);
        } catch (error) {
            if (error instanceof YamlRefusal) return { tokens, refusal: error, reached };
            throw error;
        }
    }
    return { tokens, refusal: null, reached: tokens.length };
}

function scanNext(scanner: Scanner): void {
    const { cursor } = scanner;
    toNextToken(scanner);
    dropStale(scanner);
    closeBlocks(scanner, columnOf(cursor));
    const first = peek(cursor);
    const atStart = columnOf(cursor) === 0;
    if (first === END) endStream(scanner);
    else if (atStart && (first === "%" || isSeparator(cursor))) addDocumentMark(scanner, first);
    else if ("[{]},".includes(first)) addBracket(scanner, first);
    else if (first === "-" && isBlankOrEnd(peek(cursor, 1))) addIndicator(scanner, "-", "sequence entries");
    else if ("?:".includes(first) && (scanner.flow !== 0 || isBlankOrEnd(peek(cursor, 1)))) {
        if (first === ":") addValue(scanner);
        else addIndicator(scanner, "?", "mapping keys");
    } else addNode(scanner, first);
}

/** A directive, or a line of three dashes or dots. */
function addDocumentMark(scanner: Scanner, first: string): void {
    const { cursor } = scanner;
    closeDocument(scanner);
    const mark = markOf(cursor);
    if (first === "%") add(scanner, "<directive>", mark, 0, scanDirective(cursor));
    else add(scanner, first === "-" ? "<document start>" : "<document end>", mark, 3);
}

/** A bracket, or a comma between brackets. */
function addBracket(scanner: Scanner, id: string): void {
    const opens = id === "[" || id === "{";
    if (opens) proposeKey(scanner);
    else dropCandidate(scanner);
    if (id !== ",") scanner.flow += opens ? 1 : -1;
    scanner.mayBeKey = opens || id === ",";
    add(scanner, id, markOf(scanner.cursor), 1);
}

function addNode(scanner: Scanner, first: string): void {
    const { cursor } = scanner;
    const inFlow = scanner.flow !== 0;
    const mark = markOf(cursor);
    if ((first === "|" || first === ">") && !inFlow) {
        scanner.mayBeKey = true;
        dropCandidate(scanner);
        scanBlock(cursor, scanner.indent);
        add(scanner, "<scalar>", mark);
        return;
    }
    const isWord = first === "*" || first === "&" || first === "!";
    const isText = first === "'" || first === '"' || beginsPlain(cursor, inFlow);
    if (!isWord && !isText) {
        const found = `found character ${stringRepr(first)} that cannot start any token`;
        throw new YamlRefusal("while scanning for the next token", null, found, mark);
    }
    proposeKey(scanner);
    scanner.mayBeKey = false;
    if (first === "!") add(scanner, "<tag>", mark, 0, scanTag(cursor));
    else if (isWord) add(scanner, first === "*" ? "<alias>" : "<anchor>", mark, 0, scanAnchor(cursor));
    else {
        if (first === "'" || first === '"') scanQuoted(cursor);
        else if (scanPlain(cursor, scanner.indent, inFlow)) scanner.mayBeKey = true;
        add(scanner, "<scalar>", mark);
    }
}

/** Add a token that is `length` characters from here; `content` is what an anchor, tag or directive says. */
function add({ cursor, tokens }: Scanner, id: string, mark: Mark, length = 0, content: Token["content"] = null): void {
    cursor.at += length;
    tokens.push({ id, mark, end: cursor.at, content });
}

function toNextToken(scanner: Scanner): void {
    const { cursor } = scanner;
    for (;;) {
        skipSpaces(cursor);
        skipComment(cursor);
        if (!skipBreak(cursor)) return;
        if (scanner.flow === 0) scanner.mayBeKey = true;
    }
}

/** A key must end on its line, and soon. */
function dropStale({ candidates, cursor }: Scanner): void {
    for (const [level, { required, mark }] of candidates) {
        if (mark.line === cursor.line && cursor.at - mark.index <= LONGEST_KEY) continue;
        if (required) throw noColon(cursor, mark);
        candidates.delete(level);
    }
}

const noColon = (cursor: Cursor, mark: Mark): YamlRefusal =>
    new YamlRefusal("while scanning a simple key", mark, "could not find expected ':'", markOf(cursor));

function proposeKey(scanner: Scanner): void {
    const { cursor, flow, tokens } = scanner;
    if (!scanner.mayBeKey) return;
    dropCandidate(scanner);
    const required = flow === 0 && scanner.indent === columnOf(cursor);
    scanner.candidates.set(flow, { number: tokens.length, required, mark: markOf(cursor) });
}

function dropCandidate({ candidates, cursor, flow }: Scanner): void {
    const candidate = candidates.get(flow);
    if (candidate?.required) throw noColon(cursor, candidate.mark);
    candidates.delete(flow);
}

/** End the blocks that are indented further than a column. */
function closeBlocks(scanner: Scanner, column: number): void {
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

function closeDocument(scanner: Scanner): void {
    closeBlocks(scanner, -1);
    dropCandidate(scanner);
    scanner.mayBeKey = false;
}

function endStream(scanner: Scanner): void {
    closeDocument(scanner);
    scanner.candidates.clear();
    add(scanner, "<stream end>", markOf(scanner.cursor));
}

/** A dash or a question mark. */
function addIndicator(scanner: Scanner, id: "-" | "?", what: string): void {
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
function addValue(scanner: Scanner): void {
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
