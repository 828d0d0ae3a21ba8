/** How far a build has come: one row for each of the six phases, with the time each took. */
import { type BuildRecord, isOver } from "../../build/record.ts";

const phaseNames = ["preparing", "starting", "waiting", "running", "importing"] as const;
export type PhaseName = (typeof phaseNames)[number] | "done";

export type Phase = {
    name: PhaseName;
    progress: "passed" | "current" | "stopped" | "ahead";
    /** Milliseconds spent in it so far; null where it has not begun, or began and ended unseen. */
    time: number | null;
};

/** The six phases of a build in their order; a build that stopped has its last phase "stopped". */
export function listPhases(record: BuildRecord, now: number): Phase[] {
    const { state, phases, ended } = record;
    const begun = phaseNames.filter(name => phases[name] !== undefined);
    const last = begun.at(-1) ?? "preparing";
    const stopped = state === "failed" || state === "cancelled" || state === "lost";

    const rows = phaseNames.map((name): Phase => {
        const order = phaseNames.indexOf(name) - phaseNames.indexOf(last);
        if (order > 0) return { name, progress: state === "done" ? "passed" : "ahead", time: null };
        const time = spent(record, name, now);
        if (order < 0 || state === "done") return { name, progress: "passed", time };
        return { name, progress: stopped ? "stopped" : "current", time };
    });
    return [...rows, { name: "done", progress: state === "done" && ended !== null ? "passed" : "ahead", time: null }];
}

/** From the beginning of a phase to that of the next one that was seen, or to the end, or to now. */
function spent({ state, phases, ended }: BuildRecord, name: (typeof phaseNames)[number], now: number): number | null {
    const start = phases[name];
    if (start === undefined) return null;
    const next = phaseNames.slice(phaseNames.indexOf(name) + 1).find(later => phases[later] !== undefined);
    // Nobody knows when a lost build ended.
    const end = (next === undefined ? undefined : phases[next]) ?? ended ?? (state === "lost" ? null : now);
    return end === null ? null : Math.max(0, end - start);
}

/** Milliseconds from start to end, or to now while the build goes on; null where the end is not known. */
export function elapsed(record: Pick<BuildRecord, "state" | "started" | "ended">, now: number): number | null {
    if (record.ended !== null) return Math.max(0, record.ended - record.started);
    return isOver(record) || record.state === "lost" ? null : Math.max(0, now - record.started);
}
