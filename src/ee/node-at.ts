/** Nodes of a YAML document by path, as PyYAML sees them: of duplicate keys the last one counts. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";

export type Path = readonly (string | number)[];

/** A place in the document: the value, and the pair that holds it if it has a key. */
export type Found = { node: Node | null; pair: Pair<Node, Node | null> | null };

/** What is at a path, or null where the document does not go that far. */
export function nodeAt(document: Document, path: Path): Found | null {
    let found: Found = { node: document.contents, pair: null };
    for (const step of path) {
        const node = isAlias(found.node) ? (found.node.resolve(document) ?? null) : found.node;
        if (isMap(node)) {
            const pair = pairOf(node, step);
            if (!pair) return null;
            found = { node: pair.value, pair };
        } else if (isSeq(node) && typeof step === "number") {
            const item = node.items[step];
            if (item === undefined) return null;
            found = { node: item as Node, pair: null };
        } else return null;
    }
    return found;
}

/** What is at a path, or at as much of it as there is: `depth` steps. */
export function nearestTo(document: Document, path: Path): { depth: number; node: Node | null } {
    for (let depth = path.length; depth > 0; depth--) {
        const found = nodeAt(document, path.slice(0, depth));
        if (found) return { depth, node: found.node };
    }
    return { depth: 0, node: document.contents };
}

/** The last pair of a mapping with this key. */
export function pairOf(map: YAMLMap, key: string | number): Pair<Node, Node | null> | null {
    for (let index = map.items.length - 1; index >= 0; index--) {
        const pair = map.items[index] as Pair<Node, Node | null> | undefined;
        if (pair && isScalar(pair.key) && String(pair.key.value ?? "") === String(key)) return pair;
    }
    return null;
}

/** Where the value at `path` begins, or its key where it has no text, or the nearest thing around it. */
export function offsetOf(document: Document | null, path: Path): number {
    if (!document) return 0;
    for (let length = path.length; length > 0; length--) {
        const found = nodeAt(document, path.slice(0, length));
        if (!found) continue;
        const { node, pair } = found;
        const empty = isScalar(node) && node.value === null && node.source === "";
        const place = (empty ? undefined : node?.range) ?? pair?.key.range;
        if (place) return place[0];
    }
    return document.contents?.range?.[0] ?? 0;
}

/** Where the key at the end of `path` begins, or the nearest thing around it: a merge may have brought it. */
export function keyOffset(document: Document, path: Path): number {
    return nodeAt(document, path)?.pair?.key.range?.[0] ?? offsetOf(document, path);
}

/** The keys of the mapping at `path` by what they say, the last of those that are the same. */
export function keysIn(document: Document, path: Path): Map<string, Node> {
    const map = nodeAt(document, path)?.node;
    const pairs = isMap<Node>(map) ? map.items : [];
    return new Map(pairs.flatMap(({ key }) => (isScalar(key) ? [[String(key.value ?? ""), key]] : [])));
}
