/** What a schema has against a definition, in the terms that both ansible-builder's message and our findings need. */
import { type SchemaVersion, schemas } from "./definition.ts";
import type { Path } from "./node-at.ts";

export type SchemaError =
    | { kind: "unknown"; path: Path; keys: string[] }
    | { kind: "missing"; path: Path; key: string }
    /** The value fits none of these JSON types. */
    | { kind: "type"; path: Path; expected: string[] }
    /** The value fits none of several shapes; `inside` are the errors of each shape, with whole paths. */
    | { kind: "shape"; path: Path; inside: { path: Path; expected: string }[] };

/** What of zod's issues is used here. */
type ZodIssue = {
    code: string;
    path: readonly PropertyKey[];
    keys?: string[];
    expected?: string;
    errors?: ZodIssue[][];
};

/** Check a value against the schema of a version; the errors come in the order in which jsonschema visits them. */
export function schemaErrors(value: unknown, version: SchemaVersion): SchemaError[] {
    const result = schemas[version].safeParse(value);
    return result.success ? [] : inOrder(result.error.issues.map(issue => schemaError(issue as ZodIssue, value)));
}

const pathOf = (path: readonly PropertyKey[]): Path =>
    path.map(step => (typeof step === "number" ? step : String(step)));

/** JSON schema's names of types. */
const typeName = (expected = ""): string => (expected === "record" ? "object" : expected);

function schemaError(issue: ZodIssue, value: unknown): SchemaError {
    const path = pathOf(issue.path);
    if (issue.code === "unrecognized_keys") return { kind: "unknown", path, keys: issue.keys ?? [] };
    if (issue.code === "invalid_union") {
        const inside = (issue.errors ?? [])
            .flat()
            .map(error => ({ path: [...path, ...pathOf(error.path)], expected: typeName(error.expected) }));
        const types = inside.map(({ expected }) => expected);
        return types.includes("null") ? { kind: "type", path, expected: types } : { kind: "shape", path, inside };
    }
    const key = path.at(-1);
    return typeof key === "string" && !has(value, path)
        ? { kind: "missing", path: path.slice(0, -1), key }
        : { kind: "type", path, expected: [typeName(issue.expected)] };
}

function has(value: unknown, path: Path): boolean {
    let here = value;
    for (const step of path) {
        if (typeof here !== "object" || here === null || !Object.hasOwn(here, step)) return false;
        here = (here as Record<string | number, unknown>)[step];
    }
    return true;
}

/** jsonschema names unknown keys of a mapping before anything else of it; zod names them last. */
function inOrder(errors: SchemaError[]): SchemaError[] {
    const first = new Map<string, number>();
    const owner = (error: SchemaError) => JSON.stringify(error.path);
    errors.forEach((error, index) => {
        if (!first.has(owner(error))) first.set(owner(error), index);
    });
    const rank = (error: SchemaError) => (first.get(owner(error)) ?? 0) * 2 + (error.kind === "unknown" ? 0 : 1);
    return errors.toSorted((left, right) => rank(left) - rank(right));
}
