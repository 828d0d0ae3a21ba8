/** A list of texts in YAML, and the same as lines of a file: nothing gets lost on the way, comments least of all. */
import { isScalar, isSeq, type Node } from "yaml";

import { lineEnd, nextLine, spanOf } from "./node-span.ts";
import { linesOf, withoutComment } from "./text.ts";
import { writeScalar } from "./yaml-write.ts";

/**
 * The items of the list that is `node`, one a line, with the comments and blank lines that stand from `start`, behind
 * its key, to the end of the last comment below it. Null where an item is no text.
 */
export function listToLines(text: string, node: Node, start: number, end: number): string[] | null {
    if (!isSeq(node)) return null;
    const lines: string[] = [];
    let done = nextLine(text, { end: start });
    const isFlow = node.flow === true;
    // Brackets may begin on the key's own line.
    if (isFlow) done = Math.min(done, spanOf(node).start + 1);
    for (const item of node.items as Node[]) {
        if (!isScalar(item) || typeof item.value !== "string") return null;
        const span = spanOf(item);
        addComments(lines, text.slice(done, span.start), item === node.items[0] ? "first" : "between");
        lines.push(...item.value.replace(/\n$/, "").split("\n"));
        // A block of text has its header's comment and its line break in itself.
        done = span.end;
    }
    const last = isFlow ? spanOf(node).end - 1 : end;
    addComments(lines, text.slice(done, Math.max(done, last)), "last");
    while (lines.at(-1) === "") lines.pop();
    return lines;
}

/** What stands between two items: a comment beside the first, and whole lines of comments. */
function addComments(lines: string[], between: string, place: "first" | "between" | "last"): void {
    const [beside = "", ...below] = between.split(/\r?\n/);
    const [, before = "", after = "", comment] = /^([ \t]*)(?:,([ \t]*))?(#.*)/.exec(beside.trimEnd()) ?? [];
    const item = place === "first" ? undefined : lines.pop();
    if (item !== undefined) lines.push(comment ? `${item}${after || before || " "}${comment}` : item);
    else if (comment) lines.push(comment);
    // The last row before an item is what stands before it on its line.
    for (const row of place === "last" ? below : below.slice(0, -1)) {
        const bare = row.trim();
        const inside = /^(?:[^#\s]+\s+)?(#.*)/.exec(bare)?.[1];
        if (bare === "" || inside) lines.push(inside ?? "");
    }
}

/** Lines of a requirements file as items of a list in that column; comments stay beside and above. */
export function linesToList(text: string, column: number): string[] {
    const pad = " ".repeat(column);
    return linesOf(text).map(({ text: line }) => {
        const written = line.trimEnd();
        const asked = withoutComment(written);
        const comment = written.slice(asked.length);
        const bare = asked.trim();
        if (bare === "") return comment.trim() === "" ? "" : pad + comment.trim();
        return `${pad}- ${writeScalar(bare, false)}${comment}`;
    });
}

/** Where the line ends that something ends on, or the last of the comments below it that are further in than `column`. */
export function endWithComments(text: string, end: number, column: number): number {
    const bare = text[end - 1] === "\n" ? end - (text[end - 2] === "\r" ? 2 : 1) : lineEnd(text, end);
    let done = bare;
    for (let at = nextLine(text, { end: bare }); at < text.length; ) {
        const stop = lineEnd(text, at);
        const line = text.slice(at, stop);
        const mark = line.search(/\S/);
        if (mark >= 0 && (line[mark] !== "#" || mark <= column)) break;
        if (mark >= 0) done = stop;
        const next = text.indexOf("\n", stop);
        if (next < 0) break;
        at = next + 1;
    }
    return done;
}
