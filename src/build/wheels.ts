/**
 * Python requirements that no RPM satisfies, by wheels; and what those need in turn, for which an RPM comes first again.
 *
 * The composer is asked level by level: once for all that the wheels of one level need, and once more for everything
 * together when there was any of it. Which version is taken is settled one distribution at a time, newest first, without
 * going back: where two want what one version cannot be, both are named.
 */

import { wheelsDirectory } from "../content/wheel-directory.ts";
import type { WheelWish } from "../content/wheel-index.ts";
import { getWheels, type Wheel, type WheelAnswer, type WheelIndex } from "../content/wheels.ts";
import type { Choices } from "../ee/choices.ts";
import type { Interpreter } from "../ee/interpreter.ts";
import type { Requirement } from "../ee/requirement.ts";
import type { Host } from "../host/host.ts";
import { _ } from "../language.ts";
import type { Composer } from "../osbuild/composer.ts";
import { asksOf } from "./asks.ts";
import type { PlannedRequirement } from "./plan.ts";
import { type Ask, findPackage, planAsk, type Resolution } from "./resolve.ts";
import { resolveOtherwise, resolveTogether } from "./resolving.ts";
import { prepareState } from "./state.ts";
import { addWant, dependenciesOf, extrasOf, isWanted, specifierOf, type Want, type Wants, wishOf } from "./wants.ts";
import { interpreterFor, planWheel, requirementOf } from "./wheel-rows.ts";
import { beginWork, forgetUnwanted, isPython, nameOf, take, unreadRows, type Work } from "./wheel-work.ts";

export type Around = {
    host: Host;
    composer: Composer;
    state: string;
    distro: string;
    interpreter: Interpreter;
    /** Null: nothing is fetched. */
    index: WheelIndex | null;
    /** Of what the author says what is to carry it. */
    choices: Choices;
    signal: AbortSignal | undefined;
};

type Asking = Pick<Around, "composer" | "distro" | "interpreter" | "choices" | "signal">;

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
export function settleAsks(around: Around, asked: readonly Ask[], wanted: Wants): Promise<Settled> {
    const { host, state, interpreter, index, signal } = around;
    const lookUp: LookUp = async wishes => {
        await prepareState(host, state);
        return getWheels(host, state, wishes, interpreter, index, signal);
    };
    return settleWith(around, lookUp, asked, wanted);
}

/** A wheel for each wish, or why there is none. */
export type LookUp = (wishes: readonly WheelWish[]) => Promise<ReadonlyMap<string, WheelAnswer>>;

/** The same, wherever wheels are from. */
export async function settleWith(
    around: Asking & Pick<Around, "state">,
    lookUp: LookUp,
    asked: readonly Ask[],
    wanted: Wants,
): Promise<Settled> {
    const { composer, distro, interpreter, signal } = around;
    const work = beginWork(asked, wanted, await resolveTogether(composer, asked, distro, signal), around.choices);
    let queue = [...work.lacking];
    for (let depth = 0; queue.length > 0; depth++) {
        if (depth >= DEEPEST || work.lacking.size > MOST_WHEELS) {
            for (const name of queue) take(work, name, { reason: _("wheels need each other without end") });
            break;
        }
        const wishes = queue.map(name => wishOf(name, work.wants.get(name) ?? []));
        for (const [name, answer] of await lookUp(wishes)) take(work, name, answer);
        queue = await followWheels(around, work, queue, new Set(asked));
        for (const name of queue) work.lacking.add(name);
    }
    forgetUnwanted(work, asked, interpreter);
    return conclude(around, work, asked);
}

/** What these wheels need: the names for which wheels have to be taken, or taken again. */
async function followWheels(
    around: Asking,
    work: Work,
    names: readonly string[],
    asked: ReadonlySet<Ask>,
): Promise<string[]> {
    const again = new Set<string>();
    const fresh = new Map<string, string>();
    for (const name of names) {
        const wheel = work.wheels.get(name);
        const extras = extrasOf(work.wants.get(name) ?? []);
        for (const dependency of wheel ? dependenciesOf(wheel, extras, around.interpreter).needed : []) {
            const { name: other, text } = dependency;
            const before = work.wants.get(other) ?? [];
            addWant(work.wants, other, dependency);
            const wants = work.wants.get(other) ?? [];
            const taken = work.wheels.get(other);
            const rpms = work.rpms.get(other);
            if (taken) {
                if (!isWanted(taken.version, wants) || `${extrasOf(before)}` !== `${extrasOf(wants)}`) again.add(other);
            } else if (!rpms) {
                if (!work.reasons.has(other)) fresh.set(other, fresh.get(other) ?? text);
            } else if (rpms.every(ask => asked.has(ask))) {
                if (rpms.every(ask => isMet(ask, work.found, wants))) continue;
                work.rpms.delete(other);
                again.add(other);
            } else if (specifierOf(before) !== specifierOf(wants)) {
                work.rpms.delete(other);
                fresh.set(other, text);
            }
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
    { composer, distro, interpreter, signal }: Asking,
    work: Work,
    fresh: ReadonlyMap<string, string>,
): Promise<string[]> {
    const asks = [...fresh].flatMap(([name, text]) => {
        const ask = asksOf(requirementOf(name, text, work.wants.get(name) ?? []), interpreter);
        return "spec" in ask ? [ask] : [];
    });
    if (asks.length === 0) return [];
    const answer = await composer.depsolve(
        asks.map(({ spec }) => spec),
        distro,
        signal,
    );
    const missing = new Set(answer.state === "missing" ? answer.specs : []);
    for (const ask of asks) if (!missing.has(ask.spec)) work.rpms.set(nameOf(ask), [ask]);
    return asks.filter(({ spec }) => missing.has(spec)).map(nameOf);
}

/** Resolve everything once more where something was added, and say what became of each. */
async function conclude(around: Asking & Pick<Around, "state">, work: Work, asked: readonly Ask[]): Promise<Settled> {
    const { composer, distro, interpreter, signal, state } = around;
    const { found, lacking, wants } = work;
    const byRpms = [...asked.filter(ask => !isPython(ask)), ...[...work.rpms.values()].flat()];
    const asks = [...byRpms, ...interpreterFor(work.wheels, interpreter, byRpms)];
    const added = asks.filter(ask => !asked.includes(ask));
    const isSame = added.length === 0 && asked.every(ask => asks.includes(ask) || found.missing.has(ask.spec));
    const resolution = isSame ? found : await resolveTogether(composer, asks, distro, signal);
    const unmet = asked.filter(ask => !isPython(ask) || !work.wheels.has(nameOf(ask)));
    const before = await resolveOtherwise(composer, unmet, found, distro, signal);

    const byWheel = (name: string, row: PlannedRequirement) =>
        planWheel(name, row, work, interpreter, wheelsDirectory(state), resolution.packages ?? []);
    const planned = new Map<Requirement, PlannedRequirement>();
    for (const ask of asked) {
        const name = isPython(ask) ? nameOf(ask) : "";
        const byRpm = planAsk(ask, lacking.has(name) || found.missing.has(ask.spec) ? before : resolution);
        const askedBy = [...new Set([...byRpm.askedBy, ...(wants.get(name) ?? []).map(({ who }) => who)])];
        const row = { ...byRpm, askedBy };
        planned.set(ask.requirement, lacking.has(name) ? byWheel(name, row) : row);
    }
    const addedRow = (ask: Ask) => ({
        ...planAsk(ask, resolution),
        askedBy: isPython(ask) ? requirementOf("", "", wants.get(nameOf(ask)) ?? []).askedBy : ask.requirement.askedBy,
    });
    const known = new Set(asked.filter(isPython).map(nameOf));
    const more = [...lacking]
        .filter(name => !known.has(name))
        .map(name => {
            const all = wants.get(name) ?? [];
            const requirement = requirementOf(name, name + (all[0]?.wanted ?? ""), all);
            return byWheel(name, { ...requirement, carrier: null, fidelity: "missing", satisfiedBy: null, note: null });
        });
    return {
        resolution,
        asks,
        planned,
        more: [...more, ...added.map(addedRow), ...unreadRows(work, interpreter)],
        wheels: [...work.wheels.values()].sort((one, other) => (one.name < other.name ? -1 : 1)),
    };
}
