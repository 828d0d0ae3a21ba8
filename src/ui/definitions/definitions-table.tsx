/** The table of definitions with its search; what is searched and how it is sorted is in the address. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { useMemo } from "react";

import type { BuildRecord } from "../../build/record.ts";
import { isOver } from "../../build/record.ts";
import { _, format, ngettext } from "../../language.ts";
import type { ComposerState } from "../composer-state.ts";
import { useOption } from "../location.ts";
import { Subtle } from "../parts/mono.tsx";
import { Search } from "../parts/search.tsx";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { Status } from "../parts/status.tsx";
import { type Direction, HeadCell, Table } from "../parts/table.tsx";
import { DefinitionDeeds } from "./definition-deeds.tsx";
import { DefinitionRow } from "./definition-row.tsx";
import { lastBuilds, parseSort, type SortKey, sortSummaries } from "./sort.ts";
import { matches, type Summary } from "./summary.ts";
import { useFocusAfter } from "./use-focus-after.ts";

type DefinitionsTableProps = {
    summaries: readonly Summary[];
    /** Newest first. */
    builds: readonly BuildRecord[];
    composer: ComposerState | undefined;
};

export function DefinitionsTable({ summaries, builds, composer }: DefinitionsTableProps) {
    const [query, setQuery] = useOption("q");
    const [sort, setSort] = useOption("sort");
    const last = useMemo(() => lastBuilds(builds), [builds]);
    const [key, direction] = parseSort(sort);
    // Names can be shown at once; what is to be found or sorted by what the texts say has to wait for it.
    const isWaiting = (query !== "" || key === "findings") && summaries.some(({ reading }) => reading === null);
    const shown = useMemo(() => {
        const found = isWaiting ? [] : summaries.filter(summary => matches(summary, query));
        return sortSummaries(found, last, key, direction);
    }, [summaries, isWaiting, query, last, key, direction]);

    const focusAfter = useFocusAfter(shown.map(({ name }) => name));

    const sortable = (column: SortKey) => ({
        sorted: column === key ? direction : null,
        onSort: (way: Direction) => setSort(`${column}-${way}`),
    });
    return (
        <DefinitionDeeds
            names={summaries.map(({ name }) => name)}
            onDone={deed => deed.kind === "delete" && focusAfter(deed.name)}
        >
            {deedsOf => (
                <div>
                    <div className="ee-toolbar">
                        <Search
                            label={_("Search definitions")}
                            placeholder={_("Name, collection or package")}
                            value={query}
                            onChange={setQuery}
                        />
                        <div className="ee-at-end ee-wide-only ee-small">
                            {composer?.kind === "ready" && <Ready builds={builds} />}
                        </div>
                    </div>
                    <Table
                        label={_("Definitions")}
                        head={
                            <>
                                <HeadCell {...sortable("name")}>{_("Name")}</HeadCell>
                                <HeadCell isNowrap isWide>
                                    {_("Version")}
                                </HeadCell>
                                {[_("Collections"), _("Python"), _("System")].map(title => (
                                    <HeadCell key={title} isNumber isNowrap isWide>
                                        {title}
                                    </HeadCell>
                                ))}
                                <HeadCell isNowrap {...sortable("findings")}>
                                    {_("Findings")}
                                </HeadCell>
                                <HeadCell isNowrap {...sortable("build")}>
                                    {_("Last build")}
                                </HeadCell>
                                <HeadCell isWide>{_("Ref")}</HeadCell>
                                <HeadCell>
                                    <span className="pf-v6-u-screen-reader">{_("Actions")}</span>
                                </HeadCell>
                            </>
                        }
                    >
                        {shown.map(summary => (
                            <DefinitionRow
                                key={summary.name}
                                summary={summary}
                                build={last.get(summary.name)}
                                deeds={deedsOf(summary.name)}
                            />
                        ))}
                    </Table>
                    {isWaiting && <SkeletonRows />}
                    {!isWaiting && shown.length === 0 && (
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
