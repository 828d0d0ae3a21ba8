/** What the plan says of a distribution that no RPM satisfies; pure. */
import type { Wheel } from "../content/wheels.ts";
import type { Interpreter } from "../ee/interpreter.ts";
import type { Requirement } from "../ee/requirement.ts";
import { _, format } from "../language.ts";
import type { Package } from "../osbuild/composer.ts";
import { isUnsettled, type PlannedRequirement } from "./plan.ts";
import { type Ask, findPackage, nevra } from "./resolve.ts";
import { isPinned, sayWants, specifierOf, type Want, wishOf } from "./wants.ts";
import { askerOf, type Work } from "./wheel-work.ts";

/** Something that only wheels want. */
export const requirementOf = (name: string, text: string, wants: readonly Want[]): Requirement => ({
    kind: "python",
    name,
    wanted: specifierOf(wants),
    text,
    askedBy: [...new Set(wants.map(({ who }) => who))],
});

/** The interpreter that wheels are for, where no RPM of ansible-core brings it. */
export function interpreterFor(
    wheels: ReadonlyMap<string, Wheel>,
    { prefix }: Interpreter,
    asks: readonly Ask[],
): Ask[] {
    const isBrought = asks.some(({ requirement: { kind, name } }) => kind === "ansible-core" || name === prefix);
    if (wheels.size === 0 || isBrought) return [];
    const needy = wheels.get("ansible-core") ?? [...wheels.values()][0];
    const asksFor = { name: prefix, wanted: "", text: prefix, askedBy: needy ? [askerOf(needy)] : [] };
    const requirement: Requirement = { kind: "system", ...asksFor };
    return [{ requirement, spec: prefix, loose: prefix, candidates: [prefix], verify: null, note: null }];
}

/**
 * @param byRpm What the plan would say without wheels.
 * @param directory Where an administrator may put a wheel.
 * @param packages What the blueprint comes to.
 */
export function planWheel(
    name: string,
    byRpm: PlannedRequirement,
    { wheels, reasons, wants }: Work,
    interpreter: Interpreter,
    directory: string,
    packages: readonly Package[],
): PlannedRequirement {
    const wheel = wheels.get(name);
    if (!wheel) {
        const all = wants.get(name) ?? [];
        const why = reasons.get(name) ?? _("none was looked for");
        const way = format(waysOut(name, all), directory);
        if (isPinned(all)) {
            const reason = format(_("The wheel that is asked for is not to be had: $0."), why);
            return { ...unmetBy(byRpm), fidelity: "missing", note: `${reason} ${way}` };
        }
        const unmet = isUnsettled(byRpm) ? byRpm : unmetBy(byRpm);
        const said = sayWants(name, all);
        const reason = format(_("No wheel either: $0."), why);
        const notes = [unmet.note ?? "", reason, said === null ? "" : `${said}.`, way];
        return { ...unmet, note: notes.filter(Boolean).join(" ") };
    }
    const satisfiedBy = `${wheel.name}-${wheel.version} (wheel)`;
    // Python looks into the RPMs' directory first.
    const candidates = byRpm.kind === "python" ? rpmNames(interpreter, name) : [name, ...rpmNames(interpreter, name)];
    const shadow = findPackage({ candidates }, packages);
    if (shadow)
        return {
            ...byRpm,
            ...{ carrier: null, fidelity: "conflict", satisfiedBy: null },
            note: format(_("$0 comes with other packages, and Python finds it before $1."), nevra(shadow), satisfiedBy),
        };
    const note = leftOut(wheel);
    return { ...byRpm, carrier: "content", fidelity: note === null ? "exact" : "equivalent", satisfiedBy, note };
}

/** What helps, with the directory of wheels in the place of `$0`. */
function waysOut(name: string, wants: readonly Want[]): string {
    const { pin } = wishOf(name, wants);
    if (pin?.digests.some(({ length }) => length === 0)) return _("Write its SHA-256 behind it.");
    if (pin && pin.addresses.length > 0) return _("Put it into $0, or name another.");
    return pin
        ? _("Put the wheel that has that hash into $0, or name an index that has it, or write the hash of another.")
        : _("Put a wheel of it into $0, or name an index: --index-url in the list, or /etc/pip.conf.");
}

/** An RPM that was good enough until a wheel wanted another version. */
const unmetBy = (byRpm: PlannedRequirement): PlannedRequirement => ({
    ...byRpm,
    ...{ carrier: null, fidelity: "conflict", satisfiedBy: null },
    note: byRpm.satisfiedBy === null ? null : format(_("The sources have $0."), byRpm.satisfiedBy),
});

const rpmNames = ({ prefix }: Interpreter, name: string): string[] => [
    `${prefix}-${name}`,
    `${prefix}-${name.replace(/^python-|^py(?=.)/, "")}`,
];

/** What of a wheel is not in the commit, in words; null where all is. */
function leftOut({ lost, others }: Wheel): string | null {
    const notes = [
        lost.length > 0 ? format(_("Some of its commands are not installed: $0."), few(lost)) : "",
        others.length > 0 ? format(_("Left out is what would lie among other packages’ files: $0."), few(others)) : "",
    ];
    return notes.filter(Boolean).join(" ") || null;
}

const few = (texts: readonly string[]): string =>
    texts.length > 5 ? `${texts.slice(0, 5).join(", ")} …` : texts.join(", ");
