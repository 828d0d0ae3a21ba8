/** What of a plan may be carried in more than one way, and what is chosen of it. */
import type { PlannedRequirement } from "../../build/plan.ts";
import { type Choices, chosenFor } from "../../ee/choices.ts";
import { isCollectionName } from "../../ee/galaxy.ts";
import { normalizeName, parsePythonRequirement } from "../../ee/python.ts";
import { isDistribution } from "../../ee/requirement.ts";
import type { Carried } from "./use-plan-deeds.ts";

/** What of a plan may be carried in another way; null for all else. */
export function carriedBy({ kind, name, text, carrier, fidelity }: PlannedRequirement): Carried | null {
    if (fidelity === "not-needed" || fidelity === "acknowledged" || carrier === "container") return null;
    if (kind === "collection") return isCollectionName(name) ? { kind, name } : null;
    const isPlain = isDistribution(kind) && parsePythonRequirement(text)?.url === null;
    return isPlain ? { kind: "python", name: normalizeName(name) } : null;
}

export type Chosen = "" | "blueprint" | "content";

/** "" for what is not chosen, and what is chosen as it would be anyway. */
export function chosenIn(choices: Choices, { kind, name }: Carried): Chosen {
    if (chosenFor(choices, kind, "blueprint").has(name)) return "blueprint";
    return kind === "python" && chosenFor(choices, kind, "content").has(name) ? "content" : "";
}

export const orderOf = ({ kind }: Carried): Chosen[] =>
    kind === "collection" ? ["", "blueprint"] : ["", "blueprint", "content"];

/** Whether the same is to carry the same. */
export const sameCarriers = (one: Choices, other: Choices): boolean =>
    JSON.stringify(one.carriers) === JSON.stringify(other.carriers);
