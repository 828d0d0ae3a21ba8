/** The rows of the builds list: our own builds, and composes that others started. */
import { type BuildRecord, type BuildState, isOver } from "../../build/record.ts";
import type { Compose, ComposeState } from "../../osbuild/compose.ts";

export type BuildRow = { kind: "own"; build: BuildRecord } | { kind: "foreign"; compose: Compose };

/** Our word for a compose that somebody else started. A cancelled one is FAILED there, and nothing is guessed. */
export const stateOfCompose: Record<ComposeState, BuildState> = {
    WAITING: "waiting",
    RUNNING: "running",
    FINISHED: "done",
    FAILED: "failed",
};

export const rowId = (row: BuildRow): string => (row.kind === "own" ? row.build.id : row.compose.id);

const started = (row: BuildRow): number =>
    row.kind === "own" ? row.build.started : (row.compose.started ?? row.compose.created);

/** 0: it runs, or is about to; 1: it waits for others; 2: it has ended, or nobody knows. */
function rankOf(row: BuildRow): number {
    const state = row.kind === "own" ? row.build.state : stateOfCompose[row.compose.state];
    if (state === "waiting") return 1;
    return isOver({ state }) || state === "lost" ? 2 : 0;
}

/**
 * All builds: what runs, then what waits, then the rest; each newest first.
 *
 * A compose is ours when a record names it, or, between its start and the record's next line, when it is of a
 * blueprint and version that a record pushed; nothing is guessed about the others.
 */
export function listRows(records: readonly BuildRecord[], composes: readonly Compose[]): BuildRow[] {
    const ids = new Set(records.map(({ composeId }) => composeId));
    const pushed = new Set(records.map(record => `${record.definition} ${record.blueprintVersion}`));
    const foreign = composes.filter(
        ({ id, blueprint, version }) => !ids.has(id) && !pushed.has(`${blueprint} ${version}`),
    );
    const rows: BuildRow[] = [
        ...records.map((build): BuildRow => ({ kind: "own", build })),
        ...foreign.map((compose): BuildRow => ({ kind: "foreign", compose })),
    ];
    return rows.sort((a, b) => rankOf(a) - rankOf(b) || started(b) - started(a));
}

/** The rows that have the text in their definition, ref, checksum or id; all for an empty text. */
export function searchRows(rows: readonly BuildRow[], text: string): BuildRow[] {
    const wanted = text.trim().toLowerCase();
    return rows.filter(row => {
        const { id } = row.kind === "own" ? row.build : row.compose;
        const words =
            row.kind === "own"
                ? [row.build.definition, row.build.ref, row.build.checksum ?? "", row.build.composeId ?? ""]
                : [];
        return [id, ...words].some(word => word.toLowerCase().includes(wanted));
    });
}

/** How many builds stand before a waiting one. */
export const countAhead = (row: BuildRow, rows: readonly BuildRow[]): number =>
    rows.filter(other => isQueued(other) && started(other) < started(row)).length;

const isQueued = (row: BuildRow): boolean => {
    const state = row.kind === "own" ? row.build.state : stateOfCompose[row.compose.state];
    return state === "waiting" || state === "running";
};
