/** Which keys each version knows, told from the schemas themselves. */
import * as z from "zod/mini";

import { type SchemaVersion, schemas } from "./definition.ts";

const inner = (schema: unknown): unknown =>
    schema instanceof z.ZodMiniOptional ? inner(schema.def.innerType) : schema;

/** The keys that a mapping at `path` may have; empty where the schema knows no mapping. */
export function keysAt(version: SchemaVersion, path: readonly (string | number)[]): string[] {
    let schema: unknown = schemas[version];
    for (const step of path) {
        const here = inner(schema);
        if (here instanceof z.ZodMiniObject && typeof step === "string" && Object.hasOwn(here.shape, step))
            schema = here.shape[step];
        else if (here instanceof z.ZodMiniArray && typeof step === "number") schema = here.def.element;
        else return [];
    }
    const found = inner(schema);
    return found instanceof z.ZodMiniObject ? Object.keys(found.shape) : [];
}

/** The versions whose schema has this key at this place. */
export const versionsWith = (path: readonly (string | number)[], key: string): SchemaVersion[] =>
    ([1, 2, 3] as const).filter(version => keysAt(version, path).includes(key));
