/**
 * YAML scalars as PyYAML's safe loader types them.
 *
 * The `yaml` package's own 1.1 schema differs from PyYAML where it matters: PyYAML takes no `y`, `1e3` or `-.5` for
 * anything but text, and reads `08` as text too. Authority: PyYAML 6.0, resolver.py and constructor.py.
 */
import type { ScalarTag, Tags } from "yaml";

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

/** `datetime.date(2024, 2, 3)`; null for a day that no calendar has. */
function date(source: string): symbol | null {
    const [year = 0, month = 0, day = 0, ...time] = (source.match(/\d+/g) ?? []).map(Number);
    const real = new Date(Date.UTC(2000, month - 1, day));
    real.setUTCFullYear(year, month - 1, day);
    if (year === 0 || real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return null;
    const kind = source.length === 10 ? "datetime.date" : "datetime.datetime";
    return opaque(`${kind}(${[year, month, day, ...time].join(", ")})`);
}

/** The tags to give to `parseDocument` beside the failsafe schema. */
export const pythonTags: Tags = [
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
    plain(
        "timestamp",
        /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/,
        (source, onError) => date(source) ?? onError("not a date"),
    ),
    plain("value", /^=$/, (source, onError) => onError(`could not determine a constructor for ${source}`)),
    {
        tag: "tag:yaml.org,2002:float",
        format: FLOAT,
        resolve: (source: string, onError: (message: string) => void) =>
            /^[-+]?\.nan$/i.test(source) || !Number.isNaN(float(source)) ? float(source) : onError("not a number"),
    },
    {
        tag: "tag:yaml.org,2002:binary",
        resolve: (source: string) => opaque(`b'${source.replace(/\s/g, "")}'`),
    },
    "merge",
];
