import { expect, test } from "vitest";

import type { Difference } from "../../../src/ostree/diff.ts";
import { listChanges } from "../../../src/ui/commits/changes.ts";

const none = { added: [], removed: [], changed: [] };
const difference = (changes: Partial<Difference>): Difference => ({
    packages: none,
    collections: none,
    python: none,
    files: none,
    ...changes,
});

test("changes of all kinds stand in one list by name", () => {
    const packages = {
        added: [{ name: "requests", version: "2.28.2-3" }],
        removed: [{ name: "subversion", version: "1.14-5" }],
        changed: [
            { name: "git-core", from: "2.43.5-2", to: "2.47.1-2" },
            { name: "sshpass", from: "1.09-5", to: "1.09-4" },
        ],
    };
    expect(listChanges(difference({ packages })).packages).toEqual([
        { name: "git-core", change: "upgraded", from: "2.43.5-2", to: "2.47.1-2" },
        { name: "requests", change: "added", from: null, to: "2.28.2-3" },
        { name: "sshpass", change: "downgraded", from: "1.09-5", to: "1.09-4" },
        { name: "subversion", change: "removed", from: "1.14-5", to: null },
    ]);
});

const changed = (from: string | null, to: string | null) => ({ ...none, changed: [{ name: "x", from, to }] });

test.each([
    ["packages", "0.166b4f166cce-1", "0.e963e56907df-1", "changed"],
    ["packages", "1:1.0-1", "2.0-1", "downgraded"],
    ["collections", "1.0.0-beta.1", "1.0.0", "upgraded"],
    ["collections", "10.0.0", "9.9.9", "downgraded"],
    ["collections", null, "1.0.0", "changed"],
    ["python", "2.0rc1", "2.0", "upgraded"],
    ["python", "1.0.post1", "1.0", "downgraded"],
    ["python", "what", "1.0", "changed"],
] as const)("%s from %s to %s are %s", (room, from, to, change) => {
    expect(listChanges(difference({ [room]: changed(from, to) }))[room]).toMatchObject([{ change }]);
});

test("files are added, removed or changed", () => {
    const files = { added: ["/b"], removed: ["/c"], changed: ["/a"] };
    expect(listChanges(difference({ files })).files.map(({ name, change }) => `${name} ${change}`)).toEqual([
        "/a changed",
        "/b added",
        "/c removed",
    ]);
});
