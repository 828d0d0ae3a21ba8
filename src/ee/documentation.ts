/** The documentation of a key of a definition: what it is for, what it takes, what counts without it. */
import { _, format } from "../language.ts";
import type { SchemaVersion } from "./definition.ts";
import { keyTexts } from "./documented-keys.ts";
import { kindsAt, type ValueKind, versionsWith } from "./schema-keys.ts";

export type Documentation = {
    /** What it is for, in one or two sentences. */
    about: string;
    /** Short facts in the order to show them: "text or list", "3.1 or newer". */
    facts: string[];
    /** What counts where the key is absent, as it would be written; null where nothing does. */
    fallback: string | null;
};

/** The first ansible-builder that reads each version. */
const FIRST: Record<SchemaVersion, string> = { 1: "1.0", 2: "1.2", 3: "3.0" };

/** Of the key at the end of `path` in a definition of that version; null where there is no such key. */
export function documentationOf(version: SchemaVersion, path: readonly (string | number)[]): Documentation | null {
    const text = keyTexts[path.filter(step => typeof step === "string").join(".")];
    const key = path.at(-1);
    const kinds = kindsAt(version, path);
    if (!text || typeof key !== "string" || kinds.length === 0) return null;
    const [first = version] = versionsWith(path.slice(0, -1), key);
    const since = text.since ?? FIRST[first];
    return {
        about: text.about(),
        facts: [kindWords(kinds), format(_("ansible-builder $0 or newer"), since)],
        fallback: text.fallback ?? null,
    };
}

/** "text or list of text", as a reader says it. */
export const kindWords = (kinds: readonly ValueKind[]): string => kinds.map(kind => kindWord(kind)).join(_(" or "));

function kindWord(kind: ValueKind): string {
    switch (kind) {
        case "text":
            return _("text");
        case "list":
            return _("list");
        case "mapping":
            return _("mapping");
        case "boolean":
            return _("true or false");
        case "number":
            return _("number");
        case "nothing":
            return _("nothing");
    }
}
