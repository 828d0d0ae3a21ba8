import { expect, test } from "vitest";

import { diffContents, diffNamed } from "../../src/ostree/diff.ts";
import type { Package } from "../../src/ostree/packages.ts";

const named = (...pairs: [string, string | null][]) => pairs.map(([name, version]) => ({ name, version }));

test("a name with one version on each side has changed; with several, each version comes and goes", () => {
    const from = named(["a", "1"], ["b", "1"], ["kernel", "5"], ["kernel", "6"], ["same", null]);
    const to = named(["a", "2"], ["c", "1"], ["kernel", "6"], ["kernel", "7"], ["kernel", "8"], ["same", null]);
    expect(diffNamed(from, to)).toEqual({
        added: named(["c", "1"], ["kernel", "7"], ["kernel", "8"]),
        removed: named(["b", "1"], ["kernel", "5"]),
        changed: [{ name: "a", from: "1", to: "2" }],
    });
    expect(diffNamed(named(["x", null]), named(["x", "1"])).changed).toEqual([{ name: "x", from: null, to: "1" }]);
});

test("packages of one name for two architectures are told apart, and only those", () => {
    const rpm = (name: string, version: string, arch: string): Package => ({
        ...{ name, version, arch, epoch: null, release: "1", size: null, licence: null, requiredBy: [] },
    });
    const contents = (packages: Package[]) => ({ packages, collections: [], python: [], entries: new Map() });
    const from = contents([rpm("glibc", "1", "x86_64"), rpm("glibc", "1", "i686"), rpm("a", "1", "noarch")]);
    const to = contents([rpm("glibc", "2", "x86_64"), rpm("glibc", "2", "i686"), rpm("a", "2", "x86_64")]);
    expect(diffContents(from, to).packages.changed).toEqual([
        { name: "a", from: "1-1", to: "2-1" },
        { name: "glibc.i686", from: "1-1", to: "2-1" },
        { name: "glibc.x86_64", from: "1-1", to: "2-1" },
    ]);
});

test("names of properties that every object has are names like others", () => {
    const odd = named(["__proto__", "1"], ["constructor", "1"]);
    expect(diffNamed([], odd)).toEqual({ added: odd, removed: [], changed: [] });
});
