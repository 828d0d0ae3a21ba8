import { expect, test } from "vitest";

import { findPython, findRpms } from "../../src/build/find-packages.ts";
import type { Composer } from "../../src/osbuild/composer.ts";

type Made = { provides?: string[]; requires?: string[] };

/** What resolving needs of a composer, for sources with these packages; `asked` counts what it is asked. */
function composerWith(packages: Record<string, Made>) {
    const asked = { depsolve: 0, list: [] as string[] };
    const provider = (spec: string) =>
        Object.keys(packages).find(name => name === spec || packages[name]?.provides?.includes(spec));
    const close = (name: string, known: Set<string>): Set<string> => {
        if (known.has(name)) return known;
        known.add(name);
        for (const need of packages[name]?.requires ?? []) close(need, known);
        return known;
    };
    const fits = (pattern: string, name: string) =>
        new RegExp(`^${pattern.replace(/[.+]/g, "\\$&").replaceAll("*", ".*")}$`).test(name);
    const composer: Pick<Composer, "depsolve" | "listPackages" | "describePackages"> = {
        async depsolve(specs) {
            asked.depsolve++;
            const missing = specs.filter(spec => provider(spec) === undefined);
            if (missing.length > 0) return { state: "missing", specs: missing, message: "" };
            const all = specs.reduce((known, spec) => close(provider(spec) ?? "", known), new Set<string>());
            const rest = { epoch: 0, version: "1", release: "1", arch: "noarch" };
            return { state: "resolved", packages: [...all].sort().map(name => ({ name, ...rest })) };
        },
        async listPackages(patterns, _distro, most) {
            asked.list.push(...patterns);
            const names = Object.keys(packages)
                .filter(name => patterns.some(pattern => fits(pattern, name)))
                .sort();
            return { names: names.slice(0, most), total: names.length };
        },
        describePackages: async names =>
            names.filter(name => packages[name]).map(name => ({ name, summary: "", versions: ["1-1"] })),
    };
    return { asking: { composer: composer as Composer, distro: "centos-9" }, asked };
}

const names = async (packages: Record<string, Made>, text: string) =>
    (await findRpms(composerWith(packages).asking, text)).found.map(({ name }) => name);

test("the very name comes first, then those that begin with it, whatever letters are capital", async () => {
    const packages = { "perl-Git": {}, git: {}, "git-core": {}, "git-lfs": {}, GitTool: {}, legit: {} };
    expect(await names(packages, "git")).toEqual(["git", "GitTool", "git-lfs", "git-core", "legit", "perl-Git"]);
});

test("among thousands of names the very one is found, and it is said how many more there are", async () => {
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_each, at) => [`aaa-${at}-make`, {}]));
    const { found, more } = await findRpms(composerWith({ ...many, make: {} }).asking, "make");
    expect(found[0]?.name).toBe("make");
    expect(found).toHaveLength(30);
    expect(more).toBe(1971);
});

test("what has a file is the package that alone brings all that the file brings, found in a few questions", async () => {
    const libraries = Object.fromEntries(Array.from({ length: 100 }, (_each, at) => [`lib${at}`, {}]));
    const packages = {
        ...libraries,
        tools: { provides: ["/usr/bin/dig"], requires: Object.keys(libraries) },
        "bind-utils": { requires: ["tools"] },
    };
    const { asking, asked } = composerWith(packages);
    expect((await findRpms(asking, "/usr/bin/dig")).found).toMatchObject([{ name: "tools", entry: "tools" }]);
    expect(asked.depsolve).toBeLessThan(12);
    expect(await names({ ...packages, "dig-it": { provides: ["/usr/bin/dig"] } }, "/usr/bin/nosuch")).toEqual([]);
});

test.each(["", "a b", "a,b", "*", "git?", "$(reboot)", "/usr/bin/*", "x".repeat(200), "perl(a,b)"])(
    "%j is nothing to look for, and nobody is asked",
    async text => {
        const { asking, asked } = composerWith({ git: {} });
        expect(await findRpms(asking, text)).toEqual({ found: [], more: 0 });
        expect(await findPython(asking, { prefix: "python3", dist: "python3dist" }, text)).toEqual({
            found: [],
            more: 0,
        });
        expect(asked).toEqual({ depsolve: 0, list: [] });
    },
);

test("Python's are called as their distribution is, and what provides none is left out", async () => {
    const { asking, asked } = composerWith({
        "python3.12-dateutil": { provides: ["python3.12dist(python-dateutil)"] },
        "python3.12-yaml": { provides: ["python3.12dist(pyyaml)"] },
        "python3.12-date-docs": {},
        "python3-dateutil": { provides: ["python3dist(python-dateutil)"] },
        stamps: { provides: ["python3.12dist(date-stamps)"] },
    });
    const found = async (text: string) =>
        (await findPython(asking, { prefix: "python3.12", dist: "python3.12dist" }, text)).found.map(
            ({ entry, name }) => [entry, name],
        );
    expect(await found("date")).toEqual([["python-dateutil", "python3.12-dateutil"]]);
    expect(await found("Date_Stamps")).toEqual([["date-stamps", "stamps"]]);
    expect(await found("yaml")).toEqual([["pyyaml", "python3.12-yaml"]]);
    expect(asked.list.every(pattern => pattern.startsWith("python3.12-"))).toBe(true);
});
