/** What a definition asks for against what a commit holds; pure. Files tell, nothing is run. */

import { type Choices, isAbout } from "../ee/choices.ts";
import type { Effect } from "../ee/effect.ts";
import { isCollectionName } from "../ee/galaxy.ts";
import type { Requirement } from "../ee/requirement.ts";
import { _ } from "../language.ts";
import type { Inventory } from "../ostree/inventory.ts";
import { asksOf } from "./asks.ts";
import type { PlannedRequirement } from "./plan.ts";
import { collectionAt, findCollection } from "./verify-collection.ts";
import { type Found, missing } from "./verify-found.ts";
import { findEmbedded, findInImage } from "./verify-image.ts";
import { findPython } from "./verify-python.ts";
import { findRole } from "./verify-role.ts";
import { findEffects, type Held } from "./verify-steps.ts";
import { findSystem } from "./verify-system.ts";

export type Verified = Pick<Requirement, "kind" | "text" | "askedBy"> &
    Omit<Found, "state"> & { state: Found["state"] | "not-needed" | "acknowledged" };

/** What a commit lacks and may lack, since that was acknowledged: `verified` is of these requirements, in their order. */
export const acceptLacking = (
    asked: readonly PlannedRequirement[],
    verified: readonly Verified[],
    { acknowledged }: Pick<Choices, "acknowledged">,
): Verified[] =>
    verified.map((each, index) => {
        const requirement = asked[index];
        const found = requirement && isLacking(each) ? acknowledged.find(own => isAbout(own, requirement)) : undefined;
        return found ? { ...each, state: "acknowledged", note: found.reason } : each;
    });

/** Whether a commit lacks it. */
export const isLacking = ({ state }: Pick<Verified, "state">): boolean =>
    state === "missing" || state === "wrong-version";

/** The plan, and behind it what the definition asks for that is not in it. */
export function addUnplanned(
    planned: readonly PlannedRequirement[],
    asked: readonly Requirement[],
    judge: (requirement: Requirement) => PlannedRequirement = asUnplanned,
): PlannedRequirement[] {
    const known = new Set(planned.flatMap(each => [`${each.kind} ${each.text.trim()}`, `${each.kind} ${each.name}`]));
    const isKnown = ({ kind, name, text }: Requirement) =>
        known.has(`${kind} ${text.trim()}`) || (kind !== "build-step" && known.has(`${kind} ${name}`));
    return [...planned, ...asked.filter(each => !isKnown(each)).map(judge)];
}

/** A requirement of which no plan tells what became of it. */
export function asUnplanned(requirement: Requirement): PlannedRequirement {
    const answer = asksOf(requirement);
    if (!("spec" in answer)) return answer;
    return { ...requirement, carrier: null, fidelity: "exact", satisfiedBy: null, note: null };
}

/** One answer for each, in the order given. */
export const verifyRequirements = (
    asked: readonly PlannedRequirement[],
    held: Held,
    /** What a build step or a file leaves in the result; null for nothing that is known. */
    effects: (requirement: PlannedRequirement) => readonly Effect[] | null = () => null,
): Verified[] =>
    asked.map(requirement => {
        const { kind, text, askedBy, fidelity, note } = requirement;
        if (fidelity === "not-needed" || fidelity === "acknowledged")
            return { kind, text, askedBy, state: fidelity, found: null, note };
        return { kind, text, askedBy, ...find(requirement, held, asked, effects(requirement)) };
    });

function find(
    requirement: PlannedRequirement,
    held: Held,
    asked: readonly PlannedRequirement[],
    effects: readonly Effect[] | null,
): Found {
    if (requirement.kind === "container" || requirement.carrier === "container") {
        const embedded = findEmbedded(requirement, held.texts, asked);
        return embedded.state === "present" ? (findInImage(requirement, held, asked) ?? embedded) : embedded;
    }
    switch (requirement.kind) {
        case "ansible-core":
        case "ansible-runner":
        case "python":
            return findPython(requirement, held);
        case "system":
            return findSystem(requirement, held);
        case "collection":
            return isCollectionName(requirement.name)
                ? findCollection(requirement, held)
                : findAddressed(requirement, held, asked);
        case "role":
            return findRole(requirement, held);
        case "build-step":
        case "file":
            if (effects) return findEffects(effects, held);
            return missing(requirement.note ?? _("What it does in an image has no place in a commit."));
    }
}

function findAddressed({ name }: Requirement, { collections }: Inventory, asked: readonly PlannedRequirement[]): Found {
    const { collection, isLikely } = collectionAt(name, collections, asked);
    if (!collection) return missing();
    const note = isLikely ? null : _("Nobody else asks for this collection; which one lies there is not told.");
    return { state: "present", found: `${collection.name} ${collection.version ?? ""}`.trim(), note };
}
