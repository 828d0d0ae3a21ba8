/** Why a build failed, in words: what the known complaints of dnf, rpm and the kernel mean, and what to do about them. */
import { _, format } from "../../language.ts";

export type Cause = { title: string; advice: string | null };

type Rule = { sign: RegExp; cause: (match: RegExpExecArray) => Cause };

/** In the order they are looked for. Texts as dnf 4, dnf 5, rpm 4 and libc write them. */
const rules: Rule[] = [
    {
        sign: /conflicts (?:with file|between attempted installs)/i,
        cause: () => ({
            title: _("Two packages bring the same file"),
            advice: _("Choose one carrier for it in the plan, then build again."),
        }),
    },
    {
        sign: /missing (?:packages|groups or modules): ([^\n]+)/i,
        cause: ([, names = ""]) => ({
            title: format(_("No repository has $0"), names.trim()),
            advice: _("See in the plan who asks for it."),
        }),
    },
    {
        sign: /^\s*-? ?nothing provides (.+?) needed by (.+)$/im,
        cause: ([, what = "", who = ""]) => ({
            title: format(_("No repository has $0"), what.trim()),
            advice: format(_("$0 asks for it."), who.trim()),
        }),
    },
    {
        sign: /^The compose result is empty\.?$/im,
        cause: () => ({
            title: _("The composer was stopped while it worked on this"),
            advice: _("Nothing of it is left there. Build again."),
        }),
    },
    {
        sign: /No space left on device/i,
        cause: () => ({
            title: _("The disk is full where the composer works"),
            advice: _("Delete old builds, or make room, then build again."),
        }),
    },
];

/** What an error of a build means; "The build failed" where nobody knows. */
export function explainFailure(error: { message: string; detail: string } | null): Cause {
    for (const { sign, cause } of rules) {
        const match = sign.exec(error?.message ?? "") ?? sign.exec(error?.detail ?? "");
        if (match) return cause(match);
    }
    return { title: _("The build failed"), advice: null };
}
