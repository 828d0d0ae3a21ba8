/** Which keys each version knows and what they take, told from the schemas themselves. */
import * as z from "zod/mini";

import { type SchemaVersion, schemas } from "./definition.ts";

/** What a key takes: "list" of texts or of mappings, "nothing" for a key without a value. */
export type ValueKind = "text" | "list" | "mapping" | "boolean" | "number" | "nothing";

const inner = (schema: unknown): unknown =>
    schema instanceof z.ZodMiniOptional ? inner(schema.def.innerType) : schema;

/** What the schema says at `path`; undefined where it says nothing. */
function schemaAt(version: SchemaVersion, path: readonly (string | number)[]): unknown {
    let schema: unknown = schemas[version];
    for (const step of path) {
        const here = inner(schema);
        if (here instanceof z.ZodMiniObject && typeof step === "string" && Object.hasOwn(here.shape, step))
            schema = here.shape[step];
        else if (here instanceof z.ZodMiniArray && typeof step === "number") schema = here.def.element;
        else return undefined;
    }
    return inner(schema);
}

/** The keys that a mapping at `path` may have; empty where the schema knows no mapping. */
export function keysAt(version: SchemaVersion, path: readonly (string | number)[]): string[] {
    const found = schemaAt(version, path);
    return found instanceof z.ZodMiniObject ? Object.keys(found.shape) : [];
}

/** What may stand at `path`; empty where the schema knows nothing. */
export const kindsAt = (version: SchemaVersion, path: readonly (string | number)[]): ValueKind[] =>
    kindsOf(schemaAt(version, path));

function kindsOf(schema: unknown): ValueKind[] {
    if (schema instanceof z.ZodMiniUnion) return schema.def.options.flatMap(kindsOf);
    if (schema instanceof z.ZodMiniString) return ["text"];
    if (schema instanceof z.ZodMiniArray) return ["list"];
    if (schema instanceof z.ZodMiniBoolean) return ["boolean"];
    if (schema instanceof z.ZodMiniNumber) return ["number"];
    if (schema instanceof z.ZodMiniNull) return ["nothing"];
    return schema instanceof z.ZodMiniObject || schema instanceof z.ZodMiniRecord ? ["mapping"] : [];
}

/** The versions whose schema has this key at this place. */
export const versionsWith = (path: readonly (string | number)[], key: string): SchemaVersion[] =>
    ([1, 2, 3] as const).filter(version => keysAt(version, path).includes(key));

const places = new Map<SchemaVersion, Map<string, string[][]>>();

/** The mappings, by their paths, that may have this key in a version, outermost first; those in lists are left out. */
export function placesOf(version: SchemaVersion, key: string): string[][] {
    const known = places.get(version) ?? allPlaces(version);
    places.set(version, known);
    return known.get(key) ?? [];
}

function allPlaces(version: SchemaVersion): Map<string, string[][]> {
    const found = new Map<string, string[][]>();
    const open: string[][] = [[]];
    for (const path of open)
        for (const key of keysAt(version, path)) {
            found.set(key, [...(found.get(key) ?? []), path]);
            open.push([...path, key]);
        }
    return found;
}
