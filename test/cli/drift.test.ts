import { expect, test } from "vitest";

import type { Drift } from "../../src/build/drift.ts";
import { findLast, wholeDrift } from "../../src/cli/drift.ts";
import { makeRecord } from "../ui/builds/record.ts";

const rpm = { name: "tmux", epoch: null, version: "3.2", release: "1", arch: "x86_64" };
const told: Drift = { kind: "system", text: "git", from: "git-1-1", to: "git-2-1", change: "changed" };

test("where the sources' RPMs do not go together it is not said that a build would bring the same", () => {
    const unknown = { rpms: null, conflict: "nothing provides libevent" };
    expect(wholeDrift([], [rpm], unknown)).toBeNull();
    expect(wholeDrift([told], [rpm], unknown)).toEqual([told]);
    expect(wholeDrift([], [rpm], { rpms: [rpm], conflict: null })).toEqual([]);
    expect(wholeDrift([told], [rpm], { rpms: [{ ...rpm, version: "3.3" }], conflict: null })).toMatchObject([
        { text: "git" },
        { text: "tmux", from: "tmux-3.2-1", to: "tmux-3.3-1" },
    ]);
});

test("the last build is the newest that made a commit, for the distribution that is asked about", () => {
    const [id, done] = ["0".repeat(16), { state: "done" as const }];
    const builds = [
        makeRecord({ ...done, definition: "other" }),
        makeRecord({ state: "failed" }),
        makeRecord({ ...done, distro: "fedora-40" }),
        makeRecord({ ...done, id }),
    ];
    expect(findLast(builds, "network-core", undefined)?.distro).toBe("fedora-40");
    expect(findLast(builds, "network-core", "centos-9")?.id).toBe(id);
    expect(findLast(builds, "network-core", "rhel-9")).toBeUndefined();
});
