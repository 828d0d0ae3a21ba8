/** What stands in the way of a build, in the order in which it would be cleared. */
import { _, format, ngettext } from "../../language.ts";
import type { ComposerState } from "../composer-state.ts";

type Obstacles = {
    /** The sentence for somebody who may not; null for all others. */
    denied: string | null;
    isUnsaved: boolean;
    errors: number;
    /** What the plan leaves unsettled, as a sentence; null where there is nothing, or no plan yet. */
    unsettled: string | null;
    /** Undefined while it is not known: nothing is shown as impossible then. */
    composer: ComposerState | undefined;
};

/** A sentence, or null when nothing does. */
export function whyNotBuild({ denied, isUnsaved, errors, unsettled, composer }: Obstacles): string | null {
    if (denied !== null) return denied;
    if (errors > 0) return format(ngettext("Settle $0 error first.", "Settle $0 errors first.", errors), errors);
    if (isUnsaved) return _("Save the changes first.");
    if (unsettled !== null) return unsettled;
    switch (composer?.kind) {
        case "not-installed":
            return _("osbuild-composer is not installed.");
        case "inactive":
            return _("osbuild-composer is not running. Start it first.");
        case "no-permission":
            return _("You may not use osbuild-composer. Turn on administrative access.");
        case "silent":
            return format(_("osbuild-composer does not answer: $0"), composer.message);
        case "error":
            return format(_("osbuild-composer answered with an error: $0"), composer.message);
        default:
            return null;
    }
}
