/**
 * A stage's lines, cut into instructions of a Containerfile. Every line is in exactly one piece: comments and blank lines
 * belong to the instruction below them, at the end to the one above.
 */
import { DockerfileParser } from "dockerfile-ast";

export type Piece = {
    /** Index of its first and behind its last line. */
    start: number;
    end: number;
    instruction: Instruction | null;
};

export type Instruction = {
    /** "RUN", in capitals. */
    keyword: string;
    /** What follows the keyword on the same logical line: continued lines are one, comments between them gone. */
    rest: string;
    /** Here-documents, in order. */
    documents: HereDocument[];
    /** The last line of the stage goes on behind it. */
    isOpen: boolean;
    /** Index of the line with its keyword. */
    line: number;
};

/** `isLiteral`: its delimiter is quoted, so that nothing in it is replaced. */
export type HereDocument = { delimiter: string; lines: string[]; isLiteral: boolean };

/** A stage that is longer is not read: one piece without an instruction. Nobody writes such; the parser is quadratic. */
const LONGEST = 60_000;
const MOST_LINES = 3000;

export function splitSteps(lines: readonly string[]): Piece[] {
    if (lines.length === 0) return [];
    const length = lines.reduce((sum, line) => sum + line.length + 1, 0);
    if (length > LONGEST || lines.length > MOST_LINES) return [{ start: 0, end: lines.length, instruction: null }];
    // With a line above, a comment in the first one cannot be a directive of the parser's.
    const parsed = DockerfileParser.parse(["FROM base", ...lines].join("\n"));
    const pieces: Piece[] = [];
    for (const instruction of parsed.getInstructions().slice(1)) {
        const { start, end } = instruction.getRange();
        const previous = pieces.at(-1);
        pieces.push({
            start: previous?.end ?? 0,
            end: end.line,
            instruction: readInstruction(lines, start.line - 1, end.line),
        });
    }
    const last = pieces.at(-1);
    if (!last) return [{ start: 0, end: lines.length, instruction: null }];
    last.end = lines.length;
    // What the parser takes for a line break and we do not: then nothing is known of these lines.
    const isOrdered = pieces.every(({ start, end }) => start < end && end <= lines.length);
    return isOrdered ? pieces : [{ start: 0, end: lines.length, instruction: null }];
}

function readInstruction(lines: readonly string[], start: number, end: number): Instruction {
    const own = lines.slice(start, end);
    const logical: string[] = [];
    let at = 0;
    let isOpen = true;
    for (; at < own.length && isOpen; at++) {
        const line = own[at] ?? "";
        if (at > 0 && /^\s*(?:#|$)/.test(line)) continue;
        isOpen = /\\[ \t]*$/.test(line);
        logical.push(line.replace(/\\[ \t]*$/, ""));
    }
    const [, keyword = "", rest = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(logical.join("")) ?? [];
    return {
        keyword: keyword.toUpperCase(),
        rest: rest.trim(),
        documents: readDocuments(rest, own.slice(at)),
        isOpen,
        line: start,
    };
}

function readDocuments(rest: string, lines: readonly string[]): HereDocument[] {
    let at = 0;
    return [...rest.matchAll(/(?<![<\d])<<(-?)(["']?)([A-Za-z_]\w*)\2/g)].map(([, dash, quote, delimiter = ""]) => {
        const bare = (line: string) => (dash ? line.replace(/^\t+/, "") : line);
        const length = lines.slice(at).findIndex(line => bare(line) === delimiter);
        const own = length < 0 ? lines.slice(at) : lines.slice(at, at + length);
        at += own.length + 1;
        return { delimiter, lines: own.map(bare), isLiteral: quote !== "" };
    });
}
