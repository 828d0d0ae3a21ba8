/** How far the search for wheels has come: who wants what, what is taken, and what nobody wants any more; pure. */
import type { Wheel } from "../content/wheels.ts";
import { type Choices, chosenFor } from "../ee/choices.ts";
import type { Interpreter } from "../ee/interpreter.ts";
import { normalizeName } from "../ee/python.ts";
import { isDistribution, type Requirement } from "../ee/requirement.ts";
import { _ } from "../language.ts";
import type { PlannedRequirement } from "./plan.ts";
import { type Ask, planAsk, type Resolution } from "./resolve.ts";
import { dependenciesOf, extrasOf, isPinned, type Want, type Wants } from "./wants.ts";

/** All by the name that PEP 503 gives. */
export type Work = {
    wants: Map<string, Want[]>;
    /** Python as far as RPMs are to satisfy it. */
    rpms: Map<string, Ask[]>;
    /** What the composer said of all that was asked for. */
    found: Resolution;
    /** What no RPM satisfies, or is to satisfy. */
    lacking: Set<string>;
    wheels: Map<string, Wheel>;
    /** Why there is no wheel. */
    reasons: Map<string, string>;
};

/** Whether pip would install it: what is no RPM may be a wheel. */
export const isPython = ({ requirement }: Pick<Ask, "requirement">): boolean => isDistribution(requirement.kind);
export const nameOf = ({ requirement }: Ask): string => wheelNameOf(requirement);
export const wheelNameOf = ({ name }: Pick<Requirement, "name">): string => normalizeName(name);

/** Before any wheel was looked for. What is wanted by a wheel, or as one certain file, is taken as if no RPM had it. */
export function beginWork(asked: readonly Ask[], wanted: Wants, found: Resolution, choices: Choices): Work {
    const rpms = new Map<string, Ask[]>();
    for (const ask of asked.filter(isPython)) rpms.set(nameOf(ask), [...(rpms.get(nameOf(ask)) ?? []), ask]);
    const byRpm = chosenFor(choices, "python", "blueprint");
    const byWheel = chosenFor(choices, "python", "content");
    const lacking = [...rpms.keys()].filter(
        name =>
            byWheel.has(name) ||
            (!byRpm.has(name) &&
                (isPinned(wanted.get(name) ?? []) || rpms.get(name)?.some(ask => isLacking(ask, found)))),
    );
    for (const name of lacking) rpms.delete(name);
    const wants = new Map([...wanted].map(([name, all]) => [name, [...all]]));
    return { wants, rpms, found, lacking: new Set(lacking), wheels: new Map(), reasons: new Map() };
}

/** No RPM has it, or none in a version that is wanted. What only does not go together is another matter. */
function isLacking(ask: Ask, found: Resolution): boolean {
    if (found.missing.has(ask.spec)) return true;
    return ask.verify !== null && found.packages !== null && planAsk(ask, found).carrier === null;
}

export const askerOf = ({ name, version }: Pick<Wheel, "name" | "version">): string => `${name} ${version}`;

/** Take a wheel, or know why there is none. What the one before it wanted is wanted no more. */
export function take(work: Work, name: string, answer: Wheel | { reason: string }): void {
    const before = work.wheels.get(name);
    if (before && !("version" in answer && answer.version === before.version))
        for (const [other, wants] of work.wants) {
            const left = wants.filter(({ who }) => who !== askerOf(before));
            work.wants.set(other, left);
            // What was not to be had for it may be for others.
            if (left.length < wants.length) work.reasons.delete(other);
        }
    work.wheels.delete(name);
    work.reasons.delete(name);
    if ("reason" in answer) work.reasons.set(name, answer.reason);
    else work.wheels.set(name, answer);
}

/** Forget what only a wheel that is not taken any more has wanted. */
export function forgetUnwanted(work: Work, asked: readonly Ask[], interpreter: Interpreter): void {
    const reached = new Set(asked.filter(isPython).map(nameOf));
    for (const name of reached) {
        const wheel = work.wheels.get(name);
        const extras = extrasOf(work.wants.get(name) ?? []);
        if (wheel) for (const { name: other } of dependenciesOf(wheel, extras, interpreter).needed) reached.add(other);
    }
    for (const map of [work.rpms, work.wheels, work.reasons])
        for (const name of map.keys()) if (!reached.has(name)) map.delete(name);
    for (const name of work.lacking) if (!reached.has(name)) work.lacking.delete(name);
}

/** What wheels need that cannot be asked for. */
export const unreadRows = ({ wheels, wants }: Work, interpreter: Interpreter): PlannedRequirement[] =>
    [...wheels].flatMap(([name, wheel]) =>
        dependenciesOf(wheel, extrasOf(wants.get(name) ?? []), interpreter).unread.map(line => ({
            ...{ kind: "python", name: line, wanted: "", text: line, askedBy: [askerOf(wheel)] },
            ...{ carrier: null, fidelity: "left-over", satisfiedBy: null },
            note: _("A wheel needs this, and it is no name of a distribution."),
        })),
    );
