/** The order of the list. */
import type { BuildRecord } from "../../build/record.ts";
import type { Summary } from "./summary.ts";

const KEYS = ["name", "findings", "build"] as const;
export type SortKey = (typeof KEYS)[number];

/** "findings-desc" is a column and a direction; anything else is the usual order. */
export function parseSort(text: string): [SortKey, "asc" | "desc"] {
    const [key, direction] = text.split("-");
    const known = KEYS.find(column => column === key);
    return known ? [known, direction === "desc" ? "desc" : "asc"] : ["name", "asc"];
}

/** The last build of each definition; `builds` are newest first. */
export function lastBuilds(builds: readonly BuildRecord[]): Map<string, BuildRecord> {
    const last = new Map<string, BuildRecord>();
    for (const build of builds) if (!last.has(build.definition)) last.set(build.definition, build);
    return last;
}

const names = new Intl.Collator("en");

/** Sorted by that column, and by name where it makes no difference; an error outweighs any number of warnings. */
export function sortSummaries(
    summaries: readonly Summary[],
    last: ReadonlyMap<string, BuildRecord>,
    key: SortKey,
    direction: "asc" | "desc",
): Summary[] {
    const weight: Record<SortKey, (summary: Summary) => number> = {
        name: () => 0,
        findings: ({ reading }) => (reading ? reading.errors * 1e6 + reading.warnings : 0),
        build: ({ name }) => last.get(name)?.started ?? 0,
    };
    const sign = direction === "asc" ? 1 : -1;
    return summaries.toSorted((left, right) => {
        const difference = weight[key](left) - weight[key](right);
        if (difference !== 0) return sign * difference;
        const byName = names.compare(left.name, right.name);
        return key === "name" ? sign * byName : byName;
    });
}
