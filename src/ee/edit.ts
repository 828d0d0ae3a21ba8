/**
 * Change one value of a YAML text: only its bytes change. Comments, order, quoting and indentation elsewhere stay.
 *
 * Paths are keys and indices from the top. Text that is not YAML comes back as it was.
 */
import { type Document, isAlias, isCollection, isMap, isNode, isSeq, visit, type YAMLMap } from "yaml";

import { cutLines, cutWords, putLines } from "./edit-cut.ts";
import { columnOf, endsInLineBreak, fill, holeAt } from "./edit-hole.ts";
import { appendItem } from "./edit-list.ts";
import { nearestTo, nodeAt, type Path } from "./node-at.ts";
import { dashesOf, isEmpty, nextLine, type Span, spanOf, spanOfPair } from "./node-span.ts";
import { readYaml } from "./read-yaml.ts";
import { linesAt, writeFlow } from "./yaml-write.ts";

/** The text with the value at `path` set; what is missing on the way there is made. */
export function setValue(text: string, path: Path, value: unknown): string {
    const document = readable(text);
    if (!document || path.length === 0) return text;
    const { depth, node: above } = nearestTo(document, path);
    const there = path.slice(0, depth);
    const hole = depth > 0 ? holeAt(text, document, there) : null;
    if (depth === path.length) return hole ? fill(text, hole, value) : text;

    const missing = path.slice(depth);
    // An alias stands for what is written elsewhere: nothing can be put into it here.
    if (isAlias(above)) return text;
    if (isMap(above)) return addPair(text, document, above, there, nested(missing, value) as object);
    if (isSeq(above))
        return typeof missing[0] === "string" ? text : addItem(text, there, nested(missing.slice(1), value));
    if (hole) return fill(text, hole, nested(missing, value));
    return isEmpty(above)
        ? putLines(text, text.length, linesAt(nested(missing, value) as object, 0), endsInLineBreak(value))
        : text;
}

/** The text with one more item at the end of the list at `path`, which is made where there is none. */
export function addItem(text: string, path: Path, value: unknown): string {
    const document = readable(text);
    if (!document) return text;
    const list = nodeAt(document, path)?.node;
    if (isAlias(list)) return text;
    if (!isSeq(list) || list.items.length === 0) return setValue(text, path, [value]);
    return appendItem(text, list, value);
}

/** The document, unless it has errors that would make positions a guess. */
export function readable(text: string): Document | null {
    const { document, problems } = readYaml(text, "");
    return problems.length === 0 ? document : null;
}

/** A value below the rest of a path: `nested(["a", 0], 1)` is `{a: [1]}`. */
const nested = (path: Path, value: unknown): unknown =>
    path.reduceRight<unknown>((below, step) => (typeof step === "number" ? [below] : { [step]: below }), value);

function addPair(text: string, document: Document, map: YAMLMap, path: Path, entry: object): string {
    const { start, end } = spanOf(map);
    if (!map.flow)
        return putLines(text, nextLine(text, { end }), linesAt(entry, columnOf(text, start)), endsInLineBreak(entry));
    const last = map.items.at(-1);
    if (last) {
        const behind = spanOfPair(last as Parameters<typeof spanOfPair>[0]).end;
        return `${text.slice(0, behind)}, ${writeFlow(entry).slice(1, -1)}${text.slice(behind)}`;
    }
    // Brackets with nothing in them are there for want of something better.
    const hole = path.length > 0 ? holeAt(text, document, path) : null;
    return hole ? fill(text, hole, entry) : text.slice(0, start) + linesAt(entry, 0).join("\n") + text.slice(end);
}

/**
 * The text without the value at `path` and its key; comments on lines of their own stay. What would be left empty
 * above it goes too: ansible-builder refuses keys without a value. What an alias elsewhere stands for stays.
 */
export function deleteValue(text: string, path: Path): string {
    const document = readable(text);
    if (!document || path.length === 0) return text;
    const inner = entrySpan(document, path);
    if (!inner) return text;
    let top = path;
    while (top.length > 1 && countAt(document, top.slice(0, -1)) === 1) top = top.slice(0, -1);
    const outer = entrySpan(document, top);
    const above = nodeAt(document, top.slice(0, -1))?.node;
    if (!outer || !isCollection(above) || isUsedElsewhere(document, top)) return text;
    return above.flow ? cutWords(text, outer) : cutLines(text, outer, inner.start);
}

/** Whether an alias elsewhere stands for what is at a path, or for something in it. PyYAML takes a name only once. */
function isUsedElsewhere(document: Document, path: Path): boolean {
    const { pair = null, node = null } = nodeAt(document, path) ?? {};
    const going = new Set<unknown>();
    const names = new Set<string>();
    for (const part of [pair?.key ?? null, node])
        visit(part, (_key, each) => {
            going.add(each);
            if (isNode(each) && !isAlias(each) && each.anchor) names.add(each.anchor);
        });
    let isUsed = false;
    visit(document, {
        Alias: (_key, alias) => {
            if (!going.has(alias) && names.has(alias.source)) isUsed = true;
        },
    });
    return isUsed;
}

const countAt = (document: Document, path: Path): number => {
    const node = nodeAt(document, path)?.node;
    return isCollection(node) ? node.items.length : 0;
};

/** From the key or dash of what is at a path to its end. */
function entrySpan(document: Document, path: Path): Span | null {
    const found = nodeAt(document, path);
    if (!found) return null;
    if (found.pair) return spanOfPair(found.pair);
    const list = nodeAt(document, path.slice(0, -1))?.node;
    if (!isSeq(list) || !found.node) return null;
    const { start, end } = spanOf(found.node);
    if (list.flow) return { start, end };
    const dash = dashesOf(list)[Number(path.at(-1))] ?? start;
    return { start: dash, end: isEmpty(found.node) ? dash + 1 : end };
}
