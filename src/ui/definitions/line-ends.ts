/** The line ends of a text, which the editor must leave as they are. */

/** "mixed" also for lone carriage returns. */
export type LineEnds = "\n" | "\r\n" | "mixed";

export function lineEndsOf(text: string): LineEnds {
    if (!text.includes("\r")) return "\n";
    return /\r(?!\n)|(?:^|[^\r])\n/.test(text) ? "mixed" : "\r\n";
}

/** As the editor has it: it knows "\n" only, and in a mixed text it takes carriage returns for characters. */
export const withoutReturns = (text: string, ends: LineEnds): string =>
    ends === "\r\n" ? text.replaceAll("\r\n", "\n") : text;

/** As it is kept. */
export const withReturns = (text: string, ends: LineEnds): string =>
    ends === "\r\n" ? text.replaceAll("\n", "\r\n") : text;
