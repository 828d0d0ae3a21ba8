import { afterAll, expect, test } from "vitest";

import { asksOf } from "../../src/build/asks.ts";
import { pack } from "../../src/build/packing.ts";
import { parsePlan } from "../../src/build/told.ts";
import { checkDefinition } from "../../src/ee/check.ts";
import { listRequirements } from "../../src/ee/requirements.ts";
import { readTarget } from "../../src/ee/target.ts";
import { type Catalogue, setCatalogue } from "../../src/language.ts";

const english: Catalogue = { gettext: text => text, ngettext: (one, many, count) => (count === 1 ? one : many) };
/** Every word of it is another one. */
const other: Catalogue = { ...english, gettext: text => text.replace(/[a-z]{2,}/g, word => `${word}ić`) };
afterAll(() => setCatalogue(english));

/** The content of a definition whose rows each have a note or a place in words. */
function packIn(catalogue: Catalogue) {
    setCatalogue(catalogue);
    const files = new Map([
        ["execution-environment.yml", "version: 3\ndependencies:\n  python: requirements.txt\n"],
        ["requirements.txt", "--no-binary :all:\n-e ./here\nnot a line\n"],
    ]);
    const definition = checkDefinition(files).definition;
    if (!definition) throw new Error("the definition is not accepted");
    const requirements = listRequirements(files, definition, readTarget("fedora-42")).flatMap(requirement => {
        const answer = asksOf(requirement);
        return "spec" in answer ? [] : [answer];
    });
    const nothing = { directory: null, roles: [], problems: new Map() };
    const { content } = pack({
        ...{ name: "sample", distro: "fedora-42", carried: files, choice: { requirements, stale: [] }, asks: [] },
        gathered: {
            ...{ collections: { fetched: null, problem: null, blamed: [] }, roles: nothing },
            ...{ roleSources: new Map(), refused: new Map() },
        },
        wheels: { arch: "noarch", trees: [], files: [], directories: new Map(), lock: [] },
        steps: {
            ...{ blueprint: {}, lock: [], clones: [], withheld: new Set<string>() },
            content: { trees: [], files: new Map(), directories: new Map(), links: new Map() },
        },
        packages: null,
    });
    return { requirements, content };
}

test("the same definition is the same content, whatever language is spoken by who builds it", () => {
    const [one, two] = [packIn(english), packIn(other)];
    expect(two.requirements).not.toEqual(one.requirements);
    expect(one.content?.about.get("plan.json")).toContain("requirements.txt, line 3");
    expect(two.content).toEqual(one.content);
    const told = parsePlan(two.content?.about.get("plan.json") ?? "");
    expect(told?.requirements.map(({ askedBy }) => askedBy)).toEqual(two.requirements.map(({ askedBy }) => askedBy));
});
