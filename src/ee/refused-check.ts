/** What there is to say where there is no definition to judge. */
import { _, format } from "../language.ts";
import type { Check } from "./check.ts";
import { placesIn } from "./text.ts";

/** Why there is nothing to judge. */
export type NoDefinition = "no-definition" | "not-readable" | "broken-link" | "not-a-file" | "not-utf-8";

/**
 * What there is to say where there is nothing to judge. `before` is the text up to the place in question, null where a
 * directory was looked through; `builderMessage` is null where ansible-builder only says that it finds no file.
 */
export function refusedCheck(
    file: string,
    code: NoDefinition,
    before: string | null,
    builderMessage: string | null,
): Check {
    const message = format(reason(code), file);
    const finding = { severity: "error", code, message, path: [], file, fix: null } as const;
    const nothing =
        before === null
            ? "Default execution environment file not found in current directory.\nUse -f to specify the correct file."
            : `Could not detect '${file}' file in this directory.\nUse -f to specify a different location.`;
    return {
        file,
        accepted: false,
        creates: false,
        builderMessage: builderMessage ?? nothing,
        version: null,
        findings: [{ ...finding, ...placesIn(before ?? "")(before?.length ?? 0) }],
        definition: null,
    };
}

function reason(code: NoDefinition): string {
    switch (code) {
        case "no-definition":
            return _("There is no $0 here.");
        case "not-readable":
            return _("You may not read $0.");
        case "broken-link":
            return _("$0 is a link that leads nowhere.");
        case "not-a-file":
            return _("$0 is neither a file nor a directory.");
        case "not-utf-8":
            return _("$0 is not text in UTF-8 from here on.");
    }
}
