import { beforeAll, expect, test, vi } from "vitest";

import { formatChanges, formatGrowth } from "../../../src/ui/commits/compare-summary.ts";

beforeAll(() => vi.stubGlobal("document", { documentElement: { lang: "en" } }));

const counts = { packages: 0, collections: 0, python: 0, files: 0 };

test.each([
    [
        { ...counts, packages: 8, collections: 2, python: 3, files: 418 },
        "8 RPMs, 2 collections and 3 Python distributions changed; 418 files.",
    ],
    [{ ...counts, packages: 1, collections: 1, files: 2 }, "1 RPM and 1 collection changed; 2 files."],
    [{ ...counts, packages: 1, files: 1200 }, "1 RPM changed; 1,200 files."],
    [{ ...counts, files: 1 }, "1 file changed."],
    [counts, "These commits have the same content."],
])("%j is “%s”", (given, text) => {
    expect(formatChanges(given)).toBe(text);
});

test.each([
    [14_800_000, "14.8 MB larger."],
    [-4900, "4.9 kB smaller."],
    [0, "Of the same size."],
    [null, ""],
])("%s bytes more is “%s”", (growth, text) => {
    expect(formatGrowth(growth)).toBe(text);
});
