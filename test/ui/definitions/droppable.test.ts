import { expect, test } from "vitest";

import type { PlannedRequirement } from "../../../src/build/plan.ts";
import { dropGroup } from "../../../src/ui/definitions/droppable.ts";

const main = "execution-environment.yml";
const text = `version: 3
dependencies:
  system:
    - git
    - nothere
    - neither
additional_build_steps:
  append_final:
    - RUN one
    - RUN two
`;
const row = (kind: PlannedRequirement["kind"], own: string, ...askedBy: string[]): PlannedRequirement => ({
    ...{ kind, name: kind === "build-step" ? "append_final" : own, wanted: "", text: own, askedBy },
    ...{ carrier: null, fidelity: "missing", satisfiedBy: null, note: null },
});
const dropped = (...group: [PlannedRequirement, ...PlannedRequirement[]]) =>
    dropGroup(new Map([[main, text]]), main, group)?.get(main) ?? null;

test("all of an obstacle goes at once", () => {
    expect(dropped(row("system", "nothere", "line 5"), row("system", "neither", "line 6"))).toBe(
        text.replace("    - nothere\n    - neither\n", ""),
    );
    expect(dropped(row("build-step", "RUN one", "line 9"), row("build-step", "RUN two", "line 10"))).not.toContain(
        "RUN",
    );
});

test("what a collection asks for as well is not dropped, for it would be asked for still", () => {
    expect(dropped(row("system", "nothere", "line 5", "acme.utils 1.0.0"))).toBe(null);
    expect(dropped(row("system", "nothere", "acme.utils 1.0.0"))).toBe(null);
});
