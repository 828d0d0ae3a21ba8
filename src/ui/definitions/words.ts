/** Words that several pages of definitions share. */
import { _, format, ngettext } from "../../language.ts";

/** "1 error, 2 warnings"; "" where there is neither. */
export function findingsText(errors: number, warnings: number): string {
    const parts = [
        errors > 0 ? format(ngettext("$0 error", "$0 errors", errors), errors) : "",
        warnings > 0 ? format(ngettext("$0 warning", "$0 warnings", warnings), warnings) : "",
    ].filter(part => part !== "");
    return parts.length === 2 ? format(_("$0, $1"), ...parts) : parts.join("");
}

/** "3 collections, 2 Python, 3 system"; what is not asked for is left out. */
export function countsText({ collections, python, system }: { collections: number; python: number; system: number }) {
    const parts = [format(ngettext("$0 collection", "$0 collections", collections), collections)];
    if (python > 0) parts.push(format(_("$0 Python"), python));
    if (system > 0) parts.push(format(_("$0 system"), system));
    return parts.join(_(", "));
}

export const DENIED = () => _("Only administrators may change definitions. Turn on administrative access.");

/**
 * Who saved, as a version tells, or the owner of a file: null where that is the account that keeps the state for all
 * administrators, or its bare number.
 */
export const saverName = (owner: string): string | null =>
    owner === "" || owner === "cockpit-ee" || /^\d+$/.test(owner) ? null : owner;
