/** Packages that a build step makes itself, without files: the content RPM stands in for them. Pure. */
import type { Requirement } from "../ee/requirement.ts";
import { _, format } from "../language.ts";
import type { PlannedRequirement } from "./plan.ts";
import { meetsRpm } from "./verify-system.ts";

/** @param version Of what the step makes, "1.0-2"; null where the step is left out, and with it the package. */
export function planStandIn(requirement: Requirement, version: string | null): PlannedRequirement {
    const nothing = { ...requirement, carrier: null, satisfiedBy: null };
    if (version === null)
        return { ...nothing, fidelity: "missing", note: _("The build step that makes it is left out.") };
    const made = `${requirement.name}-${version}`;
    if (!meetsRpm(version, requirement.wanted))
        return { ...nothing, fidelity: "conflict", note: format(_("A build step makes $0."), made) };
    const note = _("A build step puts an empty package in its place.");
    return { ...requirement, carrier: "content", fidelity: "exact", satisfiedBy: null, note };
}

/** Rows of a plan with what became of those packages, once it is known which steps are carried: `provides` is of these. */
export function settleStandIns(
    rows: readonly PlannedRequirement[],
    provides: readonly { name: string; version: string }[] = [],
): PlannedRequirement[] {
    const made = new Map(provides.map(({ name, version }) => [name, version]));
    // Of what is asked of a system, the content RPM has nothing else.
    return rows.map(row =>
        row.kind === "system" && row.carrier === "content" ? planStandIn(row, made.get(row.name) ?? null) : row,
    );
}
