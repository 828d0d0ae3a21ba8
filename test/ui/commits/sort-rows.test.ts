import { expect, test } from "vitest";

import { sortRows } from "../../../src/ui/commits/sort-rows.ts";

const rows = [
    { name: "b", size: 10 },
    { name: "a", size: 9 },
    { name: "c", size: 10 },
];

test("numbers are sorted as numbers, and equals stay as they were", () => {
    expect(sortRows(rows, ({ size }) => size, "asc").map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(sortRows(rows, ({ size }) => size, "desc").map(({ name }) => name)).toEqual(["b", "c", "a"]);
});

test("without a column to sort by, the rows stay", () => {
    expect(sortRows(rows, undefined, "asc")).toEqual(rows);
});
