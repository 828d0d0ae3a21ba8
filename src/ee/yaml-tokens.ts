/**
 * The tokens of a YAML text as PyYAML scans them, up to what it refuses. Authority: PyYAML 6.0, scanner.py.
 *
 * Where a line's text is a key only the colon behind it tells, so tokens of keys are put in later. PyYAML scans no
 * further than its parser asks, which decides whose refusal is the one that is printed: `reached` says how far that is.
 */
import { stringRepr } from "./python-repr.ts";
import {
    columnOf,
    END,
    isBlankOrEnd,
    isSeparator,
    makeCursor,
    markOf,
    peek,
    skipBreak,
    skipComment,
    skipSpaces,
    YamlRefusal,
} from "./yaml-cursor.ts";
import {
    add,
    addIndicator,
    addValue,
    closeBlocks,
    closeDocument,
    dropCandidate,
    dropStale,
    endStream,
    proposeKey,
    type Scanner,
    type Token,
} from "./yaml-scanner.ts";
import { beginsPlain, scanBlock, scanPlain, scanQuoted } from "./yaml-texts.ts";
import { scanAnchor, scanDirective, scanTag } from "./yaml-words.ts";

export type Tokens = {
    tokens: Token[];
    /** What the scanner refuses; the parser meets it when it asks for the token with the number `reached`. */
    refusal: YamlRefusal | null;
    reached: number;
};

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
        const [oldest] = scanner.candidates.values();
        const reached = oldest?.number ?? tokens.length;
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

function toNextToken(scanner: Scanner): void {
    const { cursor } = scanner;
    for (;;) {
        skipSpaces(cursor);
        skipComment(cursor);
        if (!skipBreak(cursor)) return;
        if (scanner.flow === 0) scanner.mayBeKey = true;
    }
}
