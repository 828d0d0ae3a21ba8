/** The table of builds with its search, and the deletion of those that are selected. */
import { Table, Tbody, Th, Thead, Tr } from "@patternfly/react-table/dist/esm/components/Table/index.js";
import { useState } from "react";

import type { BuildRecord } from "../../build/record.ts";
import { _, format } from "../../language.ts";
import { useOption } from "../location.ts";
import { DeedButton } from "../parts/deed-button.tsx";
import { ClearSearch, Search } from "../parts/search.tsx";
import { ForeignRow, OwnRow, WIDE } from "./builds-rows.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";
import { type BuildRow, countAhead, rowId, searchRows } from "./rows.ts";

export function BuildsTable({ rows }: { rows: readonly BuildRow[] }) {
    const [query, setQuery] = useOption("q");
    const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
    const [doomed, setDoomed] = useState<readonly BuildRecord[] | null>(null);
    const shown = searchRows(rows, query);
    const chosen = shown.flatMap(row => (row.kind === "own" && selected.has(row.build.id) ? [row.build] : []));
    const select = (id: string, isSelected: boolean) =>
        setSelected(new Set(isSelected ? [...selected, id] : [...selected].filter(each => each !== id)));
    return (
        <div>
            <div className="ee-toolbar">
                <Search
                    label={_("Search builds")}
                    placeholder={_("Definition, ref or checksum")}
                    value={query}
                    onChange={setQuery}
                />
                <div className="ee-at-end ee-wide-only">
                    <DeedButton
                        variant="secondary"
                        isDanger
                        reason={chosen.length === 0 ? _("Select builds that have ended first.") : null}
                        onClick={() => setDoomed(chosen)}
                    >
                        {_("Delete")}
                    </DeedButton>
                </div>
            </div>
            <Table role="table" variant="compact" aria-label={_("Builds")} gridBreakPoint="grid-md">
                <Thead>
                    <Tr>
                        <Th modifier="fitContent" visibility={WIDE} screenReaderText={_("Select")} />
                        <Th modifier="nowrap">{_("State")}</Th>
                        <Th modifier="nowrap">{_("Definition")}</Th>
                        <Th modifier="nowrap">{_("Started")}</Th>
                        <Th modifier="nowrap">{_("Time")}</Th>
                        <Th modifier="nowrap" visibility={WIDE}>
                            {_("Image type")}
                        </Th>
                        <Th modifier="nowrap">{_("Commit")}</Th>
                        <Th screenReaderText={_("Actions")} />
                    </Tr>
                </Thead>
                <Tbody>
                    {shown.map((row, index) =>
                        row.kind === "own" ? (
                            <OwnRow
                                key={rowId(row)}
                                index={index}
                                build={row.build}
                                ahead={countAhead(row, rows)}
                                isSelected={selected.has(row.build.id)}
                                onSelect={isSelected => select(row.build.id, isSelected)}
                                onDelete={() => setDoomed([row.build])}
                            />
                        ) : (
                            <ForeignRow key={rowId(row)} compose={row.compose} ahead={countAhead(row, rows)} />
                        ),
                    )}
                </Tbody>
            </Table>
            {shown.length === 0 && (
                <p className="ee-empty">
                    {format(_("Nothing matches $0."), query)} <ClearSearch onClear={() => setQuery("")} />
                </p>
            )}
            {doomed && (
                <DeleteDialog
                    builds={doomed}
                    onClose={() => setDoomed(null)}
                    onDeleted={() => {
                        setDoomed(null);
                        setSelected(new Set());
                    }}
                />
            )}
        </div>
    );
}
