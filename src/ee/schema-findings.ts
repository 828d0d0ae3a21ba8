/** What the schema has against a definition, as findings: all of them, each with what to do and often a fix. */
import { isMap, isScalar } from "yaml";

import type { Fix } from "../issue.ts";
import { _, format } from "../language.ts";
import type { SchemaVersion } from "./definition.ts";
import { nestBelow, quote, removeKey, type Source } from "./fix.ts";
import type { Located } from "./located.ts";
import { keyOffset, keysIn, nodeAt, type Path } from "./node-at.ts";
import { pythonRepr } from "./python-repr.ts";
import type { SchemaError } from "./schema-errors.ts";
import { unknownKey } from "./unknown-key.ts";
import { setVersion } from "./upgrade.ts";

/** Unknown keys that a fix is looked for: each looks through the whole text. */
const MOST_FIXES = 20;

/** The findings for the errors of a definition judged by the schema of `version`. */
export function schemaFindings(errors: readonly SchemaError[], source: Source, version: SchemaVersion): Located[] {
    const finding = (code: string, message: string, path: Path, fix: Fix | null): Located => ({
        severity: "error",
        code,
        message,
        path,
        file: source.file,
        fix,
    });
    let count = 0;
    return errors.flatMap((error): Located[] => {
        if (error.kind === "unknown") {
            const written = keysIn(source.document, error.path);
            return error.keys.map(key => {
                const path = [...error.path, key];
                count += 1;
                const { code, message, makeFix } = unknownKey(source, version, error.path, key);
                const fix = count <= MOST_FIXES ? makeFix() : null;
                return {
                    ...finding(code, message, path, fix),
                    offset: written.get(key)?.range?.[0] ?? keyOffset(source.document, path),
                };
            });
        }
        if (error.kind === "missing")
            return [finding("missing-key", format(_("$0 is missing here."), error.key), error.path, null)];
        const [place, expected] = narrowest(error);
        const [code, message, fix] = wrongType(source, version, place, expected);
        return [finding(code, message, place, fix)];
    });
}

type Words = [code: string, message: string, fix: Fix | null];

/** Of a choice between text and a list of texts, the item that is wrong, when it is a list. */
function narrowest(error: Extract<SchemaError, { kind: "type" | "shape" }>): [Path, string[]] {
    if (error.kind === "type") return [error.path, error.expected];
    const deeper = error.inside.find(({ path }) => path.length > error.path.length);
    return deeper ? [deeper.path, [deeper.expected]] : [error.path, error.inside.map(({ expected }) => expected)];
}

function wrongType(source: Source, version: SchemaVersion, path: Path, expected: readonly string[]): Words {
    const node = nodeAt(source.document, path)?.node ?? null;
    const name = String(path.findLast(step => typeof step === "string") ?? "");
    const empty = node === null || (isScalar(node) && node.value === null);
    if (empty) {
        const message = format(_("$0 has nothing below it. Fill it in or remove it."), name);
        return ["empty", message, typeof path.at(-1) === "string" ? removeKey(source, lonely(source, path)) : null];
    }
    const takesText = expected.includes("string");
    const isGalaxyItem = path.length === 3 && path[0] === "dependencies" && path[1] === "galaxy";
    if (isMap(node) && isGalaxyItem) {
        const message = _("ansible-builder takes no list of mappings here: put it below collections.");
        return [
            "galaxy-list",
            message,
            nestBelow(source, _("Put it below collections"), path.slice(0, 2), "collections"),
        ];
    }
    if (takesText && isMap(node) && typeof path.at(-1) === "number") {
        const message = _("YAML reads this line as a mapping because of its colon. Put quotes around it.");
        return ["line-mapping", message, quote(source, path)];
    }
    if (takesText && isScalar(node)) {
        const written = isScalar(node) && node.source ? node.source : pythonRepr(node, source.document);
        const message = format(_("$0 must be text: put quotes around $1."), name, written);
        return ["not-text", message, quote(source, path)];
    }
    const message = format(_("$0 must be $1."), name, expected.map(type => typeWords(type)).join(_(" or ")));
    return ["wrong-type", message, version < 3 ? setVersion(source, 3) : null];
}

/** The path, or that of what holds nothing else: removing the key alone would leave that empty. */
function lonely(source: Source, path: Path): Path {
    const above = path.slice(0, -1);
    const node = nodeAt(source.document, above)?.node;
    return above.length > 0 && isMap(node) && node.items.length === 1 ? lonely(source, above) : path;
}

function typeWords(type: string): string {
    switch (type) {
        case "string":
            return _("text");
        case "array":
            return _("a list");
        case "object":
            return _("a mapping");
        case "boolean":
            return _("true or false");
        case "number":
            return _("a number");
        default:
            return _("empty");
    }
}
