/** What the author of a definition goes without, by what is written beside it. */
import { type Acknowledgement, type Choices, isAbout, mayBeAcknowledged } from "../ee/choices.ts";
import { _, format } from "../language.ts";
import { isUnsettled, type Plan, type PlannedRequirement } from "./plan.ts";

export type Settled = {
    requirements: PlannedRequirement[];
    /** What is acknowledged and stands in the way of nothing any more: not asked for, or settled by itself. */
    stale: Acknowledgement[];
};

/** Of the unsettled requirements those that are acknowledged do not stand in the way; each tells by whom, and why. */
export function applyChoices(
    requirements: readonly PlannedRequirement[],
    { acknowledged }: Pick<Choices, "acknowledged">,
): Settled {
    const used = new Set<Acknowledgement>();
    const settled = requirements.map(requirement => {
        const found =
            isUnsettled(requirement) && mayBeAcknowledged(requirement)
                ? acknowledged.find(each => isAbout(each, requirement))
                : undefined;
        if (!found) return requirement;
        used.add(found);
        const { by, on, reason } = found;
        const words = format(_("Acknowledged by $0 on $1: $2"), by, on, reason);
        const note = requirement.note === null ? words : `${requirement.note} ${words}`;
        return { ...requirement, fidelity: "acknowledged" as const, note };
    });
    return { requirements: settled, stale: acknowledged.filter(each => !used.has(each)) };
}

/** A plan as it will be with what is acknowledged since it was made; the composer need not be asked again to know it. */
export function withChoices(plan: Plan, choices: Pick<Choices, "acknowledged">): Plan {
    const { requirements } = applyChoices(plan.requirements, choices);
    return { ...plan, requirements, leftOver: requirements.filter(isUnsettled).map(({ text }) => text) };
}
