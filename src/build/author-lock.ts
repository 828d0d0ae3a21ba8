/** What an author locked, between the file beside the definition and the plan; pure. */
import { carriedFiles } from "../ee/carried.ts";
import type { Definition } from "../ee/definition.ts";
import { directoryFiles } from "../ee/galaxy-directories.ts";
import { type LockedParent, type LockedPlan, sumOfText } from "../ee/lock-file.ts";
import { type Lock, type LockedRpm, parseLock, parsePinnedRpm, pinnedRpm } from "./lock.ts";
import type { WholePlan } from "./packing.ts";
import { parsePlan } from "./told.ts";

const BELOW = "definition/";

type Files = ReadonlyMap<string, string>;

/** What of a definition has to stay as it is: what goes into the commit, as it goes there, and collections in directories. */
export const heldFiles = (files: Files, definition: Definition): Map<string, string> =>
    new Map([...(directoryFiles(files, definition) ?? []), ...carriedFiles(files, definition)]);

/**
 * @param rpms Every RPM that the blueprint of the plan brings, @param held of `heldFiles`. Null where nothing is to be packed.
 */
export function lockedPlan(
    { plan, content }: WholePlan,
    rpms: readonly LockedRpm[],
    held: Files,
    { definition, by, on, parent }: { definition: string; by: string; on: Date; parent: LockedParent | null },
): LockedPlan | null {
    if (!plan.content || !content) return null;
    const sums = [...held].map(([path, text]) => [path, sumOfText(text)]);
    return {
        ...{ on: on.toISOString(), by, definition, distro: plan.distro, content: plan.content, parent },
        files: Object.fromEntries(sums.sort()),
        rpms: [...new Set(rpms.map(pinnedRpm))].sort(),
        lock: JSON.parse(content.about.get("lock.json") ?? "{}"),
        plan: JSON.parse(content.about.get("plan.json") ?? "{}"),
    };
}

/**
 * The same as a commit would tell it.
 *
 * @param carried What of the definition would be packed now: whether it is what it was then, the sums tell.
 * @returns Null for what does not tell what it has to.
 */
export function lockOf(locked: LockedPlan, carried: Files): Lock | null {
    const [lockText, planText] = [locked.lock, locked.plan].map(value => `${JSON.stringify(value, null, 4)}\n`);
    const lock = parseLock(lockText ?? "");
    const plan = parsePlan(planText ?? "");
    const rpms = locked.rpms.map(parsePinnedRpm).filter(rpm => rpm !== null);
    if (
        !lock ||
        !plan ||
        locked.content.name !== `ee-${locked.definition}` ||
        plan.distro !== locked.distro ||
        rpms.length < locked.rpms.length
    )
        return null;
    const about = new Map([...carried].map(([path, text]) => [`${BELOW}${path}`, text]));
    about.set("lock.json", lockText ?? "").set("plan.json", planText ?? "");
    const { content, on, parent } = locked;
    return {
        ...lock,
        ...{ checksum: null, on: dayOf(on), parent: parent?.checksum ?? null, rpms, images: [], content, plan, about },
    };
}

/** "2026-11-27" */
export const dayOf = (on: string): string => on.slice(0, "2026-11-27".length);

/** Paths of files that are not as they were, sorted; one that is not there any more, or was not, among them. */
export const changedSince = ({ files }: LockedPlan, held: Files): string[] =>
    [...new Set([...Object.keys(files), ...held.keys()])]
        .filter(path => {
            const text = held.get(path);
            return text === undefined || !Object.hasOwn(files, path) || sumOfText(text) !== files[path];
        })
        .sort();
