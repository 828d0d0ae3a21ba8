/** What the lines of a list of Python requirements become that ask for no distribution by its name. */
import { indexOptions, isUsable } from "../ee/pip-index.ts";
import type { Requirement } from "../ee/requirement.ts";
import { _ } from "../language.ts";

/** What becomes of such a line, and why; null for one that nobody can read. */
export function judgePipLine({
    text,
    askedBy,
}: Pick<Requirement, "text" | "askedBy">): { isNeeded: boolean; note: string } | null {
    const options = indexOptions(text);
    if (options !== null) {
        if (!askedBy.some(isOwn))
            return needed(
                _("A collection does not say where wheels are fetched from. Say it in the definition’s list."),
            );
        return options.every(isUsable)
            ? { isNeeded: false, note: _("It says where wheels are fetched from.") }
            : needed(_("pip can use an address here that begins with http and has no variable in it."));
    }
    if (/^(?:-r|--requirement)\b/.test(text))
        return needed(_("ansible-builder does not copy what a list names, so it is not read: put its lines here."));
    if (/^(?:-c|--constraint)\b/.test(text))
        return needed(
            _("ansible-builder does not copy what a list names, so it is not read: put its conditions here."),
        );
    if (/^(?:--only-binary|--prefer-binary)\b/.test(text))
        return { isNeeded: false, note: _("Only wheels are taken anyway.") };
    if (/\s--hash\b/.test(text))
        return needed(
            _(
                "A hash is that of one file, and an RPM may stand for it: leave it away. The lock keeps the hashes of the wheels that were taken.",
            ),
        );
    if (
        /^(?:-e|--editable)\b/.test(text) ||
        /^(?:git|hg|svn|bzr)\+/.test(text) ||
        /^[\w.]*:?[./]/.test(text) ||
        /^\w+:\/\//.test(text)
    )
        return needed(fromSource());
    if (text.startsWith("-")) return needed(_("It means nothing to RPMs and wheels: leave it away."));
    return null;
}

/** What stands at an address is not fetched by itself: a wheel has to be asked for by its name. */
export const fromSource = (): string =>
    _(
        "Nothing is built from source here, and no address is taken for a wheel: build a wheel of it, put that into the directory of wheels, and ask for its name.",
    );

const needed = (note: string) => ({ isNeeded: true, note });

/** A line of the definition, not of a collection. */
const isOwn = (who: string): boolean => !/^\w+\.\w+(?: |$)/.test(who);
