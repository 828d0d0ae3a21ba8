/** Places in a text: offsets count UTF-16 units from 0, lines and columns count from 1. */

export type Place = { line: number; column: number };

/** A function from offsets of a text to places; the text is looked through once, and no further than is asked for. */
export function placesIn(text: string): (offset: number) => Place {
    const starts = [bomLength(text)];
    const ends = /\r\n|\n|\r/g;
    const hasOtherEnds = text.includes("\r");
    /** Where the next line begins; beyond every offset behind the last. */
    const nextStart = (): number => {
        if (hasOtherEnds) return ends.exec(text) ? ends.lastIndex : Infinity;
        return text.indexOf("\n", starts.at(-1)) + 1 || Infinity;
    };
    let next = nextStart();
    return offset => {
        for (; next <= offset; next = nextStart()) starts.push(next);
        let low = 0;
        let high = starts.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if ((starts[middle] ?? 0) <= offset) low = middle;
            else high = middle - 1;
        }
        return { line: low + 1, column: Math.max(offset - (starts[low] ?? 0), 0) + 1 };
    };
}

/** A line of a text, without its end, and where it begins. */
export type Line = { number: number; offset: number; text: string };

/** The lines of a text as Python's universal newlines cut it; the empty rest after the last newline is none. */
export function linesOf(text: string): Line[] {
    const lines: Line[] = [];
    let offset = 0;
    for (const { 0: end, index } of text.matchAll(/\r\n|\n|\r/g)) {
        lines.push({ number: lines.length + 1, offset, text: text.slice(offset, index) });
        offset = index + end.length;
    }
    if (offset < text.length) lines.push({ number: lines.length + 1, offset, text: text.slice(offset) });
    return lines;
}

/**
 * A line of a requirements file without its comment and the space before that: a "#" counts only at the start or behind
 * a space. A line without one stays as it is. Authority: introspect.py 3.1, strip_comments.
 */
export function withoutComment(line: string): string {
    let at = line.indexOf("#");
    while (at > 0 && !/\s/.test(line[at - 1] ?? "")) at = line.indexOf("#", at + 1);
    return at < 0 ? line : line.slice(0, at).trimEnd();
}

/** A mark of the byte order before all text, which is no part of the first line and stays whatever is edited. */
export const bomLength = (text: string): number => (text.startsWith("\ufeff") ? 1 : 0);

/** Where the line begins that holds this offset. */
export function lineStart(text: string, offset: number): number {
    const start = offset > 0 ? text.lastIndexOf("\n", offset - 1) + 1 : 0;
    return start === 0 && offset > 0 ? bomLength(text) : start;
}

/** The text with what is in one of several places moved to another, those between going up or down by one. */
export function rotate(
    text: string,
    places: readonly { start: number; end: number }[],
    from: number,
    to: number,
): string {
    const order = places.map((_place, index) => index);
    const [moved] = order.splice(from, 1);
    if (moved === undefined || to < 0 || to >= places.length) return text;
    order.splice(to, 0, moved);
    let done = 0;
    const parts = places.map(({ start, end }, index) => {
        const between = text.slice(done, start);
        const other = places[order[index] ?? index];
        done = end;
        return between + text.slice(other?.start, other?.end);
    });
    return parts.join("") + text.slice(done);
}
