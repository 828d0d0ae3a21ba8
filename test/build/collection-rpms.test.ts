import { expect, test } from "vitest";

import { askCollection, refuseTwice } from "../../src/build/collection-rpms.ts";
import type { Requirement } from "../../src/ee/requirement.ts";

const collection = (wanted: string, name = "acme.utils"): Requirement => ({
    ...{ kind: "collection", name, wanted, text: `${name} ${wanted}`, askedBy: ["line 1"] },
});

test.each([
    ["", "ansible-collection(acme.utils)", null],
    ["*", "ansible-collection(acme.utils)", null],
    ["1.2.0", "ansible-collection(acme.utils) = 1.2.0", null],
    [">=1.0.0, <2", "(ansible-collection(acme.utils) >= 1.0.0 with ansible-collection(acme.utils) < 2)", null],
    ["==2.0.0-rc.1+build", "ansible-collection(acme.utils) = 2.0.0~rc.1", null],
    [">=1,!=1.3.0", "ansible-collection(acme.utils) >= 1", "!=1.3.0"],
])("a collection of which %j is wanted is asked for as %s", (wanted, spec, verify) => {
    expect(askCollection(collection(wanted))).toMatchObject({ spec, verify, loose: "ansible-collection(acme.utils)" });
});

test.each([
    collection("main"),
    collection("", "https://example.com/acme.utils.git"),
    collection(">= 1) or (bash"),
    collection(`>=1,${"<".repeat(10_000)}`),
])("what is no name and version is left over", requirement => {
    expect(askCollection(requirement)).toMatchObject({ carrier: null, fidelity: "left-over" });
});

test("a collection that comes both ways is a conflict before it is one of files", () => {
    const row = {
        ...collection(""),
        ...{ carrier: "blueprint" as const, fidelity: "exact" as const, satisfiedBy: "x-1", note: null },
    };
    expect(refuseTwice(row, [{ name: "acme.utils" }])).toMatchObject({ carrier: null, fidelity: "conflict" });
    expect(refuseTwice(row, [{ name: "acme.base" }])).toBe(row);
});
