/** Whether the composer's sources still have every RPM of a commit. */
import { _, format } from "../language.ts";
import type { Composer } from "../osbuild/composer.ts";
import { type Lock, lockedRpm, pinOf, rpmOf, rpmsBeside } from "./lock.ts";
import type { Fidelity, PlannedRequirement } from "./plan.ts";
import { nevra } from "./resolve.ts";
import { resolveSpecs } from "./resolving.ts";

/** A row for what is gone, or goes together with the others no more. */
export async function findGone(composer: Composer, lock: Lock, signal?: AbortSignal): Promise<PlannedRequirement[]> {
    const { distro } = lock.plan;
    const specOf = new Map(lock.rpms.map(rpm => [rpm, `${rpm.name}-${pinOf(rpm)}`]));
    const { packages, missing, conflict } = await resolveSpecs(composer, [...specOf.values()], distro, signal);
    const gone = lock.rpms.filter(rpm => missing.has(specOf.get(rpm) ?? ""));
    if (gone.length > 0) {
        const names = gone.map(({ name }) => name);
        const instead = await resolveSpecs(composer, names, distro, signal);
        return gone.map(rpm => {
            const other = instead.packages?.find(({ name }) => name === rpm.name);
            const note = other
                ? format(_("No source has it any more. The sources have $0."), nevra(other))
                : _("No source has it any more.");
            return brokenRow("system", rpmOf(rpm), "missing", lock, note);
        });
    }
    if (packages === null) return [brokenRow("system", _("the RPMs of the commit"), "conflict", lock, conflict ?? "")];
    const note = _("It would come too, and the commit has not got it.");
    return rpmsBeside(packages.map(lockedRpm), lock.rpms).map(rpm =>
        brokenRow("system", rpmOf(rpm), "conflict", lock, note),
    );
}

/** What keeps a build from bringing the same again. */
export const brokenRow = (
    kind: PlannedRequirement["kind"],
    text: string,
    fidelity: Fidelity,
    { checksum }: Pick<Lock, "checksum">,
    note: string,
): PlannedRequirement => ({
    ...{ kind, name: text, wanted: "", text, askedBy: [format(_("commit $0"), checksum.slice(0, 12))] },
    ...{ carrier: null, fidelity, satisfiedBy: null, note },
});
