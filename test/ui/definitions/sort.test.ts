import { expect, test } from "vitest";

import type { BuildRecord } from "../../../src/build/record.ts";
import { lastBuilds, parseSort, sortSummaries } from "../../../src/ui/definitions/sort.ts";
import { matches, type Summary } from "../../../src/ui/definitions/summary.ts";

const summary = (name: string, errors = 0, warnings = 0): Summary => ({
    name,
    reading: { about: "", version: 3, counts: null, errors, warnings, words: name },
});
const build = (definition: string, started: number): BuildRecord => ({
    id: "0123456789abcdef",
    definition,
    state: "done",
    distro: "centos-9",
    type: "edge-commit",
    ref: "ee/a",
    parent: null,
    remote: null,
    lock: null,
    ownLock: null,
    blueprintVersion: null,
    content: null,
    served: null,
    composeId: null,
    checksum: null,
    size: null,
    started,
    ended: started,
    startedBy: "admin",
    phases: {},
    cancelRequested: false,
    error: null,
});
const names = (summaries: readonly Summary[]) => summaries.map(({ name }) => name).join(" ");

test("the usual order is by name, both ways", () => {
    const all = [summary("b"), summary("c"), summary("a")];
    expect(names(sortSummaries(all, new Map(), "name", "asc"))).toBe("a b c");
    expect(names(sortSummaries(all, new Map(), "name", "desc"))).toBe("c b a");
});

test("one error outweighs many warnings; equals stand by name", () => {
    const all = [summary("warned", 0, 9), summary("wrong", 1), summary("fine-b"), summary("fine-a")];
    expect(names(sortSummaries(all, new Map(), "findings", "desc"))).toBe("wrong warned fine-a fine-b");
});

test("the last build is the newest of each definition; never built comes before all others", () => {
    const last = lastBuilds([build("a", 30), build("b", 20), build("a", 10)]);
    expect(last.get("a")?.started).toBe(30);
    expect(names(sortSummaries([summary("a"), summary("b"), summary("c")], last, "build", "asc"))).toBe("c b a");
});

test("a search finds a definition by all of its words, in any order and case", () => {
    const { reading } = summary("network-core");
    const words = "network-core\nansible.posix\nparamiko>=3";
    const found: Summary = { name: "network-core", reading: reading && { ...reading, words } };
    expect(matches(found, "Posix network")).toBe(true);
    expect(matches(found, "posix kolla")).toBe(false);
    expect(matches(found, "")).toBe(true);
});

test("until its text is read a definition is found by its name, and has nothing to be sorted by", () => {
    const unread: Summary = { name: "network-core", reading: null };
    expect(matches(unread, "core")).toBe(true);
    expect(matches(unread, "posix")).toBe(false);
    expect(names(sortSummaries([unread, summary("wrong", 1)], new Map(), "findings", "desc"))).toBe(
        "wrong network-core",
    );
});

test.each([
    ["findings-desc", ["findings", "desc"]],
    ["build-asc", ["build", "asc"]],
    ["", ["name", "asc"]],
    ["constructor-desc", ["name", "asc"]],
])("the address “%s” sorts by %o", (text, sort) => {
    expect(parseSort(text)).toEqual(sort);
});
