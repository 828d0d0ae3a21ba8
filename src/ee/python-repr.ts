/** YAML nodes as Python's repr() prints them: ansible-builder's messages quote values that way. */
import {
    type Document,
    isAlias,
    isCollection,
    isMap,
    isPair,
    isScalar,
    isSeq,
    type Pair,
    type ParsedNode,
    type YAMLMap,
    type YAMLSeq,
} from "yaml";

import { FLOAT } from "./yaml-types.ts";

/** Longest repr given back; a message that quotes more helps nobody. */
const LONGEST = 10_000;

/** The repr of a node; `document` resolves its aliases. */
export function pythonRepr(node: unknown, document: Document): string {
    let left = LONGEST;
    /** The collections that are being printed: Python prints no more than brackets for one inside itself. */
    const open = new Set<unknown>();
    const walk = (part: unknown, depth: number): string => {
        left -= 1;
        if (left < 0 || depth > 50) return "...";
        if (isAlias(part)) return walk(part.resolve(document), depth + 1);
        if (open.has(part)) return isSeq(part) ? "[...]" : "{...}";
        if (!isCollection(part)) return isScalar(part) ? scalarRepr(part.value, part.format === FLOAT) : "None";
        open.add(part);
        const printed = collectionRepr(part, depth);
        open.delete(part);
        return printed;
    };
    const collectionRepr = (part: YAMLMap | YAMLSeq, depth: number): string => {
        if (isSeq(part)) return `[${part.items.map(item => walk(item, depth + 1)).join(", ")}]`;
        const entries = new Map<string, string>();
        for (const pair of [...merged(part, document), ...part.items])
            if (isPair(pair) && !isMerge(pair)) entries.set(walk(pair.key, depth + 1), walk(pair.value, depth + 1));
        return `{${[...entries].map(entry => entry.join(": ")).join(", ")}}`;
    };
    return walk(node, 0).slice(0, LONGEST);
}

const isMerge = (pair: Pair): boolean =>
    isScalar(pair.key) && /^(?:Symbol\(<<\)|<<)$/.test(String(pair.key.value)) && pair.key.type === "PLAIN";

/** What merge keys bring into a mapping, one level deep. */
function merged(map: YAMLMap, document: Document): Pair[] {
    return map.items.filter(isMerge).flatMap(({ value }) => {
        const source = isAlias(value) ? value.resolve(document) : value;
        const sources = isSeq(source) ? source.items.toReversed() : [source];
        return sources.flatMap(each => {
            const real = isAlias(each) ? each.resolve(document) : each;
            return isMap(real) ? real.items : [];
        });
    });
}

/** Python's name for a node's type: "int", "NoneType". */
export function pythonType(node: ParsedNode | null | undefined, document: Document): string {
    const real = isAlias(node) ? node.resolve(document) : node;
    if (isSeq(real)) return "list";
    if (isMap(real)) return "dict";
    if (!isScalar(real) || real.value === null) return "NoneType";
    const { value } = real;
    if (typeof value === "symbol") return /^[\w.]+(?=\()/.exec(value.description ?? "")?.[0] ?? "bytes";
    if (typeof value === "string") return "str";
    if (typeof value === "boolean") return "bool";
    return real.format === FLOAT ? "float" : "int";
}

function scalarRepr(value: unknown, float: boolean): string {
    if (value === null) return "None";
    if (value === true) return "True";
    if (value === false) return "False";
    if (typeof value === "symbol") return value.description ?? "";
    if (typeof value === "number") return float ? floatRepr(value) : String(value);
    return typeof value === "string" ? stringRepr(value) : String(value);
}

function floatRepr(value: number): string {
    if (!Number.isFinite(value)) return String(value).toLowerCase().replace("infinity", "inf");
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e16)) return value.toExponential().replace(/e([-+])(\d)$/, "e$10$2");
    const plain = String(value);
    return plain.includes(".") ? plain : `${plain}.0`;
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A string as Python writes it: single quotes, double ones where that saves escapes. */
export function stringRepr(value: string): string {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
    const body = value.replace(/[\\\n\r\t]|\p{C}|(?! )\p{Z}/gu, character => {
        const code = character.codePointAt(0) ?? 0;
        const hex = code.toString(16);
        if (ESCAPES[character]) return ESCAPES[character];
        if (code < 256) return `\\x${hex.padStart(2, "0")}`;
        return code < 65536 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
    });
    return quote + (quote === "'" ? body.replaceAll("'", "\\'") : body) + quote;
}
