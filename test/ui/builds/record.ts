/** Build records for tests: a build that runs, unless told otherwise. */
import type { BuildRecord } from "../../../src/build/record.ts";

export const START = Date.UTC(2026, 5, 12, 8, 32);

export const makeRecord = (changes: Partial<BuildRecord> = {}): BuildRecord => ({
    id: "0123456789abcdef",
    definition: "network-core",
    state: "running",
    distro: "centos-9",
    type: "edge-commit",
    ref: "ee/network-core/centos-9/x86_64",
    parent: null,
    remote: null,
    lock: null,
    ownLock: null,
    served: null,
    blueprintVersion: "0.0.7",
    content: null,
    composeId: "7d0c1f5e-3b1a-4d0e-9d6e-2a0f8c1b9e44",
    checksum: null,
    size: null,
    started: START,
    ended: null,
    startedBy: "admin",
    phases: { preparing: START, starting: START + 5000, waiting: START + 10_000, running: START + 10_200 },
    cancelRequested: false,
    error: null,
    ...changes,
});
