import { expect, test } from "vitest";

import type { BuildState } from "../../../src/build/record.ts";
import type { Compose, ComposeState } from "../../../src/osbuild/compose.ts";
import { countAhead, listRows, rowId, searchRows } from "../../../src/ui/builds/rows.ts";
import { makeRecord, START } from "./record.ts";

const build = (id: string, state: BuildState, started: number) =>
    makeRecord({ id, state, started, composeId: `compose-${id}`, blueprintVersion: `0.0.${started}` });

const compose = (id: string, state: ComposeState, created: number): Compose => ({
    id,
    blueprint: "other",
    version: "0.0.1",
    imageType: "edge-installer",
    state,
    created,
    started: null,
    finished: null,
});

const ids = (...given: Parameters<typeof listRows>) => listRows(...given).map(rowId);

test("what runs comes first, then what waits, then the rest, each newest first", () => {
    const records = [
        build("old", "done", 1),
        build("new", "failed", 5),
        build("w", "waiting", 4),
        build("r", "running", 2),
    ];
    expect(ids(records, [compose("foreign", "FINISHED", 3), compose("busy", "RUNNING", 9)])).toEqual([
        "busy",
        "r",
        "w",
        "new",
        "foreign",
        "old",
    ]);
});

test("a lost build is not taken for a running one", () => {
    expect(ids([build("lost", "lost", 9), build("running", "running", 1)], [])).toEqual(["running", "lost"]);
});

test("a compose that a record names is ours", () => {
    expect(ids([build("a", "running", 1)], [compose("compose-a", "RUNNING", 1)])).toEqual(["a"]);
});

test("a compose of a version that a record pushed is ours before the record names it", () => {
    const record = makeRecord({ composeId: null, state: "starting" });
    const ours = { ...compose("unnamed", "WAITING", START), blueprint: "network-core", version: "0.0.7" };
    expect(ids([record], [ours, { ...ours, id: "foreign", version: "0.0.8" }])).toEqual([record.id, "foreign"]);
});

test("a build waits for those that came before it, ours and others'", () => {
    const rows = listRows([build("a", "waiting", 5), build("b", "waiting", 7)], [compose("c", "RUNNING", 1)]);
    expect(rows.map(row => [rowId(row), countAhead(row, rows)])).toEqual([
        ["c", 0],
        ["b", 2],
        ["a", 1],
    ]);
});

test.each([
    ["NETWORK", ["0123456789abcdef"]],
    ["centos-9/x86", ["0123456789abcdef"]],
    ["7d0c1f5e", ["0123456789abcdef"]],
    ["foreign-id", ["foreign-id"]],
    [" ", ["0123456789abcdef", "foreign-id"]],
    ["nothing", []],
])("searching for “%s” finds %j", (text, found) => {
    const rows = listRows([makeRecord()], [compose("foreign-id", "FINISHED", 1)]);
    expect(searchRows(rows, text).map(rowId)).toEqual(found);
});
