/** The order of the list. */
import type { BuildRecord } from "../../build/record.ts";
import type { Summary } from "./summary.ts";

export type SortKey = "name" | "findings" | "build";

/** The last build of each definition; `builds` are newest first. */
export function lastBuilds(builds: readonly BuildRecord[]): Map<string, BuildRecord> {
    const last = new Map<string, BuildRecord>();
    for (const build of builds) if (!last.has(build.definition)) last.set(build.definition, build);
    return last;
}

/** Sorted by that column, and by name where it makes no difference; an error outweighs any number of warnings. */
export function sortSummaries(
    summaries: readonly Summary[],
    last: ReadonlyMap<string, BuildRecord>,
    key: SortKey,
    direction: "asc" | "desc",
): Summary[] {
    const weight: Record<SortKey, (summary: Summary) => number> = {
        name: () => 0,
        findings: ({ errors, warnings }) => errors * 1e6 + warnings,
        build: ({ name }) => last.get(name)?.started ?? 0,
    };
    const sign = direction === "asc" ? 1 : -1;
    return summaries.toSorted((left, right) => {
        const difference = weight[key](left) - weight[key](right);
        if (difference !== 0) return sign * difference;
        const byName = left.name.localeCompare(right.name, "en");
        return key === "name" ? sign * byName : byName;
    });
}
