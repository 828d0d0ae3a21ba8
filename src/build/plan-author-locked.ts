/** The plan of a definition whose author locked it: what was planned then, and what became of the definition since. */
import { carriedFiles } from "../ee/carried.ts";
import { checkDefinition } from "../ee/check.ts";
import { type LockedPlan, lockFile, readLocked } from "../ee/lock-file.ts";
import { listRequirements } from "../ee/requirements.ts";
import { readTarget } from "../ee/target.ts";
import type { Host } from "../host/host.ts";
import { _, format } from "../language.ts";
import type { Composer } from "../osbuild/composer.ts";
import { changedSince, dayOf, heldFiles, lockOf } from "./author-lock.ts";
import type { Lock } from "./lock.ts";
import { brokenRow } from "./locked-rpms.ts";
import type { WholePlan } from "./packing.ts";
import type { PlannedRequirement } from "./plan.ts";
import { planLocked } from "./plan-locked.ts";
import type { Authored, PlanningOptions } from "./planning.ts";
import { mergeRequirements } from "./resolve.ts";

type Carried = ReadonlyMap<string, string>;

/**
 * Throws HostError as `planWhole` does.
 *
 * @param planNewest As if nothing were locked: what is shown, and never built, where it cannot be told what is.
 */
export async function planAuthorLocked(
    host: Host,
    composer: Composer,
    state: string,
    authored: Authored,
    planNewest: () => Promise<WholePlan>,
    options: PlanningOptions,
): Promise<WholePlan> {
    const { definition } = checkDefinition(authored.files);
    const carried = definition ? carriedFiles(authored.files, definition) : new Map<string, string>();
    const locked = readLocked(authored.files);
    const lock = locked === null || locked === "unreadable" ? null : lockOf(locked, carried);
    if (locked === null || locked === "unreadable" || !lock) return stopped(await planNewest());
    const held = definition ? heldFiles(authored.files, definition) : carried;
    const since = () => changes(locked, lock, { ...authored, carried, held });
    const { plan, content } = await planLocked(host, composer, state, authored, lock, options, since);
    return { plan: { ...plan, locked: dayOf(locked.on) }, content };
}

/** Not what is newest, as long as there is a lock. */
function stopped({ plan }: WholePlan): WholePlan {
    const note = _("It is not as it was written. Lock again, or unlock.");
    const row: PlannedRequirement = {
        ...{ kind: "file", name: lockFile, wanted: "", text: lockFile, askedBy: [] },
        ...{ carrier: null, fidelity: "conflict", satisfiedBy: null, note },
    };
    const requirements = [row, ...plan.requirements];
    return { plan: { ...plan, requirements, leftOver: [row.text, ...plan.leftOver], locked: "" }, content: null };
}

/** A row for each requirement that is another or was none; where there is none of them, for each file that is another. */
function changes(
    locked: LockedPlan,
    lock: Lock,
    { name, distro, carried, held }: Pick<Authored, "name" | "distro"> & { carried: Carried; held: Carried },
): PlannedRequirement[] {
    const ofFile = (path: string, note: string) => brokenRow("file", path, "conflict", lock, note);
    const rows: PlannedRequirement[] = [];
    if (name !== locked.definition) rows.push(ofFile(lockFile, format(_("It is of $0."), locked.definition)));
    if (distro !== locked.distro) {
        const note = format(_("The plan was locked for $0."), locked.distro);
        rows.push(brokenRow("system", distro, "conflict", lock, note));
    }
    const files = changedSince(locked, held);
    if (files.length === 0) return rows;
    const asked = askedSince(lock, carried, distro);
    const note = _("It is not what it was when the plan was locked.");
    return [...rows, ...(asked.length > 0 ? asked : files.map(path => ofFile(path, note)))];
}

/** What the definition itself asks for, and did not then. */
function askedSince(lock: Lock, carried: Carried, distro: string): PlannedRequirement[] {
    const { definition } = checkDefinition(carried);
    if (!definition) return [];
    const then = lock.plan.requirements;
    const known = new Set(then.map(({ kind, name, text }) => `${kind} ${name} ${text}`));
    return mergeRequirements(listRequirements(carried, definition, readTarget(distro)))
        .filter(({ kind, name, text }) => !known.has(`${kind} ${name} ${text}`))
        .map(requirement => {
            const { kind, name, text, wanted, askedBy } = requirement;
            const note = then.some(row => row.kind === kind && row.name === name)
                ? _("It was asked for in another way when the plan was locked.")
                : _("It was not asked for when the plan was locked.");
            return { ...brokenRow(kind, text, "conflict", lock, note), name, wanted, askedBy };
        });
}
