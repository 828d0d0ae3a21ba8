import { expect, test } from "vitest";

import { asksOf } from "../../src/build/asks.ts";
import type { Ask, Resolution } from "../../src/build/resolve.ts";
import { addWant, wantsOf } from "../../src/build/wants.ts";
import { layOutWheels, lockWheels } from "../../src/build/wheel-content.ts";
import { planWheel } from "../../src/build/wheel-rows.ts";
import { beginWork, forgetUnwanted, take, unreadRows } from "../../src/build/wheel-work.ts";
import type { Wheel } from "../../src/content/wheels.ts";
import type { Choices } from "../../src/ee/choices.ts";
import { supposedInterpreter } from "../../src/ee/interpreter.ts";
import { readTarget } from "../../src/ee/target.ts";

const interpreter = supposedInterpreter(readTarget("fedora-42"));
const wheel = (name: string, version: string, requires: string[] = [], more: Partial<Wheel> = {}): Wheel => ({
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
    ...more,
});
const requirement = (text: string, wanted = "") => ({
    ...{ kind: "python" as const, name: text.replace(/[<>=].*/, ""), wanted, text, askedBy: ["line 1"] },
});
const choices: Choices = { acknowledged: [], carriers: [], container: null };
const nothing: Resolution = { packages: [], missing: new Set(), otherwise: new Map(), conflict: null };

function begin(texts: readonly string[]) {
    const asks = texts.map(text => asksOf(requirement(text))).filter((ask): ask is Ask => "spec" in ask);
    const found = { ...nothing, missing: new Set(asks.map(({ spec }) => spec)) };
    const work = beginWork(asks, wantsOf(asks.map(ask => ask.requirement)), found, choices);
    return { asks, work };
}
test("what its author wants by a wheel is not asked of RPMs, and what he wants by RPM of no wheel", () => {
    const asks = ["ttp", "six"].map(text => asksOf(requirement(text))).filter((ask): ask is Ask => "spec" in ask);
    const found = {
        ...nothing,
        missing: new Set(asks.filter(ask => ask.requirement.name === "ttp").map(ask => ask.spec)),
    };
    const lacking = (...carriers: Choices["carriers"]) => [
        ...beginWork(asks, new Map(), found, { ...choices, carriers }).lacking,
    ];
    expect(lacking()).toEqual(["ttp"]);
    expect(lacking({ kind: "python", name: "Six", carrier: "content" })).toEqual(["ttp", "six"]);
    expect(lacking({ kind: "python", name: "ttp", carrier: "blueprint" })).toEqual([]);
});

const row = { ...requirement("ttp"), carrier: null, fidelity: "missing" as const, satisfiedBy: null, note: null };

test("what a wheel wanted that is not taken any more is wanted no more, loops or not", () => {
    const { asks, work } = begin(["ttp"]);
    take(work, "ttp", wheel("ttp", "2.0", ["deeper", "other"]));
    for (const name of ["deeper", "other"]) {
        addWant(work.wants, name, { who: "ttp 2.0", wanted: "<1", extras: [] });
        work.lacking.add(name);
    }
    take(work, "deeper", wheel("deeper", "0.9", ["ttp", "deeper"]));
    take(work, "other", wheel("other", "0.9"));
    take(work, "ttp", wheel("ttp", "1.0", ["deeper"]));
    addWant(work.wants, "deeper", { who: "ttp 1.0", wanted: "", extras: [] });
    forgetUnwanted(work, asks, interpreter);
    expect([...work.wheels.keys()].sort()).toEqual(["deeper", "ttp"]);
    expect([...work.lacking]).toEqual(["ttp", "deeper"]);
    expect(work.wants.get("deeper")).toEqual([{ who: "ttp 1.0", wanted: "", extras: [] }]);
});

test("what of a wheel is not in the commit is said, and makes it an equivalent", () => {
    const { work } = begin(["ttp"]);
    take(work, "ttp", wheel("ttp", "1.0"));
    const say = () => planWheel("ttp", row, work, interpreter, "/state/wheels", []);
    expect(say()).toMatchObject({ carrier: "content", fidelity: "exact", satisfiedBy: "ttp-1.0 (wheel)", note: null });
    take(work, "ttp", wheel("ttp", "1.0", [], { lost: ["ttp"], others: ["data/share/x"] }));
    expect(say()).toMatchObject({
        fidelity: "equivalent",
        note: "Some of its commands are not installed: ttp. Left out is what would lie among other packages’ files: data/share/x.",
    });
});

test("what a wheel needs at an address is left over, with the wheel that wants it", () => {
    const { work } = begin(["ttp"]);
    take(work, "ttp", wheel("ttp", "1.0", ["deeper @ https://example.com/deeper.zip"]));
    expect(unreadRows(work, interpreter)).toMatchObject([{ fidelity: "left-over", askedBy: ["ttp 1.0"] }]);
});

const place = { sitePackages: "/usr/lib/python3.13/site-packages", arch: "x86_64", prefix: "python3" };
const none = new Map<string, string[]>();

test.each([
    ["has a name that no spec file takes", ["a%b/"]],
    ["has a file where another has a directory", ["ttp"]],
])("where a wheel %s, wheels are packed as a whole", (_what, top) => {
    const { trees } = layOutWheels("sample", [wheel("ttp", "1.0"), wheel("odd", "1.0", [], { top })], place, none);
    const to = "/usr/lib/ee/sample/site-packages";
    expect(trees).toEqual([
        { from: "/cache/ttp", to },
        { from: "/cache/odd", to },
    ]);
});

test("wheels lie in a directory of their own, which one file appends to where Python looks", () => {
    const to = "/usr/lib/ee/sample/site-packages";
    const nothing = { arch: "noarch", trees: [], files: [], directories: new Map() };
    expect(layOutWheels("sample", [], place, none)).toEqual(nothing);
    expect(layOutWheels("sample", [wheel("ttp", "1.0", [], { top: ["ttp/", "ttp.py"] })], place, none)).toEqual({
        arch: "noarch",
        directories: new Map([[to, 0o755]]),
        trees: [{ from: "/cache/ttp/ttp", to: `${to}/ttp` }],
        files: [
            [`${to}/ttp.py`, { mode: 0o644, content: { from: "/cache/ttp/ttp.py" } }],
            [
                "/usr/lib/python3.13/site-packages/ee-sample.pth",
                { mode: 0o644, content: "/usr/lib/ee/sample/site-packages\n" },
            ],
        ],
    });
    expect(layOutWheels("sample", [wheel("ttp", "1.0", [], { isNative: true })], place, none).arch).toBe("x86_64");
    expect(lockWheels([wheel("ttp", "1.0")], none)).toEqual([
        {
            ...{ name: "ttp", version: "1.0", file: "ttp-1.0-py3-none-any.whl", sha256: "0".repeat(64) },
            ...{ source: "wheels", commands: [] },
        },
    ]);
});
