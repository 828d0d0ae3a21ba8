/**
 * Python requirements that no RPM satisfies, by wheels; and what those need in turn, for which an RPM comes first again.
 *
 * The composer is asked level by level: once for all that the wheels of one level need, and once more for everything
 * together when there was any of it. Which version is taken is settled one distribution at a time, newest first, without
 * going back: where two want what one version cannot be, both are named.
 */
import { getWheels, type Wheel, type WheelIndex, wheelsDirectory } from "../content/wheels.ts";
import type { Interpreter } from "../ee/interpreter.ts";
import { normalizeName } from "../ee/python.ts";
import type { Requirement } from "../ee/requirement.ts";
import type { Host } from "../host/host.ts";
import { _, format } from "../language.ts";
import type { Composer, Package } from "../osbuild/composer.ts";
import { asksOf } from "./asks.ts";
import { isUnsettled, type PlannedRequirement } from "./plan.ts";
import { type Ask, findPackage, nevra, planAsk, type Resolution } from "./resolve.ts";
import { resolveOtherwise, resolveTogether } from "./resolving.ts";
import { prepareState } from "./state.ts";
import {
    addWant,
    type Dependency,
    dependenciesOf,
    extrasOf,
    isWanted,
    sayWants,
    specifierOf,
    type Want,
    type Wants,
} from "./wants.ts";

export type Around = {
    host: Host;
    composer: Composer;
    state: string;
    distro: string;
    interpreter: Interpreter;
    /** Null: nothing is fetched. */
    index: WheelIndex | null;
    signal: AbortSignal | undefined;
};

export type Settled = {
    resolution: Resolution;
    /** What the blueprint asks for, as far as it resolves. */
    asks: Ask[];
    planned: Map<Requirement, PlannedRequirement>;
    /** What wheels need beside what was asked for. */
    more: PlannedRequirement[];
    /** Sorted by name. */
    wheels: Wheel[];
};

/** Wheels of wheels of wheels: more levels than this are a mistake, or malice. */
const DEEPEST = 20;
const MOST_WHEELS = 300;

/** Resolve all that RPMs may satisfy. Throws HostError where the machine fails. */
export async function settleAsks(around: Around, asked: readonly Ask[], wanted: Wants): Promise<Settled> {
    const resolution = await resolveTogether(around.composer, asked, around.distro, around.signal);
    const work: Work = {
        wants: new Map([...wanted].map(([name, wants]) => [name, [...wants]])),
        rpms: groupByName(asked),
        found: resolution,
        wheels: new Map(),
        reasons: new Map(),
        unread: [],
    };
    let queue = [...work.rpms.keys()].filter(name => work.rpms.get(name)?.some(ask => isLacking(ask, resolution)));
    const lacking = new Set(queue);
    for (const name of queue) work.rpms.delete(name);
    for (let depth = 0; queue.length > 0; depth++) {
        if (depth >= DEEPEST || lacking.size > MOST_WHEELS) {
            for (const name of queue) work.reasons.set(name, _("wheels need each other without end"));
            break;
        }
        await takeWheels(around, work, queue);
        queue = await followWheels(around, work, queue);
        for (const name of queue) lacking.add(name);
    }
    return conclude(around, work, asked, lacking, resolution);
}

type Work = {
    wants: Map<string, Want[]>;
    /** Python by its name, as far as RPMs are to satisfy it. */
    rpms: Map<string, Ask[]>;
    /** What the composer said last of everything together. */
    found: Resolution;
    wheels: Map<string, Wheel>;
    /** Why there is no wheel. */
    reasons: Map<string, string>;
    /** What a wheel needs that cannot be asked for. */
    unread: PlannedRequirement[];
};

function groupByName(asks: readonly Ask[]): Map<string, Ask[]> {
    const groups = new Map<string, Ask[]>();
    for (const ask of asks.filter(({ requirement }) => requirement.kind === "python")) {
        const name = normalizeName(ask.requirement.name);
        groups.set(name, [...(groups.get(name) ?? []), ask]);
    }
    return groups;
}

/** No RPM has it, or none in a version that is wanted. What only does not go together is another matter. */
function isLacking(ask: Ask, resolution: Resolution): boolean {
    if (resolution.missing.has(ask.spec)) return true;
    return ask.verify !== null && resolution.packages !== null && planAsk(ask, resolution).carrier === null;
}

async function takeWheels(around: Around, work: Work, names: readonly string[]): Promise<void> {
    const { host, state, interpreter, index, signal } = around;
    await prepareState(host, state);
    const wishes = names.map(name => ({ name, specifier: specifierOf(work.wants.get(name) ?? []) }));
    for (const [name, answer] of await getWheels(host, state, wishes, interpreter, index, signal)) {
        if ("reason" in answer) {
            work.reasons.set(name, answer.reason);
            work.wheels.delete(name);
        } else work.wheels.set(name, answer);
    }
}

/** What these wheels need: the names for which wheels have to be taken, or taken again. */
async function followWheels(around: Around, work: Work, names: readonly string[]): Promise<string[]> {
    const again = new Set<string>();
    const fresh = new Map<string, Dependency[]>();
    for (const name of names) {
        const wheel = work.wheels.get(name);
        if (!wheel) continue;
        const extras = extrasOf(work.wants.get(name) ?? []);
        const { needed, unread } = dependenciesOf(wheel, extras, around.interpreter);
        for (const line of unread) work.unread.push(unreadable(wheel, line));
        for (const dependency of needed) {
            const before = work.wants.get(dependency.name) ?? [];
            addWant(work.wants, dependency.name, dependency);
            const wants = work.wants.get(dependency.name) ?? [];
            const taken = work.wheels.get(dependency.name);
            const rpms = work.rpms.get(dependency.name);
            if (taken) {
                if (!isWanted(taken.version, wants) || `${extrasOf(before)}` !== `${extrasOf(wants)}`)
                    again.add(dependency.name);
            } else if (rpms) {
                if (rpms.every(ask => isMet(ask, work.found, wants))) continue;
                work.rpms.delete(dependency.name);
                again.add(dependency.name);
            } else if (!work.reasons.has(dependency.name))
                fresh.set(dependency.name, [...(fresh.get(dependency.name) ?? []), dependency]);
        }
    }
    return [...again, ...(await askForRpms(around, work, fresh))];
}

/** Whether the RPM that is there, as far as it can be told, is what all want. */
function isMet({ candidates }: Ask, { packages }: Resolution, wants: readonly Want[]): boolean {
    const found = packages && findPackage({ candidates }, packages);
    return !found || isWanted(found.version, wants);
}

/** Ask the composer for what wheels need; names that it has not. */
async function askForRpms(
    { composer, distro, interpreter, signal }: Around,
    work: Work,
    fresh: ReadonlyMap<string, readonly Dependency[]>,
): Promise<string[]> {
    const asks = new Map<string, Ask>();
    for (const [name, dependencies] of fresh) {
        const ask = asksOf(requirementOf(name, dependencies), interpreter);
        if ("spec" in ask) asks.set(name, ask);
        else work.unread.push(ask);
    }
    if (asks.size === 0) return [];
    const specs = [...asks.values()].map(({ spec }) => spec);
    const answer = await composer.depsolve(specs, distro, signal);
    const missing = new Set(answer.state === "missing" ? answer.specs : []);
    for (const [name, ask] of asks) if (!missing.has(ask.spec)) work.rpms.set(name, [ask]);
    return [...asks].filter(([, { spec }]) => missing.has(spec)).map(([name]) => name);
}

function requirementOf(name: string, dependencies: readonly Dependency[]): Requirement {
    return {
        kind: "python",
        name,
        wanted: specifierOf(dependencies),
        text: dependencies[0]?.text ?? name,
        askedBy: [...new Set(dependencies.map(({ who }) => who))],
    };
}

const unreadable = (wheel: Wheel, line: string): PlannedRequirement => ({
    ...{ kind: "python", name: line, wanted: "", text: line, askedBy: [`${wheel.name} ${wheel.version}`] },
    ...{ carrier: null, fidelity: "left-over", satisfiedBy: null },
    note: _("A wheel needs this, and it is no name of a distribution."),
});

/** Resolve everything once more where something was added, and say what became of each. */
async function conclude(
    around: Around,
    work: Work,
    asked: readonly Ask[],
    lacking: ReadonlySet<string>,
    first: Resolution,
): Promise<Settled> {
    const { composer, distro, signal } = around;
    const isPython = ({ requirement }: Ask) => requirement.kind === "python";
    const others = asked.filter(ask => !isPython(ask));
    const own = new Set(asked);
    const added = [...work.rpms.values()].flat().filter(ask => !own.has(ask));
    const kept = [...others, ...[...work.rpms.values()].flat()];
    const isSame = added.length === 0 && asked.every(ask => kept.includes(ask) || first.missing.has(ask.spec));
    const resolution = isSame ? first : await resolveTogether(composer, kept, distro, signal);
    const packages = resolution.packages ?? [];
    const unmet = asked.filter(ask => !isPython(ask) || !work.wheels.has(normalizeName(ask.requirement.name)));
    const before = await resolveOtherwise(composer, unmet, first, distro, signal);

    const planned = new Map<Requirement, PlannedRequirement>();
    for (const ask of asked) {
        const name = normalizeName(ask.requirement.name);
        const isByWheel = isPython(ask) && lacking.has(name);
        const byRpm = planAsk(ask, isByWheel || first.missing.has(ask.spec) ? before : resolution);
        const askers = isPython(ask) ? (work.wants.get(name) ?? []).map(({ who }) => who) : [];
        const askedBy = [...new Set([...byRpm.askedBy, ...askers])];
        const row = { ...byRpm, askedBy };
        planned.set(ask.requirement, isByWheel ? planWheel(around, work, name, row, packages) : row);
    }
    const known = new Set(asked.filter(isPython).map(({ requirement }) => normalizeName(requirement.name)));
    const more = [...lacking]
        .filter(name => !known.has(name))
        .map(name => {
            const requirement = requirementOf(name, asDependencies(name, work.wants.get(name) ?? []));
            const none = { ...requirement, carrier: null, fidelity: "missing" as const, satisfiedBy: null, note: null };
            return planWheel(around, work, name, none, packages);
        });
    const wheels = [...work.wheels.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
    return {
        resolution,
        asks: kept,
        planned,
        more: [...more, ...added.map(ask => planAsk(ask, resolution)), ...work.unread],
        wheels,
    };
}

const asDependencies = (name: string, wants: readonly Want[]): Dependency[] =>
    wants.map(want => ({ ...want, name, text: name + want.wanted }));

/** @param byRpm What the plan would say without wheels. */
function planWheel(
    { interpreter, state }: Around,
    work: Work,
    name: string,
    byRpm: PlannedRequirement,
    packages: readonly Package[],
): PlannedRequirement {
    const wheel = work.wheels.get(name);
    if (!wheel) {
        const unmet = isUnsettled(byRpm) ? byRpm : unmetBy(byRpm);
        const reason = format(_("No wheel either: $0."), work.reasons.get(name) ?? _("none was looked for"));
        const said = sayWants(name, work.wants.get(name) ?? []);
        const ways = _("Put a wheel of it into $0, or name an index: --index-url in the list, or /etc/pip.conf.");
        const notes = [unmet.note ?? "", reason, said === null ? "" : `${said}.`, format(ways, wheelsDirectory(state))];
        return { ...unmet, note: notes.filter(Boolean).join(" ") };
    }
    // Python looks into the RPMs' directory first.
    const shadow = findPackage({ candidates: rpmNames(interpreter, name) }, packages);
    const satisfiedBy = `${wheel.name}-${wheel.version} (wheel)`;
    if (shadow)
        return {
            ...byRpm,
            ...{ carrier: null, fidelity: "conflict", satisfiedBy: null },
            note: format(_("$0 comes with other packages, and Python finds it before $1."), nevra(shadow), satisfiedBy),
        };
    const note = leftOut(wheel);
    return { ...byRpm, carrier: "content", fidelity: note === null ? "exact" : "equivalent", satisfiedBy, note };
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
function leftOut({ commands, others }: Wheel): string | null {
    const notes = [
        commands.length > 0 ? format(_("Its commands are not installed: $0."), few(commands)) : "",
        others.length > 0 ? format(_("Left out is what would lie among other packages’ files: $0."), few(others)) : "",
    ];
    return notes.filter(Boolean).join(" ") || null;
}

const few = (texts: readonly string[]): string =>
    texts.length > 5 ? `${texts.slice(0, 5).join(", ")} …` : texts.join(", ");
