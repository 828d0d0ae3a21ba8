/** Put whole lines into a text and take them out again; a text without a last line break stays without. */
import { nextLine, type Span } from "./node-span.ts";
import { bomLength, lineStart } from "./text.ts";

/** The text with lines put where a line begins, or behind the last; `needsEnd` where the last of them has to be ended. */
export function putLines(text: string, at: number, lines: readonly string[], needsEnd = false): string {
    const newline = text.includes("\r\n") ? "\r\n" : "\n";
    const put = lines.join(newline);
    const isOpen = at > bomLength(text) && text[at - 1] !== "\n";
    if (isOpen) return text + newline + put + (needsEnd ? newline : "");
    return text.slice(0, at) + put + newline + text.slice(at);
}

/**
 * Cut all lines of an entry. Before `inner`, where the innermost of it begins that was asked to go, there are only keys
 * and comments, and those comments stay. The first key of a list's item leaves the item's dash to the key after it.
 */
export function cutLines(text: string, { start, end }: Span, inner: number): string {
    const begin = lineStart(text, start);
    const before = text.slice(begin, start);
    const next = nextLine(text, { end });
    const kept = text
        .slice(start, lineStart(text, inner))
        .split(/(?<=\n)/)
        .filter(line => /^[ \t]*#/.test(line))
        .join("");
    if (before.trim() !== "") return text.slice(0, start) + (kept + text.slice(next)).trimStart();
    const rest = kept + text.slice(next);
    if (rest === "" && !text.endsWith("\n")) return text.slice(0, begin).replace(/\r?\n$/, "");
    return text.slice(0, begin) + rest;
}

/** Cut an entry of a bracketed collection with one of the commas beside it; comments between stay. */
export function cutWords(text: string, { start, end }: Span): string {
    const after = /^\s*,(?:[ \t]*(?=[^\s#]))?/.exec(text.slice(end));
    if (after) return text.slice(0, start) + text.slice(end + after[0].length);
    const line = text.slice(lineStart(text, start), start);
    const isAlone = line.trim() === "" && /#[^\n]*\n[ \t]*$/.test(text.slice(0, start));
    return (isAlone ? text.slice(0, start) : text.slice(0, start).replace(/,?\s*$/, "")) + text.slice(end);
}
