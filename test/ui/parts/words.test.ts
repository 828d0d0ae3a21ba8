/** Times, durations and sizes as people read them. */
import { expect, test } from "vitest";

import { localeOf } from "../../../src/ui/parts/locale.ts";
import { formatSize } from "../../../src/ui/parts/size.ts";
import { formatAge, formatDuration, formatTime, sharedMinutes } from "../../../src/ui/parts/time-text.ts";

const at = (text: string) => new Date(text).getTime();
const NOW = at("2026-06-14T12:00:00");

test.each([
    ["2026-06-14T08:38:10", "today, 08:38"],
    ["2026-06-14T00:00:00", "today, 00:00"],
    ["2026-06-13T23:59:59", "yesterday, 23:59"],
    ["2026-06-12T09:12:00", "12 June, 09:12"],
    ["2025-12-31T09:12:00", "31 December 2025, 09:12"],
])("%s is %s", (time, text) => {
    expect(formatTime(at(time), NOW, "en-GB")).toBe(text);
});

test("times of one minute are told apart by their seconds", () => {
    const times = ["2026-06-14T08:38:10", "2026-06-14T08:38:44", "2026-06-14T08:39:00"].map(at);
    const shared = sharedMinutes(times);
    expect(times.map(time => formatTime(time, NOW, "en-GB", shared.has(time)))).toEqual([
        "today, 08:38:10",
        "today, 08:38:44",
        "today, 08:39",
    ]);
});

test("durations are in the two largest units", () => {
    expect([0, 21_400, 321_000, 7_500_000].map(formatDuration)).toEqual(["0 s", "21 s", "5 min 21 s", "2 h 5 min"]);
    expect(formatDuration(-5)).toBe("0 s");
});

test("an age is told in words", () => {
    expect([10_000, 61_000, 300_000, 7_200_000].map(formatAge)).toEqual([
        "just now",
        "a minute ago",
        "5 minutes ago",
        "2 hours ago",
    ]);
});

test("sizes have three digits that count", () => {
    expect([0, 812, 1000, 31_234_567, 1_090_000_000].map(size => formatSize(size, "en-GB"))).toEqual([
        "0 B",
        "812 B",
        "1 kB",
        "31.2 MB",
        "1.09 GB",
    ]);
});

test("English is written with the day first; other languages are their own", () => {
    expect(["", "en", "de", "pt-br"].map(localeOf)).toEqual(["en-GB", "en-GB", "de", "pt-br"]);
});
