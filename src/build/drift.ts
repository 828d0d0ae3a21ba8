/** What would be another now than when a definition was built last; pure. */
import type { PlannedRequirement } from "./plan.ts";

/** Of one requirement what satisfied it then and would now; null: it was not asked for, or is not any more. */
export type Drift = {
    kind: PlannedRequirement["kind"];
    text: string;
    from: string | null;
    to: string | null;
    change: "added" | "removed" | "changed";
};

/** In the order of the plan that would be built now, what is gone behind. What became of build steps is not compared. */
export function diffPlanned(then: readonly PlannedRequirement[], now: readonly PlannedRequirement[]): Drift[] {
    const [before, after] = [then, now].map(rows => new Map(rows.filter(isCarried).map(row => [keyOf(row), row])));
    if (!before || !after) return [];
    const drift: Drift[] = [];
    for (const [key, { kind, text, satisfiedBy: to }] of after) {
        const from = before.get(key);
        if (!from) drift.push({ kind, text, from: null, to, change: "added" });
        else if (from.satisfiedBy !== to) drift.push({ kind, text, from: from.satisfiedBy, to, change: "changed" });
    }
    for (const [key, { kind, text, satisfiedBy: from }] of before)
        if (!after.has(key)) drift.push({ kind, text, from, to: null, change: "removed" });
    return drift;
}

const isCarried = ({ kind, carrier }: PlannedRequirement): boolean =>
    kind !== "build-step" &&
    kind !== "file" &&
    (carrier === "blueprint" || carrier === "content" || kind === "container");

/** Whatever condition is asked for: it is what satisfies it that counts. */
const keyOf = ({ kind, name }: PlannedRequirement): string => `${kind} ${name.toLowerCase().replace(/[-_.]+/g, "-")}`;
