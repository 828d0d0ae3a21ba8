/** The table of definitions with its search; what is searched and how it is sorted is in the address. */
import { useMemo } from "react";

import type { BuildRecord } from "../../build/record.ts";
import { _, format, ngettext } from "../../language.ts";
import type { ComposerState } from "../composer-state.ts";
import { late } from "../late.tsx";
import { useLocation, useOption } from "../location.ts";
import { ClearSearch } from "../parts/search.tsx";
import { type Direction, HeadCell, type RowPlace, Table } from "../parts/table.tsx";
import { useSession } from "../session.tsx";
import { DefinitionDeeds } from "./definition-deeds.tsx";
import { DefinitionRow } from "./definition-row.tsx";
import { DefinitionsToolbar } from "./definitions-toolbar.tsx";
import { BUILDS, FINDINGS, hasBuild, hasFindings, parseFilter } from "./filters.ts";
import { lastBuilds, parseSort, type SortKey, sortSummaries } from "./sort.ts";
import { matches, type Summary } from "./summary.ts";
import { useFocusAfter } from "./use-focus-after.ts";

/** A longer list is drawn as far as it is in sight: whoever types in the search would wait for hundreds of menus. */
const MOST_ROWS = 100;

const WindowRows = late(async () => (await import("../parts/window-rows.tsx")).WindowRows);

type DefinitionsTableProps = {
    summaries: readonly Summary[];
    /** Newest first. */
    builds: readonly BuildRecord[];
    composer: ComposerState | undefined;
};

export function DefinitionsTable({ summaries, builds, composer }: DefinitionsTableProps) {
    const [query] = useOption("q");
    const [findings] = useOption("findings");
    const [build] = useOption("build");
    const [sort, setSort] = useOption("sort");
    const last = useMemo(() => lastBuilds(builds), [builds]);
    const [key, direction] = parseSort(sort);
    const shown = useMemo(() => {
        const [wanted, built] = [parseFilter(FINDINGS, findings), parseFilter(BUILDS, build)];
        const found = summaries.filter(
            summary =>
                matches(summary, query) && hasFindings(summary, wanted) && hasBuild(last.get(summary.name), built),
        );
        return sortSummaries(found, last, key, direction);
    }, [summaries, query, findings, build, last, key, direction]);
    const names = useMemo(() => summaries.map(({ name }) => name), [summaries]);

    const focusAfter = useFocusAfter(shown.map(({ name }) => name));

    const sortable = (column: SortKey) => ({
        sorted: column === key ? direction : null,
        onSort: (way: Direction) => setSort(`${column}-${way}`),
    });
    const isLong = shown.length > MOST_ROWS;
    // Names can be shown at once; what is to be found or sorted by what the texts say has to wait for it.
    const unread = query + findings === "" && key !== "findings" ? 0 : summaries.filter(isUnread).length;
    return (
        <DefinitionDeeds names={names} onDone={focusAfter}>
            {deedsOf => {
                const row = (summary: Summary, place?: RowPlace) => (
                    <DefinitionRow
                        key={summary.name}
                        summary={summary}
                        build={last.get(summary.name)}
                        deeds={deedsOf(summary.name)}
                        place={place}
                    />
                );
                return (
                    <div>
                        <DefinitionsToolbar builds={builds} composer={composer} />
                        <Table
                            label={_("Definitions")}
                            head={<Head {...{ sortable }} />}
                            count={isLong ? shown.length : null}
                        >
                            {isLong ? (
                                <WindowRows
                                    count={shown.length}
                                    keyOf={index => shown[index]?.name ?? ""}
                                    row={place => {
                                        const summary = shown[place.index];
                                        return summary && row(summary, place);
                                    }}
                                />
                            ) : (
                                shown.map(summary => row(summary))
                            )}
                        </Table>
                        {unread > 0 && (
                            <p className="ee-empty ee-subtle" role="status">
                                {format(
                                    ngettext(
                                        "$0 definition is still being read.",
                                        "$0 definitions are still being read.",
                                        unread,
                                    ),
                                    unread,
                                )}
                            </p>
                        )}
                        {unread === 0 && shown.length === 0 && <NothingShown />}
                    </div>
                );
            }}
        </DefinitionDeeds>
    );
}

const isUnread = ({ reading }: Summary): boolean => reading === null;

type HeadProps = {
    sortable: (column: SortKey) => { sorted: Direction | null; onSort: (way: Direction) => void };
};

const Head = ({ sortable }: HeadProps) => (
    <>
        <HeadCell width={18} {...sortable("name")}>
            {_("Name")}
        </HeadCell>
        <HeadCell isNowrap isWide width={7}>
            {_("Version")}
        </HeadCell>
        <HeadCell isNumber isNowrap isWide width={9}>
            {_("Collections")}
        </HeadCell>
        {[_("Python"), _("System")].map(title => (
            <HeadCell key={title} isNumber isNowrap isWide width={7}>
                {title}
            </HeadCell>
        ))}
        <HeadCell isNowrap width={16} {...sortable("findings")}>
            {_("Findings")}
        </HeadCell>
        <HeadCell isNowrap width={16} {...sortable("build")}>
            {_("Last build")}
        </HeadCell>
        <HeadCell isWide>{_("Ref")}</HeadCell>
        <HeadCell isAction>
            <span className="pf-v6-u-screen-reader">{_("Actions")}</span>
        </HeadCell>
    </>
);

/** Says what was looked for, and takes it back. */
function NothingShown() {
    const { path, options } = useLocation();
    const { go } = useSession();
    const { q: query = "", findings, build, ...others } = options;
    const isFiltered = findings !== undefined || build !== undefined;
    return (
        <p className="ee-empty">
            {isFiltered ? _("No definition is like that.") : format(_("Nothing matches $0."), query)}{" "}
            <ClearSearch {...(isFiltered ? { text: _("Show all") } : {})} onClear={() => go(path, others, "replace")} />
        </p>
    );
}
