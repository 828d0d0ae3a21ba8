/** Where things of a YAML document are in its text: values, the dashes before items, the colons behind keys. */
import { type CST, isAlias, isCollection, isPair, isScalar, type Node, type Pair, type YAMLSeq } from "yaml";

/** From the first character of something to the one after its last. */
export type Span = { start: number; end: number };

type AnyPair = Pair<Node, Node | null>;

export const isBlockScalar = (node: unknown): boolean =>
    isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED");

/** A value of no characters: what a key without anything behind it has. */
export const isEmpty = (node: unknown): boolean =>
    node === null || (isScalar(node) && node.source === "" && node.type === "PLAIN");

/** A collection written in lines, without brackets. */
export const isBlockCollection = (node: unknown): boolean => isCollection(node) && !node.flow;

/**
 * The text of a value, without its anchor and tag. A block of text ends with the line break that is part of it, a
 * collection without brackets with the last of what is in it, whatever comments follow.
 */
export function spanOf(node: Node): Span {
    const [start, end] = node.range ?? [0, 0];
    if (isScalar(node) || isAlias(node) || !isCollection(node) || node.flow) return { start, end };
    const last = node.items.at(-1) as AnyPair | Node | undefined;
    if (isPair<Node, Node | null>(last)) return { start, end: endOfPair(last) };
    if (last && !isEmpty(last)) return { start, end: spanOf(last).end };
    const dash = dashesOf(node as YAMLSeq).at(-1);
    return { start, end: dash === undefined ? end : dash + 1 };
}

function endOfPair(pair: AnyPair): number {
    if (pair.value && !isEmpty(pair.value)) return spanOf(pair.value).end;
    return afterColon(pair) ?? pair.key.range?.[1] ?? 0;
}

/** Where the dash of each item of a list without brackets is. */
export const dashesOf = (list: YAMLSeq): number[] =>
    tokensOf(list).flatMap(({ start }) => start.find(({ type }) => type === "seq-item-ind")?.offset ?? []);

const tokensOf = ({ srcToken }: YAMLSeq): CST.CollectionItem[] =>
    srcToken && "items" in srcToken ? (srcToken.items as CST.CollectionItem[]) : [];

/** Behind the colon of a key and behind an anchor or a tag after that; null for a key without a colon. */
export function afterColon(pair: AnyPair): number | null {
    const marks = (pair.srcToken?.sep ?? []).filter(({ type }) => ["map-value-ind", "anchor", "tag"].includes(type));
    const last = marks.at(-1);
    return last && marks.some(({ type }) => type === "map-value-ind") ? last.offset + last.source.length : null;
}

/** Where the whole of an entry of a mapping is, key and value, with what stands before the key: `?`, anchor, tag. */
export const spanOfPair = (pair: AnyPair): Span => ({ start: startOfPair(pair), end: endOfPair(pair) });

const startOfPair = ({ key, srcToken }: AnyPair): number =>
    srcToken?.start.find(({ type }) => ["explicit-key-ind", "anchor", "tag"].includes(type))?.offset ??
    key.range?.[0] ??
    0;

/** Behind the last of the line that holds the character before this offset; line breaks of Windows are not in it. */
export function lineEnd(text: string, offset: number): number {
    const newline = text.indexOf("\n", offset);
    const end = newline < 0 ? text.length : newline;
    return end > offset && text[end - 1] === "\r" ? end - 1 : end;
}

/** Where the line after the end of something begins; a block of text has its line break in itself. */
export function nextLine(text: string, { end }: Pick<Span, "end">): number {
    if (end > 0 && text[end - 1] === "\n") return end;
    const newline = text.indexOf("\n", end);
    return newline < 0 ? text.length : newline + 1;
}
