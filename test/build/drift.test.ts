import { expect, test } from "vitest";

import { diffPlanned, diffRpms } from "../../src/build/drift.ts";
import type { PlannedRequirement } from "../../src/build/plan.ts";

const row = (name: string, satisfiedBy: string | null, more: Partial<PlannedRequirement> = {}): PlannedRequirement => ({
    ...{ kind: "python", name, wanted: "", text: name, askedBy: ["line 1"] },
    ...{ carrier: "blueprint", fidelity: "exact", satisfiedBy, note: null },
    ...more,
});

test("what is satisfied by something else, is asked for anew, or not any more, is told", () => {
    const then = [row("Foo_Bar", "python3-foo-1"), row("six", "python3-six-1"), row("gone", "python3-gone-1")];
    const now = [
        row("new", "python3-new-1"),
        row("foo-bar", "python3-foo-2", { wanted: ">=1" }),
        row("six", "python3-six-1"),
    ];
    expect(diffPlanned(then, now)).toEqual([
        { kind: "python", text: "new", from: null, to: "python3-new-1", change: "added" },
        { kind: "python", text: "foo-bar", from: "python3-foo-1", to: "python3-foo-2", change: "changed" },
        { kind: "python", text: "gone", from: "python3-gone-1", to: null, change: "removed" },
    ]);
});

test("a collection and an RPM of one name are two, and what no commit carries is not compared", () => {
    const then = [row("a.b", "1.0.0", { kind: "collection" }), row("append", null, { kind: "build-step" })];
    const now = [row("a.b", "a.b-1", { kind: "system" }), row("left", null, { carrier: null, fidelity: "left-over" })];
    expect(diffPlanned(then, now).map(({ kind, change }) => [kind, change])).toEqual([
        ["system", "added"],
        ["collection", "removed"],
    ]);
});

test("what a step fetches is told where it is another, and steps that come or go are not", () => {
    const step = (text: string, satisfiedBy: string | null) =>
        row("append_final", satisfiedBy, { kind: "build-step", text, carrier: "content" });
    const [cloned, gone] = [step("RUN git clone https://a.example/a /opt/a", "commit 1"), step("RUN gone", "sha256 1")];
    expect(diffPlanned([cloned, gone], [{ ...cloned, satisfiedBy: "commit 2" }, step("RUN new", "sha256 2")])).toEqual([
        { kind: "build-step", text: cloned.text, from: "commit 1", to: "commit 2", change: "changed" },
    ]);
    expect(diffPlanned([{ ...cloned, satisfiedBy: null }], [cloned])).toEqual([]);
});

test("RPMs are told by name that would be another, new or gone, unless a requirement tells it", () => {
    const rpm = (name: string, version: string, epoch: string | null = null, arch = "x86_64") => ({
        ...{ name, epoch, version, release: "1", arch },
    });
    const then = [
        rpm("asked", "1"),
        rpm("glibc", "1"),
        rpm("glibc", "1", null, "i686"),
        rpm("gone", "1"),
        rpm("six", "1"),
    ];
    const now = [rpm("asked", "2"), rpm("glibc", "1"), rpm("new", "1"), rpm("six", "1", "1")];
    const told = diffPlanned([row("asked", "asked-1-1")], [row("asked", "asked-2-1")]);
    expect(diffRpms(then, now, told)).toEqual([
        { kind: "rpm", text: "gone", from: "gone-1-1", to: null, change: "removed" },
        { kind: "rpm", text: "new", from: null, to: "new-1-1", change: "added" },
        { kind: "rpm", text: "six", from: "six-1-1", to: "six-1:1-1", change: "changed" },
    ]);
});
