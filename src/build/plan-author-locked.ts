/** The plan of a definition whose author locked it: what was planned then, and what became of the definition since. */
import { carriedFiles } from "../ee/carried.ts";
import { checkDefinition } from "../ee/check.ts";
import { readChoices } from "../ee/choices.ts";
import type { Definition } from "../ee/definition.ts";
import { definitionFile } from "../ee/files.ts";
import { type LockedPlan, lockFile, readLocked } from "../ee/lock-file.ts";
import type { Requirement } from "../ee/requirement.ts";
import { listCompileRequirements, listRequirements } from "../ee/requirements.ts";
import { readSteps } from "../ee/steps.ts";
import { readTarget, type Target } from "../ee/target.ts";
import type { Host } from "../host/host.ts";
import { _, format, inSource } from "../language.ts";
import type { Composer } from "../osbuild/composer.ts";
import { changedSince, dayOf, heldFiles, lockOf } from "./author-lock.ts";
import { containersOf } from "./container.ts";
import { type Lock, parseLock } from "./lock.ts";
import { findUnheld } from "./locked-asks.ts";
import { findLostParent } from "./locked-parent.ts";
import { brokenRow } from "./locked-rpms.ts";
import type { WholePlan } from "./packing.ts";
import type { PlannedRequirement } from "./plan.ts";
import { planLocked } from "./plan-locked.ts";
import type { Authored, PlanningOptions } from "./planning.ts";
import { mergeRequirements } from "./resolve.ts";
import { readStepBlueprint } from "./step-content.ts";
import { fileOfAsker, parseKeptPlan } from "./told.ts";

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
    const [{ plan, content }, lost] = await Promise.all([
        planLocked(host, composer, state, authored, lock, options, since),
        options.isParentChosen ? [] : findLostParent(host, state, locked, options.signal),
    ]);
    const on = locked.parent ? { lockedOn: locked.parent.checksum } : {};
    const told = { requirements: [...lost, ...plan.requirements], locked: dayOf(locked.on), ...on };
    return { plan: { ...plan, ...told, leftOver: [...lost.map(({ text }) => text), ...plan.leftOver] }, content };
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

/** A row for each requirement that is another, was none or is none any more, and for each file that they do not explain. */
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
    rows.push(...findUnheld(lock));
    const files = changedSince(locked, held);
    const { definition } = checkDefinition(carried);
    if (files.length === 0) {
        if (!definition) return rows;
        // Of the same text, whoever wrote the file: all that it asks for is there, and nothing beside.
        const note = _("What it says beside packages is not what the definition makes.");
        const others = isBlueprintOf(lock, carried, definition) ? [] : [ofFile(lockFile, note)];
        return [...rows, ...unknownTo(lock, carried, definition), ...others];
    }
    const asked = definition ? askedSince(locked, lock, carried, definition, distro) : [];
    const askers = asked.flatMap(({ askedBy }) => askedBy.map(asker => fileOfAsker(inSource(asker))));
    // The definition itself, and lists that a row tells a line of.
    const isExplained = (path: string) =>
        askers.length > 0 && (path === definitionFile(carried) || askers.includes(path));
    const note = _("It is not what it was when the plan was locked.");
    const others = files.filter(path => !isExplained(path));
    return [...rows, ...asked, ...others.map(path => ofFile(path, note))];
}

/** What the definition itself asks for and did not then, and the other way round. */
function askedSince(
    locked: LockedPlan,
    lock: Lock,
    carried: Carried,
    definition: Definition,
    distro: string,
): PlannedRequirement[] {
    const then = lock.plan.requirements;
    const target = targetOf(lock, distro);
    const now = mergeRequirements(listRequirements(carried, definition, target));
    const known = new Set(then.map(idOf));
    const more = now
        .filter(requirement => !known.has(idOf(requirement)))
        .map(requirement => {
            const { kind, name, text, wanted, askedBy } = requirement;
            const note = then.some(row => row.kind === kind && row.name === name)
                ? _("It was asked for in another way when the plan was locked.")
                : _("It was not asked for when the plan was locked.");
            return { ...brokenRow(kind, text, "conflict", lock, note), name, wanted, askedBy };
        });
    const { requirements } = stepsNow(lock, carried, definition);
    const all = [...now, ...requirements, ...listCompileRequirements(carried, definition, target)];
    const [left, named] = [new Set(all.map(idOf)), new Set(all.map(({ kind, name }) => `${kind} ${name}`))];
    const note = _("It is not asked for any more.");
    // As they are kept: what is read here is in the language of whoever reads.
    const kept = parseKeptPlan(JSON.stringify(locked.plan))?.requirements ?? [];
    const isOwn = (index: number) => kept[index]?.askedBy.some(asker => fileOfAsker(asker) !== null) ?? false;
    const gone = then
        .filter((row, index) => isOwn(index) && !left.has(idOf(row)))
        .filter(({ kind, name }) => kind === "build-step" || !named.has(`${kind} ${name}`))
        .map(({ kind, text, askedBy }) => ({ ...brokenRow(kind, text, "conflict", lock, note), askedBy }));
    return [...more, ...gone];
}

/** What the definition asks for and the plan of then has no word of. */
function unknownTo(lock: Lock, carried: Carried, definition: Definition): PlannedRequirement[] {
    const known = new Set(lock.plan.requirements.map(({ kind, name }) => `${kind} ${name}`));
    return mergeRequirements(listRequirements(carried, definition, targetOf(lock, lock.plan.distro)))
        .filter(({ kind, name }) => !known.has(`${kind} ${name}`))
        .map(({ kind, text, askedBy }) => {
            const note = _("It was not asked for when the plan was locked.");
            return { ...brokenRow(kind, text, "conflict", lock, note), askedBy };
        });
}

const idOf = ({ kind, name, text }: Requirement): string => `${kind} ${name} ${text}`;

/** For the Python that was locked. */
function targetOf({ interpreter }: Lock, distro: string): Target {
    const target = readTarget(distro);
    return interpreter ? { ...target, python: interpreter.python } : target;
}

function stepsNow(lock: Lock, carried: Carried, definition: Definition) {
    const { effects } = readSteps(carried, definitionFile(carried), definition);
    const target = targetOf(lock, lock.plan.distro);
    const context = { name: lock.content.name, files: carried, effects, target, taken: [] };
    return readStepBlueprint(context, lock.plan.requirements);
}

/** What of the blueprint is no package follows from the definition, whoever wrote the file. */
function isBlueprintOf(lock: Lock, carried: Carried, definition: Definition): boolean {
    const { container } = readChoices(carried);
    const own = container?.alone ? {} : stepsNow(lock, carried, definition).blueprint;
    const blueprint = { ...own, ...containersOf(container) };
    const made = parseLock(JSON.stringify({ ...lock, blueprint }));
    return JSON.stringify(made?.blueprint) === JSON.stringify(lock.blueprint);
}
