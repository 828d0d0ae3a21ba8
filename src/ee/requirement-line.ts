/** One line of a requirements.txt or bindep.txt as a form shows it: what is asked for, its comment aside. */
import { newlineOf } from "./edit-hole.ts";
import { linesOf, rotate, withoutComment } from "./text.ts";

/** A line that asks for something: its text, and where in the file that text is. */
export type RequirementLine = { text: string; number: number; offset: number };

/** The lines that ask for something; blank lines and comments are none. */
export function requirementLines(text: string): RequirementLine[] {
    return linesOf(text).flatMap(({ number, offset, text: line }) => {
        const bare = withoutComment(line);
        const start = bare.length - bare.trimStart().length;
        const asked = bare.trim();
        return asked === "" ? [] : [{ text: asked, number, offset: offset + start }];
    });
}

/** The text with that line's requirement replaced; its comment stays. */
export const setLine = (text: string, { offset, text: old }: RequirementLine, asked: string): string =>
    text.slice(0, offset) + asked + text.slice(offset + old.length);

/** The text without all of the lines from one to another. */
export function removeLines(text: string, first: RequirementLine, last: RequirementLine): string {
    const lines = linesOf(text);
    const start = lines[first.number - 1]?.offset ?? text.length;
    const end = lines[last.number]?.offset ?? text.length;
    return text.slice(0, start) + text.slice(end);
}

/**
 * The text with a requirement in another place among the others. What is beside it on its line and the comments right
 * above it go with it.
 */
export function moveLine(text: string, from: number, to: number): string {
    const lines = linesOf(text);
    const asked = requirementLines(text);
    const places = asked.map(({ number }, index) => {
        let first = number;
        while (first - 1 > (asked[index - 1]?.number ?? 0) && /^\s*#/.test(lines[first - 2]?.text ?? "")) first -= 1;
        const [start, end] = [lines[first - 1], lines[number - 1]];
        return { start: start?.offset ?? 0, end: (end?.offset ?? 0) + (end?.text.length ?? 0) };
    });
    return rotate(text, places, from, to);
}

/** The text with one more line, in the file's own way of ending lines; bindep needs the last one ended too. */
export function addLine(text: string, asked: string): string {
    const end = newlineOf(text);
    const before = text === "" || text.endsWith("\n") ? text : text + end;
    return before + asked + end;
}
