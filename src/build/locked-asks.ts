/** Whether the RPMs that an author locked are those that are asked for; pure. */
import { _, format } from "../language.ts";
import { asksOf } from "./asks.ts";
import { askCollection } from "./collection-rpms.ts";
import type { Lock } from "./lock.ts";
import { brokenRow } from "./locked-rpms.ts";
import type { PlannedRequirement } from "./plan.ts";
import { findPackage, nevra } from "./resolve.ts";

/**
 * A row for each requirement that the plan of then has an RPM for, and that is not among the locked ones, or another there:
 * both stand in one file, which anybody may have written. What is satisfied by what an RPM provides, and not by its name,
 * no list of RPMs tells.
 */
export function findUnheld(
    lock: Pick<Lock, "checksum" | "on" | "rpms" | "interpreter"> & { plan: Pick<Lock["plan"], "requirements"> },
): PlannedRequirement[] {
    const rpms = lock.rpms.map(rpm => ({ ...rpm, epoch: Number(rpm.epoch ?? 0) }));
    const known = new Set(rpms.map(nevra));
    const held = (row: PlannedRequirement): string | null => {
        const ask = row.kind === "collection" ? askCollection(row) : asksOf(row, lock.interpreter);
        const found = "spec" in ask ? findPackage(ask, rpms) : null;
        if (found) return nevra(found);
        return "spec" in ask || !known.has(row.satisfiedBy ?? "") ? null : row.satisfiedBy;
    };
    return lock.plan.requirements
        .filter(row => row.carrier === "blueprint" && held(row) !== row.satisfiedBy)
        .map(row => {
            const other = held(row);
            const note =
                other === null
                    ? _("It is not among the RPMs that are locked.")
                    : format(_("$0 is locked for it, and $1 was planned."), other, row.satisfiedBy ?? "?");
            return { ...brokenRow(row.kind, row.text, "conflict", lock, note), askedBy: row.askedBy };
        });
}
