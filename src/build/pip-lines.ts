/** What the lines of a list of Python requirements become that ask for no distribution by its name. */
import { parseWheelName } from "../content/wheel-name.ts";
import { indexOptions, isUsable } from "../ee/pip-index.ts";
import { fromSource, readWheelAddress, splitHashes } from "../ee/python-pins.ts";
import type { Requirement } from "../ee/requirement.ts";
import { _, format } from "../language.ts";

/** What becomes of such a line, and why; null for one that nobody can read. */
export function judgePipLine({
    text,
    askedBy,
}: Pick<Requirement, "text" | "askedBy">): { isNeeded: boolean; note: string } | null {
    const options = indexOptions(text);
    if (options !== null) {
        if (!askedBy.some(isOwn)) return needed(notForCollections());
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
    if (/^\w+:\/\//.test(text)) return needed(judgeAddress(text, askedBy));
    if (/^(?:-e|--editable)\b/.test(text) || /^(?:git|hg|svn|bzr)\+/.test(text) || /^[\w.]*:?[./]/.test(text))
        return needed(fromSource());
    if (text.startsWith("-")) return needed(_("It means nothing to RPMs and wheels: leave it away."));
    return null;
}

/** Of an address without a name. */
function judgeAddress(text: string, askedBy: readonly string[]): string {
    const url = splitHashes(text).text;
    const address = readWheelAddress(url);
    if ("problem" in address) return address.problem;
    if (!askedBy.some(isOwn)) return notForCollections();
    const name = parseWheelName(address.file)?.name ?? "NAME";
    return format(_("A wheel is fetched from an address with a name before it: $0 @ $1"), name, url);
}

const needed = (note: string) => ({ isNeeded: true, note });

export const notForCollections = (): string =>
    _("A collection does not say where wheels are fetched from. Say it in the definition’s list.");

/** A line of the definition, not of a collection. */
export const isOwn = (who: string): boolean => !/^\w+\.\w+(?: |$)/.test(who);
