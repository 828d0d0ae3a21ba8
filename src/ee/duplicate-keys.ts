/**
 * Keys that a mapping has more than once. PyYAML takes the last without a word and ignores the others.
 *
 * Authority: PyYAML 6.0, constructor.py (construct_mapping); which keys are the same is up to Python's dict.
 */
import {
    type Document,
    isAlias,
    isMap,
    isNode,
    isScalar,
    isSeq,
    type Node,
    type Pair,
    visit,
    type YAMLMap,
} from "yaml";

import type { Fix } from "../issue.ts";
import { _, format } from "../language.ts";
import { entrySpan } from "./edit-entry.ts";
import type { Source } from "./fix.ts";
import type { Located } from "./located.ts";
import type { Path } from "./node-at.ts";

/** Of a mapping at `path`, the entry at `index` that counts for nothing because the one at `winner` has its key. */
type Ignored = { map: YAMLMap; path: Path; index: number; winner: number };

/** Line breaks of PyYAML at which nothing is cut. */
const OTHER_BREAKS = /\r(?!\n)|[\u0085\u2028\u2029]/;

/** Findings that are told; nobody reads more. */
const MOST = 1000;

/** The findings for a document that could be read; `lineOf` tells the line of an offset in it. */
export function duplicateFindings(source: Source, lineOf: (offset: number) => number): Located[] {
    const { document, file } = source;
    const ignored: Ignored[] = [];
    collect(document, document.contents, [], ignored);
    const uses = ignored.length > 0 ? usesIn(document.contents) : new Map<string, number>();
    const isCut = !OTHER_BREAKS.test(source.text);
    return ignored.slice(0, MOST).map(({ map, path, index, winner }): Located => {
        const [key, last] = [keyAt(map, index), keyAt(map, winner)];
        const name = nameOf(document, key);
        const isSame = nameOf(document, last) === name;
        const message = _("$0 is in line $1 again, and only the last counts: this one is ignored. Keep one of them.");
        return {
            severity: "warning",
            code: "duplicate-key",
            message: format(message, isScalar(key) && key.source ? key.source : name, lineOf(last.range?.[0] ?? 0)),
            path: [...path, name],
            file,
            fix: isCut && isSame ? removal(source, map, index, uses) : null,
            offset: key.range?.[0] ?? 0,
        };
    });
}

const keyAt = (map: YAMLMap, index: number): Node => (map.items[index] as Pair<Node>).key;

const keyValue = (document: Document, key: Node): unknown => {
    const node = isAlias(key) ? key.resolve(document) : key;
    return isScalar(node) ? node.value : undefined;
};

const nameOf = (document: Document, key: Node): string => String(keyValue(document, key) ?? "");

/** What is ignored below a node, from top to bottom; what is inside of that is not looked at. */
function collect(document: Document, node: unknown, path: Path, found: Ignored[]): void {
    if (isSeq(node)) for (const [index, item] of node.items.entries()) collect(document, item, [...path, index], found);
    if (!isMap<Node, unknown>(node)) return;
    const keys = node.items.map(({ key }) => identity(keyValue(document, key)));
    const last = new Map(keys.map((key, index) => [key, index]));
    for (const [index, { key, value }] of node.items.entries()) {
        const same = keys[index] ?? null;
        const winner = same === null ? index : (last.get(same) ?? index);
        if (winner !== index) found.push({ map: node as YAMLMap, path, index, winner });
        else collect(document, value, [...path, nameOf(document, key)], found);
    }
}

/** A word that keys have in common which are the same for Python: 1, 1.0 and true are. Null for what is like no other. */
function identity(key: unknown): string | null {
    switch (typeof key) {
        case "string":
            return `text ${key}`;
        case "number":
            return Number.isNaN(key) ? null : `number ${key}`;
        case "bigint":
            return `number ${key}`;
        case "boolean":
            return `number ${Number(key)}`;
        case "symbol":
            // Several merges of one mapping all count.
            return key.description === "<<" ? null : `value ${key.description}`;
        default:
            return key === null ? "nothing" : null;
    }
}

/** How often each name of an anchor stands in a node, as an alias. */
function usesIn(node: Node | null): Map<string, number> {
    const uses = new Map<string, number>();
    visit(node, { Alias: (_key, { source }) => void uses.set(source, (uses.get(source) ?? 0) + 1) });
    return uses;
}

/** The cut of an entry; null where something elsewhere stands for a part of it. */
function removal({ text, file }: Source, map: YAMLMap, index: number, uses: ReadonlyMap<string, number>): Fix | null {
    const span = entrySpan(text, map, index);
    if (!span) return null;
    if (uses.size > 0) {
        const { key, value } = map.items[index] as Pair<Node, Node | null>;
        for (const part of [key, value]) {
            const own = usesIn(part);
            let isUsed = false;
            visit(part, (_key, each) => {
                if (!isNode(each) || isAlias(each) || !each.anchor) return;
                if ((uses.get(each.anchor) ?? 0) > (own.get(each.anchor) ?? 0)) isUsed = true;
            });
            if (isUsed) return null;
        }
    }
    return { title: _("Remove it"), file, edits: [{ offset: span.start, length: span.end - span.start, text: "" }] };
}
