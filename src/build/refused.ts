/** Collections and roles that nobody fetches, as rows of a plan. */
import type { Requirement } from "../ee/requirement.ts";
import { _ } from "../language.ts";
import type { PlannedRequirement } from "./plan.ts";

/** Why not, and what helps, by the name in the plan. */
export type Refused = ReadonlyMap<string, string>;

/** @param names Of entries with an address that git would reveal. */
export function refuseRevealing(names: ReadonlySet<string>): Map<string, string> {
    const way = _(
        "Git would show the query or the password of this address to everybody on the machine. Give user and password before the host of an https address: they are kept from its arguments.",
    );
    return new Map([...names].map(name => [name, way]));
}

/** Null for what is not refused. */
export function planRefused(requirement: Requirement, refused: Refused): PlannedRequirement | null {
    const isFetched = requirement.kind === "collection" || requirement.kind === "role";
    const note = isFetched ? refused.get(requirement.name) : undefined;
    if (note === undefined) return null;
    return { ...requirement, carrier: null, fidelity: "left-over", satisfiedBy: null, note };
}
