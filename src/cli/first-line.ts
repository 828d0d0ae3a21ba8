/** A text of several lines, in a table. */

const SHOWN = 60;

/** Its first line that says something, as far as it fits; of a build step that is the instruction. */
export function firstLine(text: string): string {
    const [first = text] = text.split("\n").filter(line => !/^\s*(?:#|$)/.test(line));
    return first.length > SHOWN ? `${first.slice(0, SHOWN - 1)}…` : first.trim();
}
