/** Make the plan of a definition: judge, fetch, introspect, resolve. Asks the host, changes nothing but caches. */
import { carriedFiles } from "../ee/carried.ts";
import { checkDefinition } from "../ee/check.ts";
import { chosenFor, readChoices } from "../ee/choices.ts";
import { definitionFile } from "../ee/files.ts";
import { lockFile, withoutLock } from "../ee/lock-file.ts";
import type { Requirement } from "../ee/requirement.ts";
import { listCompileRequirements, listRequirements } from "../ee/requirements.ts";
import { installedBy, listLogins, readSteps } from "../ee/steps.ts";
import { readTarget } from "../ee/target.ts";
import { type Host, HostError } from "../host/host.ts";
import { _ } from "../language.ts";
import type { Composer } from "../osbuild/composer.ts";
import { applyChoices } from "./acknowledged.ts";
import { asksOf, planCompile, planExcluded, planUnreadable } from "./asks.ts";
import { askCollection, refuseTwice } from "./collection-rpms.ts";
import { planCollection, unaskedCollections } from "./collections.ts";
import { containersOf, planImage } from "./container.ts";
import { measureContent } from "./content-size.ts";
import { findOwned } from "./file-owners.ts";
import { fetchAsked, introspect } from "./gather.ts";
import { findInterpreter, interpreterWish } from "./interpreter.ts";
import { judgeSteps } from "./judged-steps.ts";
import { collectionTrees, pack, type WholePlan } from "./packing.ts";
import { isUnsettled, type Plan, type PlannedRequirement } from "./plan.ts";
import { planAuthorLocked } from "./plan-author-locked.ts";
import { askRuntime, planAlone } from "./planning-alone.ts";
import { planRefused } from "./refused.ts";
import { type Ask, mergeRequirements, planAsk } from "./resolve.ts";
import { planRole, roleTrees, unaskedRoles } from "./roles.ts";
import { planStandIn, settleStandIns } from "./stand-ins.ts";
import { carrySteps } from "./step-content.ts";
import { wantsOf } from "./wants.ts";
import { amendWheel, commandPaths, placeCommands } from "./wheel-commands.ts";
import { layOutWheels, lockWheels } from "./wheel-content.ts";
import { readIndex } from "./wheel-index.ts";
import { settleAsks } from "./wheels.ts";

export type Authored = { name: string; files: ReadonlyMap<string, string>; distro: string };

export type PlanningOptions = {
    signal?: AbortSignal | undefined;
    /** Somebody has said what to build on: whether the commit that is locked for it is there does not count. */
    isParentChosen?: boolean;
};

/** Throws HostError: "failed" when the definition is not valid, else what the machine says. */
export const planDefinition = async (
    host: Host,
    composer: Composer,
    state: string,
    authored: Authored,
    options: PlanningOptions = {},
): Promise<Plan> => measured(host, await planWhole(host, composer, state, authored, options), options.signal);

/** The plan, with what its content takes. */
export async function measured(host: Host, { plan, content }: WholePlan, signal?: AbortSignal): Promise<Plan> {
    const contentSize = content && (await measureContent(host, content, signal));
    return contentSize === null ? plan : { ...plan, contentSize };
}

export async function planWhole(
    host: Host,
    composer: Composer,
    state: string,
    { name, files, distro }: Authored,
    options: PlanningOptions = {},
): Promise<WholePlan> {
    const given = checkDefinition(files);
    if (!given.accepted || !given.definition)
        throw new HostError("failed", _("The definition has errors. Settle them first."));
    // From here on only what may leave the directory: a plan is shown, packed and kept.
    const carried = carriedFiles(files, given.definition);
    if (files.has(lockFile)) {
        const newest = { name, files: withoutLock(files), distro };
        const planNewest = () => planWhole(host, composer, state, newest, options);
        return planAuthorLocked(host, composer, state, { name, files, distro }, planNewest, options);
    }
    const definition = checkDefinition(carried).definition ?? given.definition;
    const named = readTarget(distro);
    const choices = readChoices(carried);
    const { container } = choices;
    if (container?.alone)
        return planAlone(composer, { name, distro, carried, definition, container, signal: options.signal });
    const byRpm = chosenFor(choices, "collection", "blueprint");
    const { steps: written, effects } = readSteps(carried, definitionFile(carried), definition);
    const installed = installedBy(effects);
    const asking = { files, definition: given.definition, carried, shown: definition, installed, byRpm };
    const [gathered, interpreter, runtime] = await Promise.all([
        fetchAsked(host, state, asking, options.signal),
        findInterpreter(composer, named, interpreterWish(carried, definition, choices), options.signal),
        container ? askRuntime(composer, distro, options.signal) : [],
    ]);
    const target = { ...named, python: interpreter.python };
    const { collections, roles } = gathered;
    const trees = [...collectionTrees(collections.fetched), ...roleTrees(roles)];
    const own = {
        ...{ name: `ee-${name}`, files: carried, effects, target, taken: trees.map(({ to }) => to) },
        logins: listLogins(files, given.definition),
    };
    const steps = await carrySteps(host, state, own, options.signal);
    const asked = [
        ...listRequirements(carried, definition, target, written),
        ...steps.requirements,
        ...runtime.map(({ requirement }) => requirement),
    ];
    const introspected = introspect(collections.fetched?.collections ?? [], definition, target);
    const merged = mergeRequirements([...asked, ...introspected.requirements]);

    const planned = new Map<Requirement, PlannedRequirement>();
    const asks: Ask[] = [];
    for (const requirement of merged) {
        const standIn = requirement.kind === "system" ? steps.standIns.get(requirement.name) : undefined;
        if (standIn !== undefined) {
            planned.set(requirement, planStandIn(requirement, standIn));
            continue;
        }
        const isByRpm = requirement.kind === "collection" && byRpm.has(requirement.name);
        const answer = isByRpm
            ? askCollection(requirement)
            : (planRefused(requirement, gathered.refused) ?? asksOf(requirement, interpreter));
        if ("spec" in answer) asks.push(answer);
        else if (requirement.kind === "role") planned.set(requirement, planRole(answer, roles));
        else if (isByRpm) planned.set(requirement, answer);
        else planned.set(requirement, planCollection(answer, collections, introspected.problems));
    }
    const index = await readIndex(host, files, given.definition);
    const around = { host, composer, state, distro, interpreter, index, choices, signal: options.signal };
    const settledAsks = await settleAsks(around, asks, wantsOf([...asked, ...introspected.requirements]));
    const { resolution, wheels, more } = settledAsks;
    const fetchedNow = collections.fetched?.collections ?? [];
    for (const [requirement, row] of settledAsks.planned)
        planned.set(requirement, row.kind === "collection" ? refuseTwice(row, fetchedNow) : row);
    const settled = settledAsks.asks.filter(ask => planAsk(ask, resolution).carrier === "blueprint");
    const specs = settled.map(({ spec }) => spec);
    const paths = [...new Set([...steps.paths, ...commandPaths(wheels)])];
    const owned = await findOwned(composer, specs, resolution.packages, paths, distro, options.signal);
    const judged = judgeSteps(carried, definition, row => steps.amend(row, owned), written);
    // What is acknowledged is known before the rows of wheels are, which a step's path may change.
    const stepRows = new Map(merged.map(requirement => [requirement, judged(requirement)]));
    const judgedNow = [...stepRows.values()].filter(row => row !== null);
    const { paths: stepped } = steps.settle(applyChoices(judgedNow, choices).requirements);
    const commands = placeCommands(wheels, owned, new Set(stepped));

    const rowOf = (requirement: Requirement) => {
        const row = planned.get(requirement);
        return row && amendWheel(row, commands);
    };
    const all = [
        ...(container ? [planImage(container, runtime.length > 0)] : []),
        ...merged.flatMap(requirement => stepRows.get(requirement) ?? rowOf(requirement) ?? []),
        ...unaskedCollections(merged, collections, introspected.problems),
        ...unaskedRoles(merged, roles),
        ...more.map(row => amendWheel(row, commands)),
        ...listCompileRequirements(carried, definition, target).map(planCompile),
        ...given.findings.filter(({ code }) => code === "bindep-unreadable").map(planUnreadable),
        ...planExcluded(introspected.excluded),
    ];
    // What goes with a step that is left out shows when choices are applied; it may be acknowledged in its turn.
    const { provides } = steps.settle(applyChoices(all, choices).requirements).content;
    const choice = applyChoices(settleStandIns(all, provides), choices);
    choice.requirements.sort((a, b) => Number(isUnsettled(b)) - Number(isUnsettled(a)));
    const laid = {
        ...layOutWheels(name, wheels, interpreter, commands.made),
        lock: lockWheels(wheels, commands.made),
    };
    const packages = resolution.packages?.length ?? null;
    const settledSteps = steps.settle(choice.requirements);
    const left = { ...settledSteps, blueprint: { ...settledSteps.blueprint, ...containersOf(container) } };
    const found = { name, distro, carried, choice, asks: settled, gathered, interpreter, packages };
    return pack({ ...found, wheels: laid, steps: left });
}
