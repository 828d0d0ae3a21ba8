import { expect, test } from "vitest";

import type { PlannedRequirement } from "../../../src/build/plan.ts";
import {
    countRows,
    countsLine,
    excludable,
    filterRows,
    groupObstacles,
    parseFilter,
    parsePlace,
    settleFirst,
} from "../../../src/ui/definitions/plan-rows.ts";

const row = (text: string, change: Partial<PlannedRequirement> = {}): PlannedRequirement => ({
    kind: "python",
    name: text,
    wanted: "",
    text,
    askedBy: ["line 3"],
    carrier: "blueprint",
    fidelity: "exact",
    satisfiedBy: "x",
    note: null,
    ...change,
});
const rows = [
    row("paramiko", { carrier: null, fidelity: "conflict", askedBy: ["line 19", "ansible.netcommon 7.2.0"] }),
    row("RUN x", { carrier: null, fidelity: "left-over" }),
    row("git"),
    row("a.b", { carrier: "content" }),
];

test("the buttons count and filter by carrier, and by what is unsettled", () => {
    expect(countRows(rows, "all")).toBe(4);
    expect(countRows(rows, "unsettled")).toBe(2);
    expect(filterRows(rows, "content", "").map(({ text }) => text)).toEqual(["a.b"]);
    expect(parseFilter("nonsense")).toBe("all");
});

test("a search looks at the requirement and at who asks", () => {
    expect(filterRows(rows, "all", "NETCOMMON").map(({ text }) => text)).toEqual(["paramiko"]);
    expect(filterRows(rows, "blueprint", "netcommon")).toEqual([]);
});

test("the first line counts what stands in the way", () => {
    expect(countsLine(rows)).toBe("4 requirements, 2 settled, 1 conflict, 1 left over");
    expect(countsLine([row("git")])).toBe("1 requirement, all settled");
    expect(countsLine([row("git"), row("RUN x", { carrier: null, fidelity: "acknowledged" })])).toBe(
        "2 requirements, all settled, 1 acknowledged",
    );
    expect(countsLine([row("x", { fidelity: "missing", carrier: null })])).toBe("1 requirement, 0 settled, 1 missing");
});

test("what has to be settled before a build is named", () => {
    expect(settleFirst(rows)).toBe("Settle 1 conflict and 1 left over first.");
    expect(settleFirst([row("git")])).toBeNull();
});

test("what stands in the way for the same reason is one obstacle", () => {
    const missing = {
        kind: "collection",
        carrier: null,
        fidelity: "missing",
        note: "Galaxy does not answer.",
    } as const;
    const groups = groupObstacles([
        row("git"),
        row("a.b", missing),
        row("c.d", missing),
        row("RUN x", { fidelity: "left-over" }),
    ]);
    expect(groups.map(group => group.map(({ text }) => text))).toEqual([["a.b", "c.d"], ["RUN x"]]);
});

test("a place that asks is told from a collection that asks", () => {
    expect(parsePlace("line 19", "e.yml")).toEqual({ file: "e.yml", line: 19 });
    expect(parsePlace("files/bindep.txt, line 4", "e.yml")).toEqual({ file: "files/bindep.txt", line: 4 });
    expect(parsePlace("ansible.netcommon 7.2.0", "e.yml")).toBeNull();
});

test("only what no line of the definition asks for can be excluded", () => {
    const asked = (...askedBy: string[]) => row("ttp", { askedBy });
    const main = "execution-environment.yml";
    expect(excludable([asked("ansible.utils 2.10.3")], main)).toEqual({ kind: "python", names: ["ttp"] });
    expect(excludable([asked("ansible.utils 2.10.3", "line 4")], main)).toBeNull();
});
