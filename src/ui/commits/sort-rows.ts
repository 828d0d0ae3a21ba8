/** The order of rows in a table. */
export type Sort = { column: number; direction: "asc" | "desc" };

/** Sorted by what `by` tells of a row; rows of which it tells the same stay as they were. Numbers as numbers. */
export function sortRows<Row>(
    rows: readonly Row[],
    by: ((row: Row) => string | number) | undefined,
    direction: Sort["direction"],
): Row[] {
    if (!by) return [...rows];
    const sign = direction === "asc" ? 1 : -1;
    const order = (one: string | number, other: string | number) => (one < other ? -1 : one > other ? 1 : 0);
    return rows
        .map(row => ({ row, value: by(row) }))
        .sort((one, other) => sign * order(one.value, other.value))
        .map(({ row }) => row);
}
