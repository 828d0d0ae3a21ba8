/** What would be another now than when a definition was built last; pure. */
import type { LockedRpm } from "./lock.ts";
import type { PlannedRequirement } from "./plan.ts";
import { nevra } from "./resolve.ts";

/** Of one requirement what satisfied it then and would now; null: it was not asked for, or is not any more. */
export type Drift = {
    /** "rpm": nobody asked for it by name, or for that version of it. */
    kind: PlannedRequirement["kind"] | "rpm";
    text: string;
    from: string | null;
    to: string | null;
    change: "added" | "removed" | "changed";
};

/**
 * In the order of the plan that would be built now, what is gone behind. Of build steps it is compared what they fetch where
 * nothing vouches for it; steps that are new, and those that are gone, are in the definition's own difference.
 */
export function diffPlanned(then: readonly PlannedRequirement[], now: readonly PlannedRequirement[]): Drift[] {
    const [before, after] = [then, now].map(rows => new Map(rows.filter(isCompared).map(row => [keyOf(row), row])));
    if (!before || !after) return [];
    const drift: Drift[] = [];
    for (const [key, { kind, text, satisfiedBy: to }] of after) {
        const from = before.get(key);
        if (!from && kind === "build-step") continue;
        if (!from) drift.push({ kind, text, from: null, to, change: "added" });
        else if (from.satisfiedBy !== to) drift.push({ kind, text, from: from.satisfiedBy, to, change: "changed" });
    }
    for (const [key, { kind, text, satisfiedBy: from }] of before)
        if (!after.has(key) && kind !== "build-step") drift.push({ kind, text, from, to: null, change: "removed" });
    return drift;
}

/**
 * What of the RPMs of a commit would be another, by name: sorted, and without those of which a requirement tells it.
 *
 * @param told Of the requirements.
 */
export function diffRpms(then: readonly LockedRpm[], now: readonly LockedRpm[], told: readonly Drift[]): Drift[] {
    const [before, after] = [versionsOf(then), versionsOf(now)];
    const known = new Set(told.map(({ from, to }) => `${from} ${to}`));
    return [...new Set([...before.keys(), ...after.keys()])]
        .sort()
        .map(text => ({ text, from: before.get(text) ?? null, to: after.get(text) ?? null }))
        .filter(({ from, to }) => from !== to && !known.has(`${from} ${to}`))
        .map(({ text, from, to }) => ({
            ...{ kind: "rpm", text, from, to },
            change: from === null ? "added" : to === null ? "removed" : "changed",
        }));
}

/** Some are there more than once: kernels, and libraries of two architectures. */
function versionsOf(rpms: readonly LockedRpm[]): Map<string, string> {
    const versions = new Map<string, string[]>();
    for (const rpm of rpms) {
        const shown = nevra({ ...rpm, epoch: Number(rpm.epoch ?? 0) });
        const known = versions.get(rpm.name) ?? [];
        versions.set(rpm.name, known.includes(shown) ? known : [...known, shown]);
    }
    return new Map([...versions].map(([name, shown]) => [name, shown.sort().join(", ")]));
}

const isCompared = ({ kind, carrier, satisfiedBy }: PlannedRequirement): boolean =>
    kind === "build-step"
        ? satisfiedBy !== null
        : kind !== "file" && (carrier === "blueprint" || carrier === "content" || kind === "container");

/** Whatever condition is asked for: it is what satisfies it that counts. */
const keyOf = ({ kind, name, text }: PlannedRequirement): string =>
    kind === "build-step" ? `${kind} ${name} ${text}` : `${kind} ${name.toLowerCase().replace(/[-_.]+/g, "-")}`;
