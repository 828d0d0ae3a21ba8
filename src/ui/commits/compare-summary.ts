/** The difference of two commits in one sentence. */
import { _, format, ngettext } from "../../language.ts";
import { formatCount, formatSize } from "../parts/size.ts";

export type ChangeCounts = { packages: number; collections: number; python: number; files: number };

/** "14.8 MB larger." in bytes that the second commit has more; "" where it is not known. */
export function formatGrowth(growth: number | null): string {
    if (growth === null) return "";
    if (growth === 0) return _("Of the same size.");
    const size = formatSize(Math.abs(growth));
    return growth > 0 ? format(_("$0 larger."), size) : format(_("$0 smaller."), size);
}

/** "8 RPMs, 2 collections and 3 Python distributions changed; 418 files." */
export function formatChanges({ packages, collections, python, files }: ChangeCounts): string {
    if (packages + collections + python + files === 0) return _("These commits have the same content.");
    const things = [
        packages > 0 && format(ngettext("$0 RPM", "$0 RPMs", packages), formatCount(packages)),
        collections > 0 && format(ngettext("$0 collection", "$0 collections", collections), formatCount(collections)),
        python > 0 &&
            format(ngettext("$0 Python distribution", "$0 Python distributions", python), formatCount(python)),
    ].filter(text => text !== false);
    const paths = format(ngettext("$0 file", "$0 files", files), formatCount(files));
    if (things.length === 0) return format(_("$0 changed."), paths);
    const [last = "", ...others] = things.reverse();
    const list = others.length === 0 ? last : format(_("$0 and $1"), others.reverse().join(_(", ")), last);
    return format(_("$0 changed; $1."), list, paths);
}
