/**
 * YAML scalars as PyYAML's safe loader types them.
 *
 * The `yaml` package's own 1.1 schema differs from PyYAML where it matters: PyYAML takes no `y`, `1e3` or `-.5` for
 * anything but text, and reads `08` as text too. Authority: PyYAML 6.0, resolver.py and constructor.py.
 */
import { type CollectionTag, type Document, Scalar, type ScalarTag, type Tags, visit } from "yaml";

import { dateRepr, TIMESTAMP } from "./python-dates.ts";

/** A value that JSON has no word for (a date, bytes); described by its Python repr, equal to nothing a schema takes. */
export const opaque = (repr: string): symbol => Symbol(repr);

const plain = (
    name: string,
    test: RegExp,
    resolve: (source: string, onError: (message: string) => void) => unknown,
    format?: string,
): ScalarTag => ({
    tag: `tag:yaml.org,2002:${name}`,
    default: true,
    test,
    resolve,
    ...(format === undefined ? {} : { format }),
});

/** What a number that Python calls a float is marked with, since JavaScript has only one kind. */
export const FLOAT = "FLOAT";

const sexagesimal = (digits: string): number => digits.split(":").reduce((total, part) => total * 60 + Number(part), 0);

function integer(source: string): number | bigint | null {
    const digits = source.replaceAll("_", "");
    const negative = digits.startsWith("-");
    const body = digits.replace(/^[-+]/, "");
    if (body.includes(":")) return (negative ? -1 : 1) * sexagesimal(body);
    const prefixed = /^0[0-7]+$/.test(body) ? `0o${body.slice(1)}` : body;
    if (prefixed === "0b" || prefixed === "0x") return null;
    const whole = negative ? -BigInt(prefixed) : BigInt(prefixed);
    return whole >= BigInt(Number.MIN_SAFE_INTEGER) && whole <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(whole) : whole;
}

function float(source: string): number {
    const digits = source.replaceAll("_", "").toLowerCase();
    const sign = digits.startsWith("-") ? -1 : 1;
    const body = digits.replace(/^[-+]/, "");
    if (body === ".inf") return sign * Number.POSITIVE_INFINITY;
    if (body === ".nan") return Number.NaN;
    return sign * (body.includes(":") ? sexagesimal(body) : Number(body));
}

/** What the tag in front of a quoted or odd text makes of it; Python is laxer then. */
const explicit = (name: string, resolve: (source: string) => unknown, format?: string): ScalarTag => ({
    tag: `tag:yaml.org,2002:${name}`,
    ...(format === undefined ? {} : { format }),
    resolve: (source: string, onError: (message: string) => void) => {
        const value = resolve(source);
        if (value === undefined) onError(`Unresolvable as ${name}`);
        return value;
    },
});

function explicitInteger(source: string): number | bigint | undefined {
    const digits = source.replaceAll("_", "").replace(/^[-+]/, "").trim();
    const known = /^(?:0b[01]+|0x[0-9a-f]+|0o?[0-7]*|[1-9]\d*(?::\d+)*)$/i.test(digits);
    return known ? (integer(source.trim().replace(/0[oO]/, "0")) ?? undefined) : undefined;
}

function explicitFloat(source: string): number | undefined {
    const digits = source.replaceAll("_", "").trim().toLowerCase();
    if (/^[-+]?\.nan$|^[-+]?nan$/.test(digits)) return Number.NaN;
    if (/^[-+]?(?:\.inf|inf(?:inity)?)$/.test(digits)) return float(digits.replace(/\.?inf.*/, ".inf"));
    return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$|^[-+]?\d+(?::\d+)+(?:\.\d*)?$/.test(digits)
        ? float(digits)
        : undefined;
}

const asDate = (source: string): symbol | null => {
    const repr = dateRepr(source);
    return repr === null ? null : opaque(repr);
};

const isYes = (source: string): boolean | undefined => {
    const word = source.toLowerCase();
    return /^(?:yes|true|on)$/.test(word) || (/^(?:no|false|off)$/.test(word) ? false : undefined);
};

/** Collections that are no mapping and no list for a schema. */
const collection = (name: string, shape: "map" | "seq", type: string): CollectionTag => ({
    tag: `tag:yaml.org,2002:${name}`,
    collection: shape,
    resolve: () => new Scalar(opaque(type)),
});

/** Text without quotes, by its look; the first that fits counts. */
const plainTags: ScalarTag[] = [
    plain("null", /^(?:~|null|Null|NULL|)$/, () => null),
    plain("bool", /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true),
    plain("bool", /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false),
    plain(
        "int",
        /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
        (source, onError) => integer(source) ?? onError("not a number"),
    ),
    plain(
        "float",
        /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
        float,
        FLOAT,
    ),
    plain("timestamp", TIMESTAMP, (source, onError) => asDate(source) ?? onError("not a date")),
];

/** The tags to give to `parseDocument` beside the failsafe schema. */
export const pythonTags: Tags = [
    ...plainTags,
    explicit("null", () => null),
    explicit("bool", isYes),
    explicit("int", explicitInteger),
    explicit("float", explicitFloat, FLOAT),
    explicit("timestamp", source => asDate(source) ?? undefined),
    explicit("binary", source => (/[^\0-\x7f]/.test(source) ? undefined : opaque(`b'${source.replace(/\s/g, "")}'`))),
    collection("set", "map", "set()"),
    collection("omap", "seq", "[]"),
    collection("pairs", "seq", "[]"),
    "merge",
];

/**
 * Type what has the tag `!` and nothing behind that. For PyYAML it says nothing, not even of text in quotes; the `yaml`
 * package takes it for text.
 */
export function typeUntagged(document: Document): void {
    visit(document, {
        Scalar: (_key, node) => {
            if (node.tag !== "!" || typeof node.value !== "string") return;
            // Python's patterns end before a last line break, too.
            const source = node.value.replace(/\n$/, "");
            const tag = plainTags.find(({ test }) => test?.test(source));
            const value: unknown = tag?.resolve(source, () => {}, {});
            if (value === undefined) return;
            node.value = value;
            if (tag?.format === FLOAT) node.format = FLOAT;
        },
    });
}
