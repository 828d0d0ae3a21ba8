/** Whether the composer's sources still have every RPM of a commit. */
import { _, format } from "../language.ts";
import type { Composer } from "../osbuild/composer.ts";
import { type Lock, lockedRpm, type Origin, pinnedRpm, rpmOf, rpmsBeside } from "./lock.ts";
import type { Fidelity, PlannedRequirement } from "./plan.ts";
import { nevra } from "./resolve.ts";
import { resolveSpecs } from "./resolving.ts";

/** What is asked of a lock here. */
type LockedRpms = Pick<Lock, "checksum" | "on" | "rpms"> & {
    plan: Pick<Lock["plan"], "distro">;
    blueprint: Lock["blueprint"];
};

/**
 * A row for what is gone, or goes together with the others no more. The composer is asked without streams of modules,
 * which its depsolve does not take: where the commit was built with some, what is amiss without them proves nothing, and
 * one row says so, which stops no build. The composer itself tells before it composes, and the commit is compared after.
 */
export async function findGone(
    composer: Pick<Composer, "depsolve">,
    lock: LockedRpms,
    signal?: AbortSignal,
): Promise<PlannedRequirement[]> {
    const streams = (lock.blueprint.enabled_modules ?? []).map(({ name, stream }) => `${name}:${stream}`);
    const amiss = await findAmiss(composer, lock, signal);
    if (streams.length === 0 || amiss.length === 0) return amiss;
    const text = _(
        "Whether the sources still have all RPMs of $0 cannot be told: they are asked without module streams.",
    );
    const row = brokenRow("system", allRpms(lock), "equivalent", lock, format(text, streams.join(", ")));
    return [row];
}

/** Whether it is the row of what cannot be told: of all others that stop no build it is known what becomes of them. */
export const isUntold = ({ kind, carrier, fidelity }: PlannedRequirement): boolean =>
    kind === "system" && carrier === null && fidelity === "equivalent";

async function findAmiss(
    composer: Pick<Composer, "depsolve">,
    lock: LockedRpms,
    signal?: AbortSignal,
): Promise<PlannedRequirement[]> {
    const { distro } = lock.plan;
    const specOf = new Map(lock.rpms.map(rpm => [rpm, pinnedRpm(rpm)]));
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
    if (packages === null) return [brokenRow("system", allRpms(lock), "conflict", lock, conflict ?? "")];
    return rpmsBeside(packages.map(lockedRpm), lock.rpms).map(rpm =>
        brokenRow("system", rpmOf(rpm), "conflict", lock, uninvited(lock)),
    );
}

const allRpms = ({ checksum }: Origin): string =>
    checksum === null ? _("the locked RPMs") : _("the RPMs of the commit");

/** Of what would come beside what is locked. */
export const uninvited = ({ checksum }: Origin): string =>
    checksum === null
        ? _("It would come too, and is not locked.")
        : _("It would come too, and the commit has not got it.");

/** What keeps a build from bringing the same again. */
export const brokenRow = (
    kind: PlannedRequirement["kind"],
    text: string,
    fidelity: Fidelity,
    { checksum, on = "" }: Origin,
    note: string,
): PlannedRequirement => ({
    ...{ kind, name: text, wanted: "", text },
    askedBy: [checksum === null ? format(_("lock of $0"), on) : format(_("commit $0"), checksum.slice(0, 12))],
    ...{ carrier: null, fidelity, satisfiedBy: null },
    note: checksum === null ? `${note} ${_("Lock again, or unlock.")}`.trim() : note,
});
