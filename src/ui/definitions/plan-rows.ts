/** The rows of a plan: what is filtered, counted, and said of it in the first line. */
import { type Carrier, isUnsettled, type PlannedRequirement } from "../../build/plan.ts";
import { _, format, inSource, ngettext } from "../../language.ts";

export const filters = ["all", "unsettled", "blueprint", "content", "container", "build-only"] as const;
export type Filter = (typeof filters)[number];

export const parseFilter = (text: string): Filter => filters.find(filter => filter === text) ?? "all";

/** Those that the carrier's button and the search leave; a search looks at the requirement and at who asks. */
export function filterRows(rows: readonly PlannedRequirement[], filter: Filter, query: string): PlannedRequirement[] {
    const words = query.toLowerCase();
    return rows.filter(
        row =>
            isIn(row, filter) && [row.text, row.name, ...row.askedBy].some(text => text.toLowerCase().includes(words)),
    );
}

export const countRows = (rows: readonly PlannedRequirement[], filter: Filter): number =>
    rows.filter(row => isIn(row, filter)).length;

function isIn(row: PlannedRequirement, filter: Filter): boolean {
    if (filter === "all") return true;
    return filter === "unsettled" ? isUnsettled(row) : row.carrier === (filter satisfies Carrier);
}

/** "26 requirements, 24 settled, 1 conflict, 1 left over", or "26 requirements, all settled". */
export function countsLine(rows: readonly PlannedRequirement[]): string {
    const asked = format(ngettext("$0 requirement", "$0 requirements", rows.length), rows.length);
    const unsettled = unsettledCounts(rows);
    const without = rows.filter(({ fidelity }) => fidelity === "acknowledged").length;
    const acknowledged = without > 0 ? [format(_("$0 acknowledged"), without)] : [];
    if (unsettled.length === 0) return [format(_("$0, all settled"), asked), ...acknowledged].join(_(", "));
    const settled = format(_("$0 settled"), rows.length - countRows(rows, "unsettled"));
    return [asked, settled, ...unsettled, ...acknowledged].join(_(", "));
}

/** What has to be done before a build: "Settle 1 conflict and 1 left over first."; null when nothing has. */
export function settleFirst(rows: readonly PlannedRequirement[]): string | null {
    const unsettled = unsettledCounts(rows);
    if (unsettled.length === 0) return null;
    const [last = "", ...before] = unsettled.toReversed();
    const list = before.length === 0 ? last : format(_("$0 and $1"), before.toReversed().join(_(", ")), last);
    return format(_("Settle $0 first."), list);
}

/** "1 conflict", "2 left over", "1 missing", as far as there are any. */
function unsettledCounts(rows: readonly PlannedRequirement[]): string[] {
    const count = (fidelity: PlannedRequirement["fidelity"]) => rows.filter(row => row.fidelity === fidelity).length;
    const [conflicts, left, missing] = [count("conflict"), count("left-over"), count("missing")];
    return [
        conflicts > 0 ? format(ngettext("$0 conflict", "$0 conflicts", conflicts), conflicts) : "",
        left > 0 ? format(_("$0 left over"), left) : "",
        missing > 0 ? format(_("$0 missing"), missing) : "",
    ].filter(text => text !== "");
}

/** Requirements that one thing keeps from being settled; there is at least one. */
export type ObstacleGroup = readonly [PlannedRequirement, ...PlannedRequirement[]];

/** What stands in the way, those together that do so for the same reason. */
export function groupObstacles(rows: readonly PlannedRequirement[]): ObstacleGroup[] {
    const groups = new Map<string, [PlannedRequirement, ...PlannedRequirement[]]>();
    for (const row of rows.filter(isUnsettled)) {
        const reason = row.note === null ? row.text : row.note;
        const key = [row.kind, row.fidelity, reason].join("\n");
        const group = groups.get(key);
        if (group) group.push(row);
        else groups.set(key, [row]);
    }
    return [...groups.values()];
}

/** What can be left out with `dependencies.exclude`, by the list it goes into. */
export type Excludable = { kind: "python" | "system"; names: string[] };

/** Null where an author asks for any of it: that is taken away where it was written. */
export function excludable(group: ObstacleGroup, main: string): Excludable | null {
    const [{ kind }] = group;
    if (kind !== "python" && kind !== "system") return null;
    const isOwn = group.some(({ askedBy }) => askedBy.some(asker => parsePlace(asker, main) !== null));
    return isOwn ? null : { kind, names: group.map(({ name }) => name) };
}

/** Where "line 19" or "requirements.yml, line 4" is; null for a collection that asks. */
export function parsePlace(askedBy: string, main: string): { file: string; line: number } | null {
    const [, file = main, line] = /^(?:(.+), )?line (\d+)$/.exec(inSource(askedBy)) ?? [];
    return line === undefined ? null : { file, line: Number(line) };
}
