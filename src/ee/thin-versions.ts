/** Which of the versions that are kept are worth their room. */
import type { Version } from "./versions.ts";

/** All of the newest are kept, and of those before them the last of each day, up to so many in all. */
const NEWEST = 50;
const MOST = 200;
const DAY = 24 * 60 * 60 * 1000;

/** The versions to let go of. `versions` come newest first. */
export function versionsToDrop(versions: readonly Version[]): Version[] {
    const kept = new Set(versions.slice(0, NEWEST));
    const days = new Set([...kept].map(dayOf));
    for (const version of versions.slice(NEWEST)) {
        if (kept.size === MOST || days.has(dayOf(version))) continue;
        kept.add(version);
        days.add(dayOf(version));
    }
    return versions.filter(version => !kept.has(version));
}

const dayOf = ({ time }: Version): number => Math.floor(time / DAY);
