import { expect, test } from "vitest";

import type { PlannedRequirement } from "../../../src/build/plan.ts";
import { carriedBy } from "../../../src/ui/definitions/carriers.ts";

const row = (more: Partial<PlannedRequirement>): PlannedRequirement => ({
    ...{ kind: "python", name: "Foo_Bar", wanted: "", text: "Foo_Bar", askedBy: ["line 1"] },
    ...{ carrier: "blueprint", fidelity: "exact", satisfiedBy: null, note: null },
    ...more,
});

test.each<[string, Partial<PlannedRequirement>, string | null]>([
    ["a distribution", {}, "python foo-bar"],
    ["ansible-core", { kind: "ansible-core", name: "ansible-core", text: "ansible-core>=2.16" }, "python ansible-core"],
    ["a collection", { kind: "collection", name: "acme.tools", text: "acme.tools" }, "collection acme.tools"],
    ["a collection at an address", { kind: "collection", name: "https://x.example/a.git", text: "" }, null],
    ["a distribution at an address", { text: "Foo_Bar @ https://x.example/foo_bar-1-py3-none-any.whl" }, null],
    ["what an image stands for", { carrier: "container", fidelity: "equivalent" }, null],
    ["what is not needed", { fidelity: "not-needed" }, null],
    ["a system package", { kind: "system" }, null],
])("whether the carrier of %s may be chosen", (_what, more, expected) => {
    const carried = carriedBy(row(more));
    expect(carried && `${carried.kind} ${carried.name}`).toBe(expected);
});
