import { expect, test } from "vitest";

import { versionsToDrop } from "../../src/ee/thin-versions.ts";

const DAY = 24 * 60 * 60 * 1000;
const at = (time: number) => ({ id: String(time), time, by: "", findings: null, files: {} });
const rest = (versions: ReturnType<typeof at>[]) => {
    const dropped = versionsToDrop(versions);
    return versions.filter(version => !dropped.includes(version));
};

test("a handful of versions all stay", () => {
    const few = Array.from({ length: 50 }, (_, index) => at(DAY - index));
    expect(rest(few)).toEqual(few);
});

test("of old versions the last of each day stays, and there are never more than 200", () => {
    const today = Array.from({ length: 60 }, (_, index) => at(101 * DAY - 1 - index));
    const threeADay = Array.from({ length: 600 }, (_, index) => at(91 * DAY - 1 - index * (DAY / 3)));
    const kept = rest([...today, ...threeADay]);
    expect(kept.slice(0, 50)).toEqual(today.slice(0, 50));
    expect(kept.slice(50, 53)).toEqual([threeADay[0], threeADay[3], threeADay[6]]);
    expect(kept).toHaveLength(200);
});
