/** The table of definitions with its search; what is searched and how it is sorted is in the address. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core/dist/esm/components/Toolbar/index.js";
import { Table } from "@patternfly/react-table/dist/esm/components/Table/Table.js";
import { Tbody } from "@patternfly/react-table/dist/esm/components/Table/Tbody.js";
import { Th } from "@patternfly/react-table/dist/esm/components/Table/Th.js";
import { Thead } from "@patternfly/react-table/dist/esm/components/Table/Thead.js";
import { Tr } from "@patternfly/react-table/dist/esm/components/Table/Tr.js";
import { useMemo } from "react";

import type { BuildRecord } from "../../build/record.ts";
import { isOver } from "../../build/record.ts";
import { _, format, ngettext } from "../../language.ts";
import type { ComposerState } from "../composer-state.ts";
import { useOption } from "../location.ts";
import { Subtle } from "../parts/mono.tsx";
import { Search } from "../parts/search.tsx";
import { Status } from "../parts/status.tsx";
import { DefinitionDeeds } from "./definition-deeds.tsx";
import { DefinitionRow, WIDE } from "./definition-row.tsx";
import { lastBuilds, type SortKey, sortSummaries } from "./sort.ts";
import { matches, type Summary } from "./summary.ts";
import { useFocusAfter } from "./use-focus-after.ts";

type DefinitionsTableProps = {
    summaries: readonly Summary[];
    /** Newest first. */
    builds: readonly BuildRecord[];
    composer: ComposerState | undefined;
};

const SORT_COLUMNS: Record<number, SortKey> = { 0: "name", 5: "findings", 6: "build" };

export function DefinitionsTable({ summaries, builds, composer }: DefinitionsTableProps) {
    const [query, setQuery] = useOption("q");
    const [sort, setSort] = useOption("sort");
    const last = useMemo(() => lastBuilds(builds), [builds]);
    const [key, direction] = parseSort(sort);
    const shown = useMemo(
        () =>
            sortSummaries(
                summaries.filter(summary => matches(summary, query)),
                last,
                key,
                direction,
            ),
        [summaries, query, last, key, direction],
    );

    const focusAfter = useFocusAfter(shown.map(({ name }) => name));

    const sortable = (columnIndex: number) => ({
        sort: {
            columnIndex,
            sortBy: {
                index: Number(Object.keys(SORT_COLUMNS).find(index => SORT_COLUMNS[Number(index)] === key)),
                direction,
            },
            onSort: (_event: unknown, index: number, way: "asc" | "desc") => setSort(`${SORT_COLUMNS[index]}-${way}`),
        },
    });
    const number = { modifier: "nowrap", visibility: WIDE, className: "ee-number" } as const;
    return (
        <DefinitionDeeds
            names={summaries.map(({ name }) => name)}
            onDone={deed => deed.kind === "delete" && focusAfter(deed.name)}
        >
            {deedsOf => (
                <div>
                    <Toolbar inset={{ default: "insetNone" }} className="ee-toolbar">
                        <ToolbarContent>
                            <ToolbarItem>
                                <Search
                                    label={_("Search definitions")}
                                    placeholder={_("Name, collection or package")}
                                    value={query}
                                    onChange={setQuery}
                                />
                            </ToolbarItem>
                            <ToolbarItem
                                align={{ default: "alignEnd" }}
                                alignSelf="center"
                                className="ee-wide-only ee-small"
                            >
                                {composer?.kind === "ready" && <Ready builds={builds} />}
                            </ToolbarItem>
                        </ToolbarContent>
                    </Toolbar>
                    <Table role="table" variant="compact" aria-label={_("Definitions")} gridBreakPoint="grid-md">
                        <Thead>
                            <Tr>
                                <Th {...sortable(0)}>{_("Name")}</Th>
                                <Th modifier="nowrap" visibility={WIDE}>
                                    {_("Version")}
                                </Th>
                                <Th {...number}>{_("Collections")}</Th>
                                <Th {...number}>{_("Python")}</Th>
                                <Th {...number}>{_("System")}</Th>
                                <Th modifier="nowrap" {...sortable(5)}>
                                    {_("Findings")}
                                </Th>
                                <Th modifier="nowrap" {...sortable(6)}>
                                    {_("Last build")}
                                </Th>
                                <Th visibility={WIDE}>{_("Ref")}</Th>
                                <Th screenReaderText={_("Actions")} />
                            </Tr>
                        </Thead>
                        <Tbody>
                            {shown.map(summary => (
                                <DefinitionRow
                                    key={summary.name}
                                    summary={summary}
                                    build={last.get(summary.name)}
                                    deeds={deedsOf(summary.name)}
                                />
                            ))}
                        </Tbody>
                    </Table>
                    {shown.length === 0 && (
                        <p className="ee-empty">
                            {format(_("Nothing matches $0."), query)}{" "}
                            <Button variant="link" isInline onClick={() => setQuery("")}>
                                {_("Clear the search")}
                            </Button>
                        </p>
                    )}
                </div>
            )}
        </DefinitionDeeds>
    );
}

function Ready({ builds }: { builds: readonly BuildRecord[] }) {
    const running = builds.filter(build => !isOver(build) && build.state !== "lost").length;
    return (
        <Status kind="success">
            {_("Composer ready")}{" "}
            {running > 0 && (
                <Subtle>· {format(ngettext("$0 build running", "$0 builds running", running), running)}</Subtle>
            )}
        </Status>
    );
}

/** "findings-desc" is a column and a direction; anything else is the usual order. */
function parseSort(text: string): [SortKey, "asc" | "desc"] {
    const [key, direction] = text.split("-");
    const known = Object.values(SORT_COLUMNS).find(column => column === key);
    return known ? [known, direction === "desc" ? "desc" : "asc"] : ["name", "asc"];
}
