/**
 * The text of a definition, read and judged by its schema. The rules beyond the schema are in `rules.ts`.
 *
 * The checks come in ansible-builder's order, so that the first that fails gives the message it would print.
 */
import type { Document } from "yaml";
import { isMap, type ParsedNode } from "yaml";

import { _, format } from "../language.ts";
import { bestMatch } from "./builder-message.ts";
import { type Definition, type SchemaVersion, schemas } from "./definition.ts";
import { replaceValue, type Source } from "./fix.ts";
import type { Located } from "./located.ts";
import { nodeAt } from "./node-at.ts";
import { pythonRepr, pythonType } from "./python-repr.ts";
import { readYaml } from "./read-yaml.ts";
import { schemaErrors } from "./schema-errors.ts";
import { schemaFindings } from "./schema-findings.ts";

export type Parsed = {
    /** Null when the text could not be read at all. */
    document: Document | null;
    /** Null unless the definition fits its schema. */
    definition: Definition | null;
    /** 1, 2 or 3; null when there is none that counts. */
    version: SchemaVersion | null;
    /** What ansible-builder prints about it so far; null while it would go on. */
    builderMessage: string | null;
    /** Findings with an offset where their path alone does not say it (errors of YAML itself). */
    findings: Located[];
};

/** Read a definition. `file` is the name it has in messages. Never throws. */
export function parseDefinition(text: string, file: string): Parsed {
    const { document, value, problems } = readYaml(text, file);
    const parsed: Parsed = { document, definition: null, version: null, builderMessage: null, findings: [] };
    const [first] = problems;
    if (first) {
        const findings = problems.map(
            ({ code, message, offset, fix }): Located => ({
                severity: "error",
                code,
                message,
                path: [],
                file,
                fix,
                offset,
            }),
        );
        return { ...parsed, builderMessage: first.builderMessage, findings };
    }
    if (!document || isFalsy(value)) return { ...parsed, definition: {}, version: 1 };
    if (!isMap(document.contents)) {
        const type = pythonType(document.contents as ParsedNode, document);
        const message = _("A definition is a mapping: lines of the form “key: value”.");
        return refuse(parsed, "not-a-mapping", message, `Definition must be a dictionary, not ${type}`, file, []);
    }
    return judge(parsed, { text, file, document }, value as Record<string, unknown>);
}

/** Python takes these for false, and ansible-builder then takes an empty definition. */
const isFalsy = (value: unknown): boolean => !value || (typeof value === "object" && Object.keys(value).length === 0);

function refuse(
    parsed: Parsed,
    code: string,
    message: string,
    builderMessage: string,
    file: string,
    path: string[],
): Parsed {
    return { ...parsed, builderMessage, findings: [{ severity: "error", code, message, path, file, fix: null }] };
}

function judge(parsed: Parsed, source: Source, value: Record<string, unknown>): Parsed {
    const { document, file } = source;
    const written = Object.hasOwn(value, "version") ? value.version : 1;
    const node = nodeAt(document, ["version"])?.node as ParsedNode | null | undefined;
    if (typeof written !== "number" && typeof written !== "boolean" && typeof written !== "bigint") {
        const type = pythonType(node, document);
        const refused = refuse(
            parsed,
            "version",
            _("version must be 1, 2 or 3, without quotes."),
            `'>' not supported between instances of '${type}' and 'int'`,
            file,
            ["version"],
        );
        const number = typeof written === "string" && /^[123]$/.test(written) ? written : null;
        const fix = number && replaceValue(source, _("Remove the quotes"), ["version"], number);
        return { ...refused, findings: refused.findings.map(finding => ({ ...finding, fix: fix || null })) };
    }
    const version = Math.trunc(Number(written));
    if (!(version in schemas)) {
        const message = Number.isNaN(version)
            ? `Schema version not an integer: ${pythonRepr(node, document)}`
            : typeof written === "bigint" || Number.isFinite(version)
              ? `Unsupported schema version: ${typeof written === "bigint" ? written : BigInt(version)}`
              : "cannot convert float infinity to integer";
        const shown = node ? pythonRepr(node, document) : String(written);
        const words = format(_("There is no version $0: use 3."), shown);
        const refused = refuse(parsed, "version", words, message, file, ["version"]);
        const fix = replaceValue(source, _("Use version 3"), ["version"], "3");
        return { ...refused, findings: refused.findings.map(finding => ({ ...finding, fix })) };
    }
    const known = version as SchemaVersion;
    const errors = schemaErrors(value, known);
    return {
        ...parsed,
        version: known,
        definition: errors.length === 0 ? (value as Definition) : null,
        builderMessage: bestMatch(errors, document),
        findings: schemaFindings(errors, source, known),
    };
}
