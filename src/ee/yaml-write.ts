/** Values as YAML text, in the style of what stands around them. */
import { isScalar, isSeq, parseDocument } from "yaml";

import { pythonTags } from "./yaml-types.ts";

/** Where a value is put: inside brackets or not, the column of what is below it, and how lines end. */
export type Setting = { flow: boolean; column: number; newline: string };

/** How a scalar was written before, so that it stays so. */
export type ScalarStyle = "PLAIN" | "QUOTE_SINGLE" | "QUOTE_DOUBLE" | "BLOCK_LITERAL" | "BLOCK_FOLDED";

const pad = (column: number): string => " ".repeat(column);

/** A scalar; one of several lines becomes a literal block where there may be one. */
export function writeScalar(value: unknown, setting: Setting, style: ScalarStyle = "PLAIN"): string {
    if (typeof value !== "string") return value === null || value === undefined ? "null" : String(value);
    const unprintable = /[^\t\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(value);
    const block = style === "BLOCK_LITERAL" || style === "BLOCK_FOLDED" || value.includes("\n");
    if (block && !setting.flow && !unprintable && value.trim() !== "") return writeBlock(value, setting, style);
    if (style === "QUOTE_DOUBLE" || unprintable || value.includes("\n")) return JSON.stringify(value);
    if (style === "PLAIN" && isPlain(value, setting.flow)) return value;
    return `'${value.replaceAll("'", "''")}'`;
}

function writeBlock(value: string, { column, newline }: Setting, style: ScalarStyle): string {
    const folded = style === "BLOCK_FOLDED" && !/\n[^\n]|^ |\n$.*\n$/.test(value);
    const body = value.replace(/\n+$/, "");
    const ends = value.length - body.length;
    const chomp = ends === 0 ? "-" : ends === 1 ? "" : "+";
    const indicator = /^[ \n]/.test(body) ? "2" : "";
    const lines = body.split("\n").concat(Array<string>(Math.max(0, ends - 1)).fill(""));
    const padded = lines.map(line => (line === "" ? "" : pad(column) + line));
    return `${folded ? ">" : "|"}${indicator}${chomp}${newline}${padded.join(newline)}`;
}

/** Whether a text without quotes is read back as itself. */
function isPlain(value: string, flow: boolean): boolean {
    if (value === "" || value !== value.trim()) return false;
    const document = parseDocument(flow ? `[${value}]` : `- ${value}`, {
        schema: "failsafe",
        customTags: pythonTags,
        prettyErrors: false,
        logLevel: "silent",
    });
    const list = document.contents;
    const [item, ...more] = isSeq(list) ? list.items : [];
    const clean = document.errors.length === 0 && document.warnings.length === 0 && more.length === 0;
    return (
        clean && isScalar(item) && item.value === value && item.type === "PLAIN" && !item.comment && !document.comment
    );
}

/** Any value inside brackets. */
export function writeFlow(value: unknown): string {
    const setting: Setting = { flow: true, column: 0, newline: "\n" };
    if (Array.isArray(value)) return `[${value.map(writeFlow).join(", ")}]`;
    if (typeof value !== "object" || value === null) return writeScalar(value, setting);
    return `{${Object.entries(value)
        .map(([key, below]) => `${writeScalar(key, setting)}: ${writeFlow(below)}`)
        .join(", ")}}`;
}

/** What comes after `key:`, with the space or line break before it. */
export function writeAfterKey(value: unknown, setting: Setting): string {
    const { flow, column, newline } = setting;
    if (flow || typeof value !== "object" || value === null) {
        return ` ${flow ? writeFlow(value) : writeScalar(value, setting)}`;
    }
    if (Array.isArray(value)) {
        if (value.length === 0) return " []";
        return value.map(item => `${newline}${pad(column)}- ${writeItem(item, setting)}`).join("");
    }
    const entries = Object.entries(value);
    return entries.length === 0 ? " {}" : newline + pad(column) + writeEntries(entries, setting);
}

/** What comes after `- `. */
export function writeItem(value: unknown, setting: Setting): string {
    const below = { ...setting, column: setting.column + 2 };
    if (setting.flow || Array.isArray(value)) return writeFlow(value);
    if (typeof value !== "object" || value === null) return writeScalar(value, below);
    const entries = Object.entries(value);
    return entries.length === 0 ? "{}" : writeEntries(entries, below);
}

/** Lines of `key: value`, the first without its indentation. */
export function writeEntries(entries: readonly [string, unknown][], setting: Setting): string {
    const below = { ...setting, column: setting.column + 2 };
    return entries
        .map(([key, value]) => `${writeScalar(key, { ...setting, flow: false })}:${writeAfterKey(value, below)}`)
        .join(setting.newline + pad(setting.column));
}
