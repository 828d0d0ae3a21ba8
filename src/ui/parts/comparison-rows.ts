/** The rows in which two texts stand side by side: what differs, a few lines around it, and the rest folded. */
import { type Difference, differencesOf, splitLines } from "./line-difference.ts";

/** A line with its number, which counts from 1. */
export type NumberedLine = { number: number; text: string };

export type ComparisonRow =
    | { kind: "same"; left: NumberedLine; right: NumberedLine }
    /** Lines that stand against each other; a side that has none is null. */
    | { kind: "changed"; left: NumberedLine | null; right: NumberedLine | null }
    /** Unchanged lines that are not shown; `key` opens them. */
    | { kind: "folded"; key: number; count: number }
    /** The end of what is shown; so many lines follow in the longer text. */
    | { kind: "cut"; count: number };

/** Unchanged lines shown before and after each change. */
const AROUND = 3;
/** Fewer than this are not worth folding. */
const LEAST_FOLDED = 2;
/** More rows than anybody reads, and than a page draws quickly. */
const MAX_ROWS = 2000;
/** Of a longer line only its beginning is shown. */
const MAX_LENGTH = 2000;

/** `opened` holds the keys of what was folded and is to be shown. */
export function compareTexts(left: string, right: string, opened: ReadonlySet<number>): ComparisonRow[] {
    const [ours, theirs] = [splitLines(left), splitLines(right)];
    const rows: ComparisonRow[] = [];
    let at = { left: 0, right: 0 };
    const same = (count: number) => {
        for (let line = 0; line < count && rows.length < MAX_ROWS; line++)
            rows.push({
                kind: "same",
                left: numbered(ours, at.left + line),
                right: numbered(theirs, at.right + line),
            });
        at = { left: at.left + count, right: at.right + count };
    };
    const unchanged = (count: number, isFirst: boolean, isLast: boolean) => {
        const [head, tail] = [isFirst ? 0 : AROUND, isLast ? 0 : AROUND];
        const folded = count - head - tail;
        if (folded < LEAST_FOLDED || opened.has(at.left)) return same(count);
        const key = at.left;
        same(head);
        rows.push({ kind: "folded", key, count: folded });
        at = { left: at.left + folded, right: at.right + folded };
        same(tail);
    };
    const differences = differencesOf(ours, theirs);
    for (const [index, difference] of differences.entries()) {
        unchanged(difference.left.start - at.left, index === 0, false);
        rows.push(...changed(ours, theirs, difference, MAX_ROWS - rows.length));
        at = {
            left: difference.left.start + difference.left.count,
            right: difference.right.start + difference.right.count,
        };
        if (rows.length >= MAX_ROWS) break;
    }
    if (rows.length < MAX_ROWS) unchanged(linesIn(ours) - at.left, differences.length === 0, true);
    return rows.length < MAX_ROWS ? rows : [...rows.slice(0, MAX_ROWS), cutAfter(rows, ours, theirs)];
}

/** Lines as an editor counts them: the empty rest after the last newline is none. */
const linesIn = (lines: readonly string[]): number => (lines.at(-1) === "" ? lines.length - 1 : lines.length);

function numbered(lines: readonly string[], index: number): NumberedLine {
    const text = lines[index] ?? "";
    const shown = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)} …` : text;
    // A carriage return is a difference that would not be seen.
    return { number: index + 1, text: shown.replaceAll("\r", "␍") };
}

function changed(
    ours: readonly string[],
    theirs: readonly string[],
    { left, right }: Difference,
    most: number,
): ComparisonRow[] {
    const length = Math.min(Math.max(left.count, right.count), Math.max(0, most));
    return Array.from({ length }, (_, line) => ({
        kind: "changed",
        left: line < left.count ? numbered(ours, left.start + line) : null,
        right: line < right.count ? numbered(theirs, right.start + line) : null,
    }));
}

function cutAfter(rows: readonly ComparisonRow[], ours: readonly string[], theirs: readonly string[]): ComparisonRow {
    const shown = rows.reduce((sum, row) => sum + (row.kind === "folded" ? row.count : 1), 0);
    return { kind: "cut", count: Math.max(0, Math.max(linesIn(ours), linesIn(theirs)) - shown) };
}
