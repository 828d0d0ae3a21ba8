/** What the steps of an upgrade share. */
import { isMap } from "yaml";

import { deleteValue, readable } from "./edit.ts";
import { columnOf } from "./edit-hole.ts";
import { type Found, nodeAt, type Path } from "./node-at.ts";
import { isBlockCollection, lineEnd, spanOfPair } from "./node-span.ts";
import { readYaml } from "./read-yaml.ts";
import { lineStart } from "./text.ts";

export type Upgrade = {
    text: string;
    /** What the author should know: what means something else now, or nothing. One sentence each. */
    notes: string[];
};

/** The value at a path, as Python would have it. */
export const valueAt = (text: string, path: Path): unknown =>
    path.reduce<unknown>(
        (below, step) => (below as Record<string, unknown> | null | undefined)?.[step],
        readYaml(text, "").value,
    );

/** The key at the end of a path with its value; null where there is none. */
export function pairAt(text: string, path: Path): Found["pair"] {
    const document = readable(text);
    return (document && nodeAt(document, path)?.pair) ?? null;
}

/** The text with an entry as comments, and with it what would be left empty above it. */
export function commentOut(text: string, path: Path): string {
    const document = readable(text);
    let top = path;
    while (document && top.length > 1) {
        const above = nodeAt(document, top.slice(0, -1))?.node;
        if (!isMap(above) || above.items.length > 1) break;
        top = top.slice(0, -1);
    }
    const pair = document && nodeAt(document, top)?.pair;
    const above = document && nodeAt(document, top.slice(0, -1))?.node;
    if (!pair || !isBlockCollection(above)) return deleteValue(text, path);
    const { start, end } = spanOfPair(pair);
    const begin = lineStart(text, start);
    const stop = text[end - 1] === "\n" ? end - 1 : lineEnd(text, end);
    const column = columnOf(text, start);
    const lines = text.slice(begin, stop).split("\n");
    const commented = lines.map(line =>
        line.trim() === "" || line.trimStart().startsWith("#")
            ? line
            : `${line.slice(0, column)}# ${line.slice(column)}`,
    );
    return text.slice(0, begin) + commented.join("\n") + text.slice(stop);
}
