import { expect, test } from "vitest";

import { applyChoices } from "../../src/build/acknowledged.ts";
import type { PlannedRequirement } from "../../src/build/plan.ts";
import type { Acknowledgement } from "../../src/ee/choices.ts";

const row = (kind: PlannedRequirement["kind"], text: string, more: Partial<PlannedRequirement> = {}) => ({
    ...{ kind, name: kind === "build-step" ? "append_final" : text, wanted: "", text, askedBy: ["line 1"] },
    ...{ carrier: null, fidelity: "left-over" as const, satisfiedBy: null, note: "It has no place." },
    ...more,
});
const about = (kind: Acknowledgement["kind"], text: string): Acknowledgement => ({
    ...{ kind, text, reason: "Not used", by: "ann", on: "2026-11-26" },
});

test("what is acknowledged does not stand in the way, and says by whom and why", () => {
    const rows = [
        row("build-step", "RUN true"),
        row("build-step", "RUN false"),
        row("system", "git", { fidelity: "missing", note: null }),
    ];
    const { requirements, stale } = applyChoices(rows, {
        acknowledged: [about("build-step", "RUN true"), about("system", "git")],
    });
    expect(requirements.map(({ fidelity, note }) => [fidelity, note])).toEqual([
        ["acknowledged", "It has no place. Acknowledged by ann on 2026-11-26: Not used"],
        ["left-over", "It has no place."],
        ["acknowledged", "Acknowledged by ann on 2026-11-26: Not used"],
    ]);
    expect(stale).toEqual([]);
});

test("what is not asked for any more, or is settled by itself, is told and changes nothing", () => {
    const rows = [row("system", "git", { carrier: "blueprint", fidelity: "exact", note: null })];
    const choices = { acknowledged: [about("system", "git"), about("build-step", "RUN gone")] };
    expect(applyChoices(rows, choices)).toEqual({ requirements: rows, stale: choices.acknowledged });
});
