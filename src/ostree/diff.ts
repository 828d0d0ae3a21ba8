/** What differs between two commits. */
import type { Collection } from "./collections.ts";
import { inert } from "./inert.ts";
import { type Package, packageVersion } from "./packages.ts";
import type { Distribution } from "./python.ts";
import type { Tree, TreeEntry } from "./tree.ts";

export type Named = { name: string; version: string | null };
export type Changed = { name: string; from: string | null; to: string | null };
export type Changes = { added: Named[]; removed: Named[]; changed: Changed[] };

export type Difference = {
    packages: Changes;
    collections: Changes;
    python: Changes;
    /** Paths, safe to show; directories end with "/". What lies in an added or removed directory is listed too. */
    files: { added: string[]; removed: string[]; changed: string[] };
};

/** What one commit holds, as far as it is compared. */
export type Contents = {
    packages: readonly Package[];
    collections: readonly Collection[];
    python: readonly Distribution[];
    entries: Tree;
};

/** Compare two commits; every list is sorted. */
export const diffContents = (from: Contents, to: Contents): Difference => ({
    packages: diffNamed(...nameArchitectures(from.packages, to.packages)),
    collections: diffNamed(from.collections, to.collections),
    python: diffNamed(from.python, to.python),
    files: diffFiles(from.entries, to.entries),
});

/**
 * Compare by name and version. A name that is left once on each side has changed; where there are several, as with
 * kernels, each version is a thing of its own.
 */
export function diffNamed(from: readonly Named[], to: readonly Named[]): Changes {
    const gone = leftOver(from, to);
    const come = leftOver(to, from);
    const changed = [...gone].flatMap(([name, [old, ...others]]) => {
        const [fresh, ...more] = come.get(name) ?? [];
        if (!old || !fresh || others.length > 0 || more.length > 0) return [];
        return [{ name, from: old.version, to: fresh.version }];
    });
    const isChanged = new Set(changed.map(({ name }) => name));
    const rest = (left: Map<string, Named[]>) =>
        [...left].filter(([name]) => !isChanged.has(name)).flatMap(([, each]) => each);
    return { added: rest(come).sort(byName), removed: rest(gone).sort(byName), changed: changed.sort(byName) };
}

/** What of `ones` has no equal in `others`, by name. */
function leftOver(ones: readonly Named[], others: readonly Named[]): Map<string, Named[]> {
    const known = new Set(others.map(keyOf));
    const left = new Map<string, Named[]>();
    for (const { name, version } of ones.filter(one => !known.has(keyOf(one))))
        left.set(name, [...(left.get(name) ?? []), { name, version }]);
    return left;
}

/** Packages by name, told apart by architecture only where one commit has a name for two of them. */
function nameArchitectures(...commits: [readonly Package[], readonly Package[]]): [Named[], Named[]] {
    const ambiguous = new Set(
        commits.flatMap(packages => {
            const arches = new Map<string, Set<string>>();
            for (const { name, arch } of packages) arches.set(name, (arches.get(name) ?? new Set()).add(arch));
            return [...arches].filter(([, { size }]) => size > 1).map(([name]) => name);
        }),
    );
    const named = (packages: readonly Package[]) =>
        packages.map(each => ({
            name: ambiguous.has(each.name) ? `${each.name}.${each.arch}` : each.name,
            version: packageVersion(each),
        }));
    return [named(commits[0]), named(commits[1])];
}

function diffFiles(from: Tree, to: Tree): Difference["files"] {
    const isChanged = (entry: TreeEntry) => {
        const old = from.get(entry.path);
        return old !== undefined && (old.type !== entry.type || old.checksum !== entry.checksum);
    };
    const list = (tree: Tree, isListed: (entry: TreeEntry) => boolean) =>
        [...tree.values()].filter(isListed).map(shown).sort();
    return {
        added: list(to, ({ path }) => !from.has(path)),
        removed: list(from, ({ path }) => !to.has(path)),
        changed: list(to, isChanged),
    };
}

const shown = ({ path, type }: TreeEntry): string =>
    `${inert(path, 4096)}${type === "directory" && path !== "/" ? "/" : ""}`;

const keyOf = ({ name, version }: Named): string => `${name}\0${version ?? ""}`;

const byName = (one: { name: string }, other: { name: string }): number =>
    one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
