/**
 * The one message that ansible-builder prints when a definition does not fit its schema.
 *
 * It validates with jsonschema and prints the "best match" among the errors: the shallowest one; of those at one depth,
 * one that is not a choice between shapes; of those, one whose value has the wrong type; of those, the first.
 * Of a choice it prints the deepest error inside, unless two are equally deep.
 * Authority: jsonschema 4.10, exceptions.py (relevance, best_match) and _validators.py (texts).
 */
import type { Document } from "yaml";

import { keysIn, nodeAt, type Path } from "./node-at.ts";
import { pythonRepr, stringRepr } from "./python-repr.ts";
import type { SchemaError } from "./schema-errors.ts";

/** `ansible_core` and `ansible_runner` ask for their one key through `oneOf`, which makes its absence a choice. */
const isChoice = (error: SchemaError): boolean =>
    error.kind === "shape" || (error.kind === "missing" && error.key === "package_pip");

/** A mapping without its one key has the right type all the same. */
const mismatches = (error: SchemaError): boolean => error.kind === "type" || error.kind === "shape";

/** The text, without the traceback around it; null when there is no error. */
export function bestMatch(errors: readonly SchemaError[], document: Document): string | null {
    const [first, ...rest] = errors;
    if (!first) return null;
    const relevance = (error: SchemaError) => [-error.path.length, Number(!isChoice(error)), Number(mismatches(error))];
    const best = rest.reduce((kept, error) => (isGreater(relevance(error), relevance(kept)) ? error : kept), first);
    return text(best, document);
}

function isGreater(left: readonly number[], right: readonly number[]): boolean {
    const index = left.findIndex((value, at) => value !== right[at]);
    return index >= 0 && (left[index] ?? 0) > (right[index] ?? 0);
}

function text(error: SchemaError, document: Document): string {
    switch (error.kind) {
        case "unknown": {
            const written = keysIn(document, error.path);
            const repr = (key: string) => {
                const node = written.get(key);
                return node ? pythonRepr(node, document) : stringRepr(key);
            };
            const keys = error.keys.toSorted().map(repr);
            return `Additional properties are not allowed (${keys.join(", ")} ${keys.length === 1 ? "was" : "were"} unexpected)`;
        }
        case "missing":
            return `'${error.key}' is a required property`;
        case "type":
            return notOfType(document, error.path, error.expected);
        case "shape": {
            const deepest = error.inside.toSorted((left, right) => right.path.length - left.path.length);
            const [one, two] = deepest;
            return one && one.path.length !== two?.path.length
                ? notOfType(document, one.path, [one.expected])
                : `${reprAt(document, error.path)} is not valid under any of the given schemas`;
        }
    }
}

const reprAt = (document: Document, path: Path): string => pythonRepr(nodeAt(document, path)?.node, document);

const notOfType = (document: Document, path: Path, types: readonly string[]): string =>
    `${reprAt(document, path)} is not of type ${types.map(type => `'${type}'`).join(", ")}`;
