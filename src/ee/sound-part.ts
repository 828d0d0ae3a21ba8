/** What of a definition is left when all that its schema refuses is taken out, so that the rest can be judged as well. */
import type { Definition, SchemaVersion } from "./definition.ts";
import type { Path } from "./node-at.ts";
import { type SchemaError, schemaErrors } from "./schema-errors.ts";

/** What is taken out may bring what is above it into question; that ends at the top. */
const MOST_ROUNDS = 10;

/** Places in lists stay: a text stands for an item that is taken out. Null when nothing sound is left. */
export function soundPart(value: Record<string, unknown>, version: SchemaVersion): Definition | null {
    const part = copyOf(value) as Record<string, unknown>;
    for (let round = 0; round < MOST_ROUNDS; round++) {
        const errors = schemaErrors(part, version);
        if (errors.length === 0) return part as Definition;
        for (const path of errors.flatMap(refusedPaths)) takeOut(part, path);
    }
    return null;
}

function refusedPaths(error: SchemaError): Path[] {
    switch (error.kind) {
        case "unknown":
            return error.keys.map(key => [...error.path, key]);
        case "shape":
            return error.inside.some(({ path }) => path.length > error.path.length)
                ? error.inside.map(({ path }) => path).filter(path => path.length > error.path.length)
                : [error.path];
        default:
            return [error.path];
    }
}

function takeOut(value: unknown, path: Path): void {
    const above = path
        .slice(0, -1)
        .reduce<unknown>((at, step) => (at as Record<string, unknown> | null)?.[step], value);
    const last = path.at(-1);
    if (typeof above !== "object" || above === null || last === undefined) return;
    if (!Array.isArray(above)) delete (above as Record<string, unknown>)[last];
    // A list of texts goes on with an empty one; of anything else the whole list is refused in the next round.
    else if (above[Number(last)] !== "") above[Number(last)] = "";
    else takeOut(value, path.slice(0, -1));
}

/** What aliases share, or what holds itself, is shared in the copy. Dates and the like are symbols here, and stay. */
function copyOf(value: unknown, copies = new Map<unknown, unknown>()): unknown {
    if (typeof value !== "object" || value === null) return value;
    const known = copies.get(value);
    if (known !== undefined) return known;
    const copy: unknown[] | Record<string, unknown> = Array.isArray(value) ? [] : {};
    copies.set(value, copy);
    for (const [key, below] of Object.entries(value)) (copy as Record<string, unknown>)[key] = copyOf(below, copies);
    return copy;
}
