/** Change words of a text that its author laid out over several lines, without laying it out anew. */
import { isScalar, type Node } from "yaml";
import { spanOf } from "./node-span.ts";
import { readYaml } from "./read-yaml.ts";
import { headerOf } from "./yaml-block.ts";

/** The column of a block's lines; null where it has none but blank ones. */
export function bodyColumn(text: string, node: Node | null): number | null {
    if (!isScalar(node) || !node.range) return null;
    const [start, end] = node.range;
    const written = /\n( +)\S/.exec(text.slice(start, end))?.[1]?.length;
    const meant = /^\n*( *)\S/.exec(String(node.value))?.[1]?.length ?? 0;
    return written === undefined ? null : written - meant;
}

/**
 * The text with only the words changed in which the new value differs; null where that cannot be told from the text
 * (another kind of value, a text of one line, one that is laid out by its author's line breaks anyway).
 */
export function reword(text: string, node: Node | null, value: unknown): string | null {
    if (!isScalar(node) || typeof value !== "string" || typeof node.value !== "string" || value === node.value)
        return null;
    const { start, end } = spanOf(node);
    const source = text.slice(start, end);
    const isLaidOut = node.type === "BLOCK_FOLDED" || (node.type !== "BLOCK_LITERAL" && source.includes("\n"));
    const isEscaped = node.type === "QUOTE_DOUBLE" && source.includes("\\");
    if (!isLaidOut || isEscaped) return null;

    const old = node.value;
    const shorter = Math.min(old.length, value.length);
    let before = 0;
    while (before < shorter && old[before] === value[before]) before += 1;
    let after = 0;
    while (after < shorter - before && old.at(-1 - after) === value.at(-1 - after)) after += 1;
    // Nothing in common: it is another text, and the old layout is not its own.
    if (before + after === 0) return null;
    const words = value.slice(before, value.length - after);
    const places = placesOf(source, old, node.type === "QUOTE_SINGLE");
    const [from, to] = [places?.[before], places?.[old.length - after]];
    if (from === undefined || to === undefined || to < from || words.includes("\n")) return null;
    const put = node.type === "QUOTE_SINGLE" ? words.replaceAll("'", "''") : words;
    const changed = text.slice(0, start + from) + put + text.slice(start + to);
    return isOnlyChange(text, changed, start, value) ? changed : null;
}

/** For each character of a value, and its end, where in its source it is; null when they do not go along. */
function placesOf(source: string, value: string, isQuoted: boolean): number[] | null {
    const places: number[] = [];
    let at = headerOf(source) ? source.indexOf("\n") + 1 : /^["']/.test(source) ? 1 : 0;
    for (const character of value) {
        const isSpace = /\s/.test(character);
        if (!isSpace) while (/\s/.test(source[at] ?? "")) at += 1;
        for (let unit = 0; unit < character.length; unit++) places.push(at + unit);
        if (isSpace ? !/\s/.test(source[at] ?? "") : !source.startsWith(character, at)) return null;
        at += isQuoted && character === "'" ? 2 : character.length;
    }
    places.push(at);
    return places;
}

/** Whether the new text reads as the old one with that one value in its place. */
function isOnlyChange(text: string, changed: string, start: number, value: string): boolean {
    const [was, is] = [text, changed].map(each => scalarsOf(each));
    if (!was || !is || was.length !== is.length) return false;
    return was.every(([offset, old], index) => {
        const read = is[index]?.[1];
        return offset === start ? read === value : read === old;
    });
}

function scalarsOf(text: string): [number, unknown][] | null {
    const { document, problems } = readYaml(text, "");
    if (!document || problems.length > 0) return null;
    const scalars: [number, unknown][] = [];
    const collect = (node: unknown): void => {
        if (isScalar(node)) scalars.push([node.range?.[0] ?? 0, node.value]);
        else if (typeof node === "object" && node !== null && "items" in node && Array.isArray(node.items))
            for (const item of node.items as { key?: unknown; value?: unknown }[]) {
                if (item && typeof item === "object" && "key" in item && !("items" in item)) {
                    collect(item.key);
                    collect(item.value);
                } else collect(item);
            }
    };
    collect(document.contents);
    return scalars;
}
