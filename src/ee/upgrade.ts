/** From version 1 or 2 of the schema to version 3; what has no place there becomes a comment, and comments stay. */
import { isMap } from "yaml";

import type { Fix } from "../issue.ts";
import { _, format } from "../language.ts";
import type { SchemaVersion } from "./definition.ts";
import { readable, setValue } from "./edit.ts";
import { columnOf, newlineOf } from "./edit-hole.ts";
import { fixFromText, type Source } from "./fix.ts";
import { nodeAt } from "./node-at.ts";
import { readYaml } from "./read-yaml.ts";
import { schemaErrors } from "./schema-errors.ts";
import { copyAnsibleConfig } from "./upgrade-config.ts";
import { dropBuilderImage, nameBaseImage } from "./upgrade-images.ts";
import { pairAt, type Upgrade } from "./upgrade-step.ts";

/** A text as version 3; null where it cannot be read, or is of that version already. */
export function upgradeText(text: string): Upgrade | null {
    const { value, problems } = readYaml(text, "");
    if (problems.length > 0 || typeof value !== "object" || value === null || Array.isArray(value)) return null;
    const { version = 1 } = value as { version?: unknown };
    if (typeof version !== "number" || version >= 3) return null;
    const upgrade = { text, notes: [] };
    return [dropBuilderImage, nameBaseImage, renameSteps, copyAnsibleConfig, sayVersion].reduce<Upgrade>(
        (now, step) => step(now),
        upgrade,
    );
}

/** The fix that says another version, with all that goes with it; offered only where the definition fits it then. */
export function setVersion(source: Source, version: SchemaVersion): Fix | null {
    const { text } =
        version === 3 ? (upgradeText(source.text) ?? source) : sayVersion({ text: source.text, notes: [] }, version);
    const { value, problems } = readYaml(text, "");
    if (problems.length > 0 || typeof value !== "object" || value === null) return null;
    if (schemaErrors(value as Record<string, unknown>, version).length > 0) return null;
    return fixFromText(source, format(_("Upgrade to version $0"), version), text);
}

/** Both were steps of the final stage. */
const renameSteps = ({ text, notes }: Upgrade): Upgrade => ({
    text: ["prepend", "append"].reduce((now, key) => {
        const range = pairAt(now, ["additional_build_steps", key])?.key.range;
        return range ? `${now.slice(0, range[0])}${key}_final${now.slice(range[1])}` : now;
    }, text),
    notes,
});

/** Change `version`, or say it before the first key. */
function sayVersion({ text, notes }: Upgrade, version: SchemaVersion = 3): Upgrade {
    const document = readable(text);
    const range = document && nodeAt(document, ["version"])?.node?.range;
    if (range) return { text: text.slice(0, range[0]) + version + text.slice(range[1]), notes };
    const top = document?.contents;
    if (!isMap(top) || top.flow) return { text: setValue(text, ["version"], version), notes };
    const start = top.range?.[0] ?? 0;
    const pad = " ".repeat(columnOf(text, start));
    return { text: `${text.slice(0, start)}version: ${version}${newlineOf(text)}${pad}${text.slice(start)}`, notes };
}
