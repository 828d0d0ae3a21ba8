/** Say another version in a definition. */
import { isMap } from "yaml";

import type { Fix } from "../issue.ts";
import { _, format } from "../language.ts";
import type { SchemaVersion } from "./definition.ts";
import type { Source } from "./fix.ts";
import { nodeAt } from "./node-at.ts";
import { schemaErrors } from "./schema-errors.ts";

/** Change or add `version`; offered only where the definition fits that version once it says so. */
export function setVersion(source: Source, version: SchemaVersion): Fix | null {
    const { document, text, file } = source;
    if (!isMap(document.contents) || document.contents.flow) return null;
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    if (typeof value !== "object" || schemaErrors({ ...value, version }, version).length > 0) return null;
    const title = format(_("Upgrade to version $0"), version);
    const range = nodeAt(document, ["version"])?.node?.range;
    if (range)
        return { title, file, edits: [{ offset: range[0], length: range[1] - range[0], text: String(version) }] };
    const offset = document.contents.range?.[0] ?? 0;
    const column = offset - (text.lastIndexOf("\n", offset - 1) + 1);
    return { title, file, edits: [{ offset, length: 0, text: `version: ${version}\n${" ".repeat(column)}` }] };
}
