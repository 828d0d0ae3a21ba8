/** What changed between two commits, as rows: one for each thing that was added, removed, or is of another version. */
import { compare as comparePython, valid as isPythonVersion } from "@renovatebot/pep440";

import type { Changes, Difference } from "../../ostree/diff.ts";
import { compareVersions } from "../../ostree/version-order.ts";

export const changeKinds = ["added", "removed", "upgraded", "downgraded", "changed"] as const;
export type ChangeKind = (typeof changeKinds)[number];

export type ChangeRow = { name: string; change: ChangeKind; from: string | null; to: string | null };

/** Negative when the first is older; null where nobody can say. */
type Order = (one: string, other: string) => number | null;

/** A content RPM is named by what it holds ("0.166b4f166cce-1"): one of two is no newer than the other. */
const isContentVersion = (version: string): boolean => /^0\.[0-9a-f]{12}-\d+$/.test(version);

const packageOrder: Order = (one, other) =>
    isContentVersion(one) && isContentVersion(other) ? null : compareVersions(one, other);

/** As rpm orders them, with the prereleases of semantic versions ("1.0.0-beta.1") before their release. */
const collectionOrder: Order = (one, other) => compareVersions(one.replace("-", "~"), other.replace("-", "~"));

const pythonOrder: Order = (one, other) =>
    isPythonVersion(one) && isPythonVersion(other) ? comparePython(one, other) : null;

/** The rows of each of the four tables, sorted by name. */
export const listChanges = ({
    packages,
    collections,
    python,
    files,
}: Difference): Record<keyof Difference, ChangeRow[]> => ({
    packages: namedRows(packages, packageOrder),
    collections: namedRows(collections, collectionOrder),
    python: namedRows(python, pythonOrder),
    files: [
        ...files.added.map(name => fileRow(name, "added")),
        ...files.removed.map(name => fileRow(name, "removed")),
        ...files.changed.map(name => fileRow(name, "changed")),
    ].sort(byName),
});

function namedRows({ added, removed, changed }: Changes, order: Order): ChangeRow[] {
    return [
        ...added.map(({ name, version }): ChangeRow => ({ name, change: "added", from: null, to: version })),
        ...removed.map(({ name, version }): ChangeRow => ({ name, change: "removed", from: version, to: null })),
        ...changed.map(({ name, from, to }): ChangeRow => ({ name, change: directionOf(from, to, order), from, to })),
    ].sort(byName);
}

function directionOf(from: string | null, to: string | null, order: Order): ChangeKind {
    const step = from === null || to === null ? null : order(from, to);
    if (step === null || step === 0) return "changed";
    return step < 0 ? "upgraded" : "downgraded";
}

const fileRow = (name: string, change: ChangeKind): ChangeRow => ({ name, change, from: null, to: null });

const byName = (one: ChangeRow, other: ChangeRow): number =>
    one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
