/** System requirements in a commit: an RPM of that name, a file at that path, or what an RPM provides. */
import { _, format } from "../language.ts";
import type { Inventory } from "../ostree/inventory.ts";
import { packageVersion } from "../ostree/packages.ts";
import { compareVersions } from "../ostree/version-order.ts";
import type { PlannedRequirement } from "./plan.ts";
import { type Found, missing } from "./verify-found.ts";

export function findSystem({ name, wanted, note }: PlannedRequirement, held: Inventory): Found {
    const { packages, providers, entries } = held;
    if (name.startsWith("/")) {
        const path = placesOf(name).find(each => entries.has(each));
        return path === undefined ? missing() : { state: "present", found: path, note: null };
    }
    // Which packages a group has is its repository's word, and no file of a commit repeats it.
    if (name.startsWith("@"))
        return { state: "present", found: name, note: _("Files do not tell groups; its packages are not looked for.") };
    const rpms = packages.filter(each => each.name === name || each.name === providers.get(name));
    const [first] = rpms;
    // A list that bindep could not read is named by its file, and its note says why.
    if (!first) return missing(note);
    const fit = rpms.find(each => meetsRpm(packageVersion(each), wanted));
    const own = fit ?? first;
    return {
        state: fit ? "present" : "wrong-version",
        found: `${own.name}-${packageVersion(own)}`,
        note: own.name === name ? null : format(_("It provides $0."), name),
    };
}

/** Directories at the top are links into /usr in a commit. */
const placesOf = (path: string): string[] => [path, `/usr${path}`, path.replace(/^\/etc\//, "/usr/etc/")];

/** Bindep's conditions, ">=2.0,<3": of rpm's own order, the release counting where one is written. */
export function meetsRpm(version: string, wanted: string): boolean {
    return wanted
        .split(",")
        .filter(Boolean)
        .every(clause => {
            const [, operator = "", other = ""] = /^(<=|<|!=|==|>=|>)(.*)$/.exec(clause) ?? [];
            const own = other.includes("-") ? version : version.replace(/-.*/, "");
            const order = compareVersions(other.includes(":") ? own : own.replace(/^\d+:/, ""), other);
            if (operator === "!=") return order !== 0;
            if (operator === "==") return order === 0;
            if (operator === ">=") return order >= 0;
            if (operator === "<=") return order <= 0;
            return operator === "<" ? order < 0 : order > 0;
        });
}
