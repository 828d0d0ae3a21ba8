/** What to say of a key that the schema does not know where it stands: what was meant, or where it belongs. */
import { isScalar } from "yaml";

import type { Fix } from "../issue.ts";
import { _, format } from "../language.ts";
import type { SchemaVersion } from "./definition.ts";
import { moveEntry } from "./edit-move.ts";
import { dropKey, fixFromText, nestKey, renameKey, type Source } from "./fix.ts";
import { nearest } from "./nearest.ts";
import { nodeAt, type Path } from "./node-at.ts";
import { readYaml } from "./read-yaml.ts";
import { schemaErrors } from "./schema-errors.ts";
import { keysAt, placesOf, versionsWith } from "./schema-keys.ts";
import { setVersion } from "./upgrade.ts";

export type UnknownKey = { code: string; message: string; makeFix: () => Fix | null };

/** `path` is the mapping that has the key. */
export function unknownKey(source: Source, version: SchemaVersion, path: Path, key: string): UnknownKey {
    const whole = [...path, key];
    const isThere = (at: Path) => nodeAt(source.document, at) !== null;
    const drop = () => dropKey(source, whole);
    if (path.length === 1 && path[0] === "dependencies" && (key === "collections" || key === "roles")) {
        const isFree = !isThere(["dependencies", "galaxy"]) && !isScalar(nodeAt(source.document, whole)?.node);
        const makeFix = () => (isFree ? nestKey(source, _("Put it below galaxy"), whole, "galaxy") : null);
        return { code: "galaxy-key", message: format(_("$0 belongs below galaxy."), key), makeFix };
    }
    const others = versionsWith(path, key);
    if (others.length > 0) {
        const message = _("This is version $0: $1 is a key of version $2.");
        const newest = others.at(-1) ?? 3;
        const makeFix = () => (newest > version ? setVersion(source, newest) : null);
        return { code: "other-version", message: format(message, version, key, newest), makeFix };
    }
    const unknown = (message: string, makeFix: UnknownKey["makeFix"]) => ({ code: "unknown-key", message, makeFix });
    const places = placesFor(version, path, key);
    const [place] = places;
    if (place) {
        const names = places.map(nameOf).join(_(" or "));
        const message =
            place.length > 0
                ? format(_("$0 is not known here. It belongs below $1."), key, names)
                : format(_("$0 is not known here. It belongs to the outermost level."), key);
        const to = [...place, key];
        return unknown(message, () => (places.length > 1 ? null : move(source, version, whole, to)) ?? drop());
    }
    const near = meantBy(version, path, key);
    if (near === null) return unknown(format(_("$0 is not known here."), key), drop);
    const message = format(_("$0 is not known here. Did you mean $1?"), key, near);
    return unknown(message, () => (isThere([...path, near]) ? drop() : renameKey(source, whole, near)));
}

const nameOf = (place: Path): string => place.join(".");

/** Where a key belongs: the outermost of the mappings that know it. What lists hold has no other place. */
function placesFor(version: SchemaVersion, path: Path, key: string): Path[] {
    if (path.some(step => typeof step === "number")) return [];
    // What galaxy takes is no part of the schema.
    if (version === 3 && (key === "collections" || key === "roles")) return [["dependencies", "galaxy"]];
    // Many things have a name or a version.
    if (key === "name" || key === "version") return [];
    const places = placesOf(version, key);
    return places.filter(({ length }) => length === places[0]?.length);
}

/** The known key that a misspelt one stands for, or that another form of definition has this one for. */
function meantBy(version: SchemaVersion, path: Path, key: string): string | null {
    if (path.length === 0 && key === "requirements") return "dependencies";
    return nearest(key, keysAt(version, path));
}

/** The fix that moves an entry; null where it would be refused in its new place as well. */
function move(source: Source, version: SchemaVersion, from: Path, to: Path): Fix | null {
    const moved = moveEntry(source.text, from, to);
    if (moved === null || countErrors(moved, version) >= countErrors(source.text, version)) return null;
    const place = nameOf(to.slice(0, -1));
    return fixFromText(source, place === "" ? _("Put it outside") : format(_("Put it below $0"), place), moved);
}

function countErrors(text: string, version: SchemaVersion): number {
    const { value } = readYaml(text, "");
    const errors = schemaErrors(value, version);
    return errors.reduce((count, error) => count + (error.kind === "unknown" ? error.keys.length : 1), 0);
}
