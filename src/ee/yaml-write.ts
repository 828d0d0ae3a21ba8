/** Values as YAML text, in the style of what stands around them. */
import { isScalar, isSeq, parseDocument } from "yaml";
import { type Written, writeBlock } from "./yaml-block.ts";
import { pythonTags } from "./yaml-types.ts";

/** How a scalar of one line was written before, so that it stays so. */
export type ScalarStyle = "PLAIN" | "QUOTE_SINGLE" | "QUOTE_DOUBLE";

/** What only escapes can bring through PyYAML's reader, and what it takes for the end of a line. */
const NEEDS_ESCAPE = /[^\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/** Whether a text can stand in a block, where nothing is escaped. */
export const isPrintable = (value: string): boolean => !NEEDS_ESCAPE.test(value.replaceAll("\n", ""));

/** A scalar in one line. */
export function writeScalar(value: unknown, flow: boolean, style: ScalarStyle = "PLAIN"): string {
    if (typeof value !== "string") return value === null || value === undefined ? "null" : String(value);
    if (style === "QUOTE_DOUBLE" || NEEDS_ESCAPE.test(value)) return quoted(value);
    if (style === "PLAIN" && isPlain(value, flow)) return value;
    return `'${value.replaceAll("'", "''")}'`;
}

/** JSON's escapes are YAML's, but it leaves some characters bare. */
const quoted = (value: string): string =>
    JSON.stringify(value).replace(
        /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
        character => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );

/** Whether a text without quotes is read back as itself. */
function isPlain(value: string, flow: boolean): boolean {
    // PyYAML takes no tab here, and << and = for more than text.
    if (value === "" || value !== value.trim() || value.includes("\t") || value === "<<" || value === "=") return false;
    // Most texts are words and paths; asking the parser about each would be felt in long definitions.
    if (/^[A-Za-z/_][\w./-]*$/.test(value) && !/^(?:y|yes|n|no|on|off|true|false|null)$/i.test(value)) return true;
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

const isFilled = (value: unknown): value is object =>
    typeof value === "object" && value !== null && Object.keys(value).length > 0;

/** Any value inside brackets. */
export function writeFlow(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map(writeFlow).join(", ")}]`;
    if (typeof value !== "object" || value === null) return writeScalar(value, true);
    return `{${Object.entries(value)
        .map(([key, below]) => `${writeScalar(key, true)}: ${writeFlow(below)}`)
        .join(", ")}}`;
}

/** What comes after `key: `, or in lines below it, for a key in this column. */
export function writeBelowKey(value: unknown, column: number): Written {
    if (isFilled(value)) return { first: "", lines: linesAt(value, column + 2) };
    return writeText(value, column);
}

/** What comes after `- `, for a dash in this column. */
export function writeItem(value: unknown, column: number): Written {
    if (Array.isArray(value)) return { first: writeFlow(value), lines: [] };
    if (!isFilled(value)) return writeText(value, column);
    const [first = "", ...lines] = linesAt(value, column + 2);
    return { first: first.slice(column + 2), lines };
}

/** A collection in whole lines from this column on. */
export const linesAt = (value: object, column: number): string[] =>
    Array.isArray(value)
        ? value.flatMap(item => behind(column, "-", writeItem(item, column)))
        : Object.entries(value).flatMap(([key, below]) =>
              behind(column, `${writeScalar(key, false)}:`, writeBelowKey(below, column)),
          );

const behind = (column: number, mark: string, { first, lines }: Written): string[] => [
    `${" ".repeat(column)}${mark}${first === "" ? "" : ` ${first}`}`,
    ...lines,
];

/** A text of several lines is a block wherever one can hold it. */
function writeText(value: unknown, parent: number): Written {
    // Blank lines at the end of a block would run together with those after it.
    const isLong = typeof value === "string" && value.includes("\n") && !value.endsWith("\n\n") && isPrintable(value);
    const block = isLong && writeBlock(value, { header: "|", column: parent + 2, parent });
    return block || { first: typeof value === "object" ? writeFlow(value) : writeScalar(value, false), lines: [] };
}
