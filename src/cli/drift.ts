/** `cockpit-ee drift`: what a build now would bring in another version than a commit has. */
import { lockOf } from "../build/author-lock.ts";
import { type Drift, diffPlanned, diffRpms } from "../build/drift.ts";
import type { Lock } from "../build/lock.ts";
import type { BuildRecord } from "../build/record.ts";
import { type RpmsNow, readRpmsNow } from "../build/rpms-now.ts";
import { listBuilds } from "../build/store.ts";
import { carriedFiles } from "../ee/carried.ts";
import type { Definition } from "../ee/definition.ts";
import { readLocked, withoutLock } from "../ee/lock-file.ts";
import { judge, tellFindings } from "./check.ts";
import { type Context, print, printJson, table, tell, UsageError } from "./context.ts";
import { type GivenDefinition, readGiven } from "./definition.ts";
import { findLock } from "./lock.ts";
import { makePlan } from "./plan.ts";

export async function runDrift(context: Context, operands: readonly string[]): Promise<number> {
    const [path, revision, ...more] = operands;
    if (path === undefined || more.length > 0) throw new UsageError("drift takes a directory, and a revision or none");
    const given = await readGiven(path);
    if (given.file !== null) throw new UsageError(`${path} is a file, and drift takes its directory`);
    const check = judge(given, path);
    if (!check.accepted || !check.definition) return tellFindings([check]);
    const builds = await listBuilds(context.host, context.state);
    const own = revision === undefined ? authorLock(given, check.definition, context.distro) : null;
    if (own === "unreadable") {
        tell(`cockpit-ee: what is locked of ${given.name} cannot be read; lock again, or unlock`);
        return 1;
    }
    const last = findLast(builds, given.name, context.distro);
    const lock = revision ?? last?.id;
    const locked = own ? { lock: own } : await findLock({ ...context, lock }, given.name);
    const target = context.distro === undefined ? "" : ` for ${context.distro}`;
    if (locked === null) tell(`cockpit-ee: ${given.name} was not built here yet${target}`);
    if (locked === null || locked === "missing") return 1;

    const { lock: then } = locked;
    const { composer, signal, json } = context;
    const distro = context.distro ?? then.plan.distro;
    const newest = { ...given, files: withoutLock(given.files) };
    const plan = await makePlan({ ...context, distro }, newest, check.definition, null);
    const told = diffPlanned(then.plan.requirements, plan.requirements);
    const now = await readRpmsNow(composer, plan, then.rpms, signal);
    const drift = wholeDrift(told, then.rpms, now);
    if (now.conflict !== null) tell(`cockpit-ee: which RPMs would be newer is not known: ${now.conflict}`);
    if (drift === null) {
        if (json) printJson(null);
        return 1;
    }
    if (json)
        printJson(
            drift
                .map(({ kind, text, from, to }) => ({ kind, text, from, to }))
                .sort((one, other) => compare(one.kind, other.kind) || compare(one.text, other.text)),
        );
    else if (drift.length === 0) print(`A build now would bring the same as ${then.checksum ?? "what is locked"}.`);
    else print(table([["WHAT", "THEN", "NOW"], ...drift.map(({ text, from, to }) => [text, from ?? "-", to ?? "-"])]));
    return 0;
}

/** What its author locked, which is what he would go on from; null where nothing is for that target, "unreadable" where it cannot be told. */
function authorLock(
    { files }: GivenDefinition,
    definition: Definition,
    target: string | undefined,
): Lock | "unreadable" | null {
    const locked = readLocked(files);
    if (locked === null || locked === "unreadable") return locked;
    if (target !== undefined && target !== locked.distro) return null;
    return lockOf(locked, carriedFiles(files, definition)) ?? "unreadable";
}

/** The newest that made a commit, of any distribution unless one is named. */
export const findLast = (
    builds: readonly BuildRecord[],
    name: string,
    target: string | undefined,
): BuildRecord | undefined =>
    builds.find(
        ({ definition, distro, state }) =>
            definition === name && state === "done" && (target === undefined || distro === target),
    );

/** Null where nobody knows whether a build now would bring the same: not a requirement differs, and of RPMs it cannot be told. */
export const wholeDrift = (told: readonly Drift[], then: Lock["rpms"], { rpms }: RpmsNow): readonly Drift[] | null =>
    rpms ? [...told, ...diffRpms(then, rpms, told)] : told.length > 0 ? told : null;

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
