/** A table of what a commit holds: searched, sorted, and drawn in parts where it is long. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table/dist/esm/components/Table/index.js";
import { type ReactNode, useMemo, useState } from "react";

import { _, format } from "../../language.ts";
import { useOption } from "../location.ts";
import { ClearSearch, Search } from "../parts/search.tsx";
import { formatCount } from "../parts/size.ts";
import { type Sort, sortRows } from "./sort-rows.ts";

export type Column<Row> = {
    title: string;
    cell: (row: Row) => ReactNode;
    /** What the column is sorted by; without it, it is not. */
    sortBy?: (row: Row) => string | number;
    isNumber?: boolean;
    /** Left out on narrow pages. */
    isWide?: boolean;
    canBreak?: boolean;
};

type ContentsTableProps<Row> = {
    label: string;
    columns: readonly Column<Row>[];
    rows: readonly Row[];
    keyOf: (row: Row) => string;
    search: { label: string; placeholder: string; words: (row: Row) => readonly string[] };
    /** Beside the search. */
    filter?: ReactNode;
};

/** Rows drawn at once; more on request. */
const PAGE = 500;

export function ContentsTable<Row>({ label, columns, rows, keyOf, search, filter }: ContentsTableProps<Row>) {
    const [query, setQuery] = useOption("q");
    const [sort, setSort] = useState<Sort>({ column: 0, direction: "asc" });
    const [limit, setLimit] = useState(PAGE);
    const found = useMemo(() => {
        const wanted = query.trim().toLowerCase();
        const matching = rows.filter(row => search.words(row).some(word => word.toLowerCase().includes(wanted)));
        return sortRows(matching, columns[sort.column]?.sortBy, sort.direction);
    }, [rows, query, sort, columns, search]);
    const shown = found.slice(0, limit);
    const look = ({ isNumber = false, isWide = false, canBreak = false }: Column<Row>) => ({
        className: [isNumber && "ee-number ee-nowrap", canBreak && "ee-breaks"].filter(Boolean).join(" "),
        ...(isWide ? { visibility: ["hidden" as const, "visibleOnLg" as const] } : {}),
    });
    return (
        <div>
            <div className="ee-toolbar">
                <Search {...search} value={query} onChange={setQuery} />
                {filter}
            </div>
            <Table role="table" variant="compact" aria-label={label} gridBreakPoint="grid-md">
                <Thead>
                    <Tr>
                        {columns.map((column, index) => (
                            <Th
                                key={column.title}
                                modifier="nowrap"
                                {...look(column)}
                                {...(column.sortBy && {
                                    sort: {
                                        columnIndex: index,
                                        sortBy: { index: sort.column, direction: sort.direction },
                                        onSort: (_event, clicked, direction) => setSort({ column: clicked, direction }),
                                    },
                                })}
                            >
                                {column.title}
                            </Th>
                        ))}
                    </Tr>
                </Thead>
                <Tbody>
                    {shown.map(row => (
                        <Tr key={keyOf(row)}>
                            {columns.map(column => (
                                <Td key={column.title} dataLabel={column.title} {...look(column)}>
                                    {column.cell(row)}
                                </Td>
                            ))}
                        </Tr>
                    ))}
                </Tbody>
            </Table>
            {found.length > shown.length && (
                <Button variant="link" isInline className="ee-empty" onClick={() => setLimit(limit + 4 * PAGE)}>
                    {format(_("Show more: $0 of $1 are shown"), formatCount(shown.length), formatCount(found.length))}
                </Button>
            )}
            {found.length === 0 && (
                <p className="ee-empty">
                    {query === "" ? _("Nothing is left with this filter.") : format(_("Nothing matches $0."), query)}{" "}
                    {query !== "" && <ClearSearch onClear={() => setQuery("")} />}
                </p>
            )}
        </div>
    );
}
