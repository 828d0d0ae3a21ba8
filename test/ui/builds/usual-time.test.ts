import { expect, test } from "vitest";

import { formatUsual, usualTime } from "../../../src/ui/builds/usual-time.ts";
import { makeRecord, START } from "./record.ts";

const took = (minutes: number, changes = {}) =>
    makeRecord({ id: `done${minutes}`, state: "done", ended: START + minutes * 60_000, ...changes });

test("earlier builds of the same definition and image type tell how long one takes", () => {
    const records = [makeRecord(), took(5.2), took(6.9), took(6)];
    expect(usualTime(records, makeRecord())).toEqual({ least: 312_000, most: 414_000, builds: 3 });
});

test("builds of others, of another type, and those that were not done do not count", () => {
    const records = [
        took(1, { definition: "kolla-ops" }),
        took(1, { type: "iot-commit" }),
        took(1, { state: "failed" }),
    ];
    expect(usualTime(records, makeRecord())).toBeNull();
});

test("only the ten latest count", () => {
    const records = [...Array.from({ length: 10 }, () => took(5)), took(60)];
    expect(usualTime(records, makeRecord())).toMatchObject({ most: 300_000, builds: 10 });
});

test.each([
    [312_000, 414_000, "5 to 7 min"],
    [350_000, 360_000, "about 6 min"],
    [41_000, 88_500, "41 to 89 s"],
    [41_000, 41_500, "about 42 s"],
])("from %i to %i ms is “%s”", (least, most, text) => {
    expect(formatUsual({ least, most, builds: 2 })).toBe(text);
});
