/** Make the plan of a definition: judge, fetch, introspect, resolve. Asks the host, changes nothing but caches. */
import { collectionsDirectory } from "../content/collection.ts";
import type { Fetched } from "../content/fetch.ts";
import { collectionsPath } from "../content/path.ts";
import type { Content, ContentTree } from "../content/repository.ts";
import { versionOf } from "../content/version.ts";
import { carriedFiles } from "../ee/carried.ts";
import { checkDefinition } from "../ee/check.ts";
import { chosenFor, readChoices } from "../ee/choices.ts";
import { isCollectionName } from "../ee/galaxy.ts";
import type { Requirement } from "../ee/requirement.ts";
import { listCompileRequirements, listRequirements } from "../ee/requirements.ts";
import { readTarget } from "../ee/target.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import type { Composer } from "../osbuild/composer.ts";
import { applyChoices, type Settled } from "./acknowledged.ts";
import { asksOf, planCompile, planExcluded, planUnreadable } from "./asks.ts";
import { askCollection, refuseTwice } from "./collection-rpms.ts";
import { findOwned } from "./file-owners.ts";
import { galaxyLock } from "./galaxy-lock.ts";
import { type Collections, fetchAsked, type Gathered, introspect, signatureNote } from "./gather.ts";
import { findInterpreter } from "./interpreter.ts";
import { judgeSteps } from "./judged-steps.ts";
import { isUnsettled, type Plan, type PlannedRequirement } from "./plan.ts";
import { type Ask, mergeRequirements, planAsk } from "./resolve.ts";
import { planRole, roleFiles, roleTrees, unaskedRoles } from "./roles.ts";
import { type CarriedSteps, carrySteps } from "./step-content.ts";
import { wantsOf } from "./wants.ts";
import { layOutWheels, lockWheels, type WheelContent } from "./wheel-content.ts";
import { readIndex } from "./wheel-index.ts";
import { settleAsks } from "./wheels.ts";

export type Authored = { name: string; files: ReadonlyMap<string, string>; distro: string };

/** A plan with what a build needs beside it. */
export type WholePlan = {
    plan: Plan;
    /** What the content RPM holds; null as in the plan. */
    content: Content | null;
};

export type PlanningOptions = { signal?: AbortSignal | undefined };

/** Throws HostError: "failed" when the definition is not valid, else what the machine says. */
export const planDefinition = async (
    host: Host,
    composer: Composer,
    state: string,
    authored: Authored,
    options: PlanningOptions = {},
): Promise<Plan> => (await planWhole(host, composer, state, authored, options)).plan;

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
    const definition = checkDefinition(carried).definition ?? given.definition;
    const named = readTarget(distro);
    const choices = readChoices(carried);
    const byRpm = chosenFor(choices, "collection", "blueprint");
    const asking = { files, definition: given.definition, carried, shown: definition, byRpm };
    const [gathered, interpreter] = await Promise.all([
        fetchAsked(host, state, asking, options.signal),
        findInterpreter(composer, named, options.signal),
    ]);
    const target = { ...named, python: interpreter.python };
    const { collections, roles } = gathered;
    const trees = [...collectionTrees(collections.fetched), ...roleTrees(roles)];
    const own = { name: `ee-${name}`, files: carried, definition, target, taken: trees.map(({ to }) => to) };
    const steps = await carrySteps(host, state, own, options.signal);
    const asked = [...listRequirements(carried, definition, target), ...steps.requirements];
    const introspected = introspect(collections.fetched?.collections ?? [], definition, target);
    const judged = judgeSteps(carried, definition);
    const merged = mergeRequirements([...asked, ...introspected.requirements]);

    const planned = new Map<Requirement, PlannedRequirement>();
    const asks: Ask[] = [];
    for (const requirement of merged) {
        const isByRpm = requirement.kind === "collection" && byRpm.has(requirement.name);
        const answer = isByRpm
            ? askCollection(requirement)
            : steps.amend(judged(requirement) ?? asksOf(requirement, interpreter));
        if ("spec" in answer) asks.push(answer);
        else if (requirement.kind === "role") planned.set(requirement, planRole(answer, roles));
        else if (isByRpm) planned.set(requirement, answer);
        else planned.set(requirement, planOther(answer, collections, introspected.problems));
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
    const owned = await findOwned(composer, specs, resolution.packages, steps.paths, distro, options.signal);

    const all = [
        ...merged.flatMap(requirement => planned.get(requirement) ?? []).map(row => steps.clash(row, owned)),
        ...unasked(merged, collections, introspected.problems),
        ...unaskedRoles(merged, roles),
        ...more,
        ...listCompileRequirements(carried, definition, target).map(planCompile),
        ...given.findings.filter(({ code }) => code === "bindep-unreadable").map(planUnreadable),
        ...planExcluded(introspected.excluded),
    ];
    const choice = applyChoices(all, choices);
    choice.requirements.sort((a, b) => Number(isUnsettled(b)) - Number(isUnsettled(a)));
    const laid = { ...layOutWheels(name, wheels, interpreter), lock: lockWheels(wheels) };
    const packages = resolution.packages?.length ?? null;
    return pack(name, distro, carried, choice, settled, gathered, laid, steps, packages);
}

/** What no RPM repository is asked for: collections from what was fetched; the rest says by itself why not. */
function planOther(
    requirement: PlannedRequirement,
    { fetched, problem, blamed }: Collections,
    problems: ReadonlyMap<string, string | null>,
): PlannedRequirement {
    if (requirement.kind !== "collection" || requirement.fidelity === "left-over") return requirement;
    const found = fetched?.collections.find(({ name }) => name === requirement.name);
    const note = fetched && notesOf(requirement.name, fetched, problems);
    if (found) return { ...requirement, carrier: "content", fidelity: "exact", satisfiedBy: found.version, note };
    // An address or a file: which collection it holds is known to ansible-galaxy alone, which has taken it.
    if (fetched && !isCollectionName(requirement.name))
        return { ...requirement, carrier: "content", fidelity: "exact" };
    // ansible-galaxy gives up at the first it cannot find, and names that one only.
    const isNamed = blamed.length === 0 || blamed.includes(requirement.name);
    const reason = isNamed ? problem : _("Not fetched, because another collection could not be.");
    return { ...requirement, fidelity: "missing", note: reason ?? _("It was not fetched.") };
}

/** Collections that came with others: they are carried too, and nobody should be surprised by them. */
function unasked(
    merged: readonly Requirement[],
    { fetched }: Collections,
    problems: ReadonlyMap<string, string | null>,
): PlannedRequirement[] {
    const asked = new Set(merged.filter(({ kind }) => kind === "collection").map(({ name }) => name));
    if (!fetched) return [];
    return fetched.collections
        .filter(({ name }) => !asked.has(name))
        .map(({ name, version }) => ({
            kind: "collection",
            name,
            wanted: "",
            text: name,
            askedBy: [_("another collection")],
            carrier: "content",
            fidelity: "exact",
            satisfiedBy: version,
            note: notesOf(name, fetched, problems),
        }));
}

const notesOf = (name: string, fetched: Fetched, problems: ReadonlyMap<string, string | null>): string | null =>
    [problems.get(name), signatureNote(fetched, name)].filter(Boolean).join(" ") || null;

function pack(
    name: string,
    distro: string,
    carried: ReadonlyMap<string, string>,
    { requirements, stale }: Settled,
    asks: readonly Ask[],
    gathered: Gathered,
    wheels: WheelContent & { lock: object[] },
    steps: CarriedSteps,
    packages: number | null,
): WholePlan {
    const fromGalaxy = requirements.filter(({ kind }) => kind === "collection" || kind === "role");
    const whole = fromGalaxy.every(({ fidelity }) => fidelity !== "missing");
    const about = new Map([...carried].map(([path, text]) => [`definition/${path}`, text]));
    const lock = { ...galaxyLock(gathered), wheels: wheels.lock, files: steps.lock };
    about.set("lock.json", `${JSON.stringify(lock, null, 4)}\n`);
    about.set("plan.json", `${JSON.stringify({ distro, requirements }, null, 4)}\n`);
    const content = whole ? contentOf(name, gathered, wheels, steps.content, about) : null;
    const own = content && { name: content.name, version: content.version };
    const specs = [...new Set(asks.map(({ spec }) => spec))].sort();
    const blueprint = {
        name,
        description: `Execution environment ${name}`,
        version: "0.0.0",
        packages: [...specs.filter(spec => !isGroup(spec)).map(spec => ({ name: spec })), ...(own ? [own] : [])],
        modules: [],
        groups: specs.filter(isGroup).map(spec => ({ name: spec.slice(1) })),
        ...steps.blueprint,
        distro,
    };
    const leftOver = requirements.filter(isUnsettled).map(({ text }) => text);
    return { plan: { distro, requirements, blueprint, content: own, leftOver, stale, packages }, content };
}

/** dnf's word for a group of packages. */
const isGroup = (spec: string): boolean => spec.startsWith("@");

const collectionTrees = (fetched: Fetched | null): ContentTree[] =>
    (fetched?.collections ?? []).map(({ name }) => {
        const path = name.replace(".", "/");
        return { from: `${fetched?.directory}/${collectionsDirectory}/${path}`, to: `${collectionsPath}/${path}` };
    });

/** @param about Definition, requirement files, plan and lock, redacted. */
function contentOf(
    name: string,
    { collections: { fetched }, roles }: Gathered,
    wheels: WheelContent,
    steps: CarriedSteps["content"],
    about: ReadonlyMap<string, string>,
): Content {
    const collections = fetched?.collections ?? [];
    const content = {
        name: `ee-${name}`,
        summary: format("Content of the execution environment $0", name),
        arch: wheels.arch,
        collections: collections.map(({ name: collection, version }) => ({ name: collection, version })),
        requires: [],
        trees: [...collectionTrees(fetched), ...roleTrees(roles), ...wheels.trees, ...steps.trees],
        files: new Map([...roleFiles(roles), ...wheels.files, ...steps.files]),
        directories: steps.directories,
        links: steps.links,
        about,
    };
    return { ...content, version: versionOf(content) };
}
