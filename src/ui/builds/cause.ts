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
    // As containers/image writes them: the composer asks the registry before it composes.
    {
        sign: /failed to resolve container: '([^']*)'.*(?:unauthorized|denied|authentication required)/i,
        cause: ([, image = ""]) => ({
            title: format(_("The registry does not give $0 without a login"), image),
            advice: _(
                "Name a file with the login as auth_file_path below [containers] in /etc/osbuild-worker/osbuild-worker.toml, restart the worker, then build again.",
            ),
        }),
    },
    {
        sign: /failed to resolve container: '([^']*)'.*(?:manifest unknown|name unknown|not found)/i,
        cause: ([, image = ""]) => ({
            title: format(_("The registry has no $0"), image),
            advice: _("Look at its name and tag in the plan."),
        }),
    },
    {
        sign: /failed to resolve container: '([^']*)'.*(?:gave HTTP response to HTTPS|x509|tls: )/i,
        cause: ([, image = ""]) => ({
            title: format(_("Nothing vouches for the registry of $0"), image),
            advice: _("Let the worker's machine trust its certificate; or embed the image without checking it."),
        }),
    },
    {
        sign: /failed to resolve container: '([^']*)'.*(?:refused|no such host|timeout|unreachable)/i,
        cause: ([, image = ""]) => ({
            title: format(_("The registry of $0 does not answer"), image),
            advice: _("The composer pulls images itself: its machine has to reach the registry."),
        }),
    },
    // As rpmkeys writes it; osbuild tells only that it failed.
    {
        sign: /SIGNATURES NOT OK|'rpmkeys'.*'--checksig'.*non-zero exit status/,
        cause: () => ({
            title: _("A package is not signed by a key of its source"),
            advice: _("The log names it. Nothing of it was installed."),
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
