/** Move an entry of a YAML text into another mapping, with its lines and the comments that belong to it. */
import { isMap, type Node, type Pair, type YAMLMap } from "yaml";

import { deleteValue, readable, setValue } from "./edit.ts";
import { putLines } from "./edit-cut.ts";
import { entrySpan } from "./edit-entry.ts";
import { columnOf } from "./edit-hole.ts";
import { nearestTo, nodeAt, type Path } from "./node-at.ts";
import { nextLine, spanOf } from "./node-span.ts";
import { readYaml } from "./read-yaml.ts";
import { lineStart } from "./text.ts";

/**
 * The text with the entry at `from` at `to` instead, whose key is the same; null where that is not told. What is missing
 * on the way there is made, in the entry's own place if it can be.
 */
export function moveEntry(text: string, from: Path, to: Path): string | null {
    const before = valueAt(text, from);
    if (before === undefined || valueAt(text, to) !== undefined) return null;
    const isMoved = (moved: string) => valueAt(moved, from) === undefined && valueAt(moved, to) === before;
    const moved = moveLines(text, from, to);
    if (moved !== null && isMoved(moved)) return moved;
    const put = setValue(deleteValue(text, from), to, JSON.parse(before));
    return isMoved(put) ? put : null;
}

/** The value at a path as JSON; undefined where there is none, or none that JSON has words for. */
function valueAt(text: string, path: Path): string | undefined {
    const { value, problems } = readYaml(text, "");
    if (problems.length > 0) return undefined;
    const found = path.reduce<unknown>(
        (above, step) =>
            typeof above === "object" && above !== null && Object.hasOwn(above, step)
                ? (above as Record<string | number, unknown>)[step]
                : undefined,
        value,
    );
    try {
        return JSON.stringify(found);
    } catch {
        // A number beyond what JSON holds, or what holds itself.
        return undefined;
    }
}

/** As lines: neither the entry nor where it goes is between brackets, and the entry begins a line. */
function moveLines(text: string, from: Path, to: Path): string | null {
    const document = readable(text);
    const holder = document && nodeAt(document, from.slice(0, -1))?.node;
    const pair = document && nodeAt(document, from)?.pair;
    if (!document || !pair || !isMap(holder) || holder.flow) return null;
    const span = entrySpan(text, holder as YAMLMap, holder.items.indexOf(pair as Pair));
    const start = pair.key.range?.[0] ?? 0;
    if (!span || text.slice(lineStart(text, start), start).trim() !== "") return null;
    const lines = text
        .slice(span.start, span.end)
        .replace(/\r?\n$/, "")
        .split(/\r?\n/);
    const own = columnOf(text, start);

    const { depth, node: above } = nearestTo(document, to.slice(0, -1));
    if (!isMap<Node, Node | null>(above) || above.flow) return null;
    const missing = to.slice(depth, -1);
    const column = columnOf(text, spanOf(above).start);
    const parents = missing.map((key, index) => `${" ".repeat(column + 2 * index)}${key}:`);
    const shift = column + 2 * missing.length - own;
    if (shift < 0 && lines.some(line => line.trim() !== "" && line.slice(0, -shift).trim() !== "")) return null;
    const shifted = lines.map(line => (shift < 0 ? line.slice(-shift) : line && " ".repeat(shift) + line));

    const rest = holder.items.length > 1 ? text.slice(0, span.start) + text.slice(span.end) : deleteValue(text, from);
    const end = above === holder ? span.start : nextLine(text, spanOf(above));
    const at = end > span.start ? end - (text.length - rest.length) : end;
    return putLines(rest, at, [...parents, ...shifted]);
}
