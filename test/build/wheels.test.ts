import { satisfies } from "@renovatebot/pep440";
import fc from "fast-check";
import { expect, test } from "vitest";

import { asksOf } from "../../src/build/asks.ts";
import { isUnsettled } from "../../src/build/plan.ts";
import { type Ask, mergeRequirements } from "../../src/build/resolve.ts";
import { wantsOf } from "../../src/build/wants.ts";
import { type LookUp, settleWith } from "../../src/build/wheels.ts";
import type { Wheel } from "../../src/content/wheels.ts";
import { supposedInterpreter } from "../../src/ee/interpreter.ts";
import { readTarget } from "../../src/ee/target.ts";
import type { Composer, Depsolved } from "../../src/osbuild/composer.ts";
import { runsOf } from "../ee/random.ts";

const interpreter = supposedInterpreter(readTarget("fedora-42"));
const NAMES = ["aa", "bb", "cc", "dd", "ee"];

/** What there is: RPMs, each in one version, and wheels, in several and each with what it needs. */
type World = { rpms: ReadonlyMap<string, string>; wheels: readonly Wheel[] };

const composerOf = ({ rpms }: World): Pick<Composer, "depsolve"> => ({
    async depsolve(specs): Promise<Depsolved> {
        const isThere = (spec: string) =>
            [...spec.matchAll(/python3dist\((\w+)\)(?: (>=|<) (\d+))?/g)].every(([, name = "", operator, bound]) => {
                const version = rpms.get(name);
                return version !== undefined && (operator === undefined || satisfies(version, `${operator}${bound}`));
            });
        const missing = specs.filter(spec => !isThere(spec));
        if (missing.length > 0) return { state: "missing", specs: missing, message: "" };
        const packages = specs.map(spec => {
            const name = /\((\w+)\)/.exec(spec)?.[1] ?? "";
            return { name: `python3-${name}`, epoch: 0, version: rpms.get(name) ?? "", release: "1", arch: "noarch" };
        });
        return { state: "resolved", packages };
    },
});

const lookUpIn =
    ({ wheels }: World): LookUp =>
    async wishes =>
        new Map(
            wishes.map(({ name, specifier }) => {
                const found = wheels.filter(wheel => wheel.name === name && satisfies(wheel.version, specifier));
                const newest = found.toSorted((one, other) => Number(other.version) - Number(one.version))[0];
                return [name, newest ?? { reason: "there is none" }];
            }),
        );

const line = fc
    .tuple(fc.constantFrom(...NAMES), fc.constantFrom("", ">=1", ">=2", "<2", "<3"))
    .map(parts => parts.join(""));
const wheelOf = (name: string, version: string, requires: string[]): Wheel => ({
    ...{ file: `${name}-${version}-py3-none-any.whl`, name, version, requires, requiresPython: "" },
    ...{
        sha256: "0".repeat(64),
        isNative: false,
        top: [`${name}/`],
        commands: [],
        lost: [],
        others: [],
        directory: `/cache/${name}`,
        programs: `/cache/${name}-programs`,
        source: "wheels",
    },
});
const world: fc.Arbitrary<World> = fc.record({
    rpms: fc
        .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom("1", "2", "3")), {
            selector: ([name]) => name,
            maxLength: 3,
        })
        .map(pairs => new Map(pairs)),
    wheels: fc
        .array(
            fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom("1", "2", "3"), fc.uniqueArray(line, { maxLength: 3 })),
            { maxLength: 10 },
        )
        .map(list => list.map(parts => wheelOf(...parts))),
});

const nameIn = (text: string) => text.replace(/[<>=].*/, "");
const specifierIn = (text: string) => text.replace(/^\w+/, "");

async function settle(given: World, lines: readonly string[]) {
    const requirements = lines.map((text, index) => ({
        ...{ kind: "python" as const, name: nameIn(text), wanted: specifierIn(text), text, askedBy: [`line ${index}`] },
    }));
    const asks = mergeRequirements(requirements)
        .map(requirement => asksOf(requirement))
        .filter((ask): ask is Ask => "spec" in ask);
    const composer = composerOf(given) as Composer;
    const choices = { acknowledged: [], carriers: [], container: null };
    const around = { composer, distro: "fedora-42", interpreter, choices, signal: undefined, state: "/state" };
    return settleWith(around, lookUpIn(given), asks, wantsOf(requirements));
}

test("whatever there is, the search ends, and each that is needed is there in a version that is wanted, or named", async () => {
    await fc.assert(
        fc.asyncProperty(world, fc.array(line, { minLength: 1, maxLength: 4 }), async (given, lines) => {
            const { planned, more, wheels, asks } = await settle(given, lines);
            const rows = [...planned.values(), ...more];
            const unsettled = new Set(rows.filter(isUnsettled).map(({ name }) => name));
            const versions = new Map([
                ...asks.map(({ requirement: { name } }) => [name, given.rpms.get(name) ?? ""] as const),
                ...wheels.map(({ name, version }) => [name, version] as const),
            ]);
            for (const text of [...lines, ...wheels.flatMap(({ requires }) => requires)]) {
                const version = versions.get(nameIn(text));
                const isThere = version !== undefined && satisfies(version, specifierIn(text));
                expect(isThere || unsettled.has(nameIn(text)), `${text} in ${JSON.stringify([...versions])}`).toBe(
                    true,
                );
            }
            // Nothing comes twice, and nothing that nobody wants.
            const asked = new Set(asks.map(({ requirement }) => requirement.name));
            // No ansible-core brings it here.
            expect(asked.delete("python3")).toBe(wheels.length > 0);
            const names = [...asked, ...wheels.map(({ name }) => name)];
            expect(new Set(names).size).toBe(names.length);
            const wanted = new Set([...lines, ...wheels.flatMap(({ requires }) => requires)].map(nameIn));
            expect(names.filter(name => !wanted.has(name))).toEqual([]);
        }),
        { numRuns: runsOf(100) },
    );
});

test("what is named as missing can be had by nobody who wants all of it", async () => {
    await fc.assert(
        fc.asyncProperty(world, line, async (given, text) => {
            const plain = { ...given, wheels: given.wheels.map(wheel => ({ ...wheel, requires: [] })) };
            const { planned } = await settle(plain, [text]);
            const all = [
                ...given.wheels.filter(({ name }) => name === nameIn(text)).map(({ version }) => version),
                given.rpms.get(nameIn(text)) ?? "",
            ];
            const isToBeHad = all.some(version => version !== "" && satisfies(version, specifierIn(text)));
            expect([...planned.values()].some(isUnsettled)).toBe(!isToBeHad);
        }),
        { numRuns: runsOf(100) },
    );
});
