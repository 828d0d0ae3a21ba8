/** Lists in a YAML text: put an item in, or move one; everything else keeps its bytes. */
import { isSeq, type Node, type YAMLSeq } from "yaml";

import { putLines } from "./edit-cut.ts";
import { columnOf, endsInLineBreak } from "./edit-hole.ts";
import { nodeAt, type Path } from "./node-at.ts";
import { dashesOf, lineEnd, nextLine, type Span, spanOf } from "./node-span.ts";
import { readYaml } from "./read-yaml.ts";
import { lineStart, rotate } from "./text.ts";
import { linesAt, writeFlow } from "./yaml-write.ts";

/** One more item behind the last of a list that has some. */
export function appendItem(text: string, list: YAMLSeq, value: unknown): string {
    const { start, end } = spanOf(list);
    if (!list.flow)
        return putLines(text, nextLine(text, { end }), linesAt([value], columnOf(text, start)), endsInLineBreak(value));
    const behind = spanOf(list.items.at(-1) as Node).end;
    return `${text.slice(0, behind)}, ${writeFlow(value)}${text.slice(behind)}`;
}

/**
 * The text with an item of the list at `path` moved to another place among the others. The comments directly above it
 * and beside it go with it.
 */
export function moveItem(text: string, path: Path, from: number, to: number): string {
    const { document, problems } = readYaml(text, "");
    const list = document && problems.length === 0 ? nodeAt(document, path)?.node : null;
    if (!isSeq(list)) return text;
    const places = list.flow ? list.items.map(item => spanOf(item as Node)) : placesOf(text, list);
    return rotate(text, places, from, to);
}

/** Each item of a list without brackets: from the comments right above it, or its dash, to the end of its last line. */
function placesOf(text: string, list: YAMLSeq): Span[] {
    let above = 0;
    return dashesOf(list).map((dash, index) => {
        const item = list.items[index] as Node | undefined;
        const last = Math.max(item ? spanOf(item).end : 0, dash + 1);
        const end =
            text[last - 1] === "\n" ? lineEnd(text, last - 1 - Number(text[last - 2] === "\r")) : lineEnd(text, last);
        const start = commentsAbove(text, dash, above) ?? dash;
        above = end;
        return { start, end };
    });
}

/** Where the comments begin that stand on the lines right above, as far as `limit`; null for none. */
function commentsAbove(text: string, offset: number, limit: number): number | null {
    let begin = lineStart(text, offset);
    if (text.slice(begin, offset).trim() !== "") return null;
    let found: number | null = null;
    while (begin > limit) {
        const previous = lineStart(text, begin - 1);
        const line = text.slice(previous, begin);
        const mark = line.search(/\S/);
        // One in another column is about more than this item.
        if (previous < limit || line[mark] !== "#" || mark !== columnOf(text, offset)) break;
        found = previous + mark;
        begin = previous;
    }
    return found;
}
