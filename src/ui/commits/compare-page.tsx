/** Two commits compared: what was added, removed, or is of another version. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { PageSection } from "@patternfly/react-core/dist/esm/components/Page/index.js";
import { Tab, Tabs } from "@patternfly/react-core/dist/esm/components/Tabs/index.js";
import ExchangeAltIcon from "@patternfly/react-icons/dist/esm/icons/exchange-alt-icon";
import { useMemo } from "react";

import { _ } from "../../language.ts";
import { type CompareTab, hrefTo, pathTo } from "../location.ts";
import { Gone } from "../parts/gone.tsx";
import { Head } from "../parts/head.tsx";
import { Subtle } from "../parts/mono.tsx";
import { Problem } from "../parts/problem.tsx";
import { Shell } from "../parts/shell.tsx";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { useDifference, useExtent, useRevision } from "../queries/commits.ts";
import { useSession } from "../session.tsx";
import { listChanges } from "./changes.ts";
import { ChangesTable } from "./changes-table.tsx";
import { TabTitle } from "./commit-page.tsx";
import { CommitPicker } from "./commit-picker.tsx";
import { formatChanges, formatGrowth } from "./compare-summary.ts";

type ComparePageProps = { from: string; to: string; tab: CompareTab };

export function ComparePage({ from, to, tab }: ComparePageProps) {
    const [before, after] = [useRevision(from), useRevision(to)];
    const repository = { text: _("Repository"), href: hrefTo(pathTo.repository()) };
    if (before.data === null || after.data === null)
        return (
            <Shell room="repository">
                <Gone
                    title={_("One of these commits is not here")}
                    back={{ text: _("Show the repository"), href: repository.href }}
                />
            </Shell>
        );
    const error = before.error ?? after.error;
    return (
        <Shell crumbs={[repository, { text: _("Compare") }]}>
            <Head title={_("Compare commits")} />
            <PageSection hasBodyWrapper={false} isFilled aria-label={_("Compare commits")}>
                <div>
                    {before.data && after.data ? (
                        <Comparison from={before.data} to={after.data} tab={tab} />
                    ) : error ? (
                        <Problem title={_("The commits could not be looked up")} error={error} />
                    ) : (
                        <SkeletonRows />
                    )}
                </div>
            </PageSection>
        </Shell>
    );
}

function Comparison({ from, to, tab }: ComparePageProps) {
    const { go } = useSession();
    const { data: difference, error, refetch } = useDifference(from, to);
    return (
        <div className="ee-stack">
            <div className="ee-compared">
                <CommitPicker
                    label={_("From")}
                    value={from}
                    others={[to]}
                    onChange={other => go(pathTo.compare(other, to, tab))}
                />
                <Button
                    variant="plain"
                    aria-label={_("Swap")}
                    icon={<ExchangeAltIcon />}
                    onClick={() => go(pathTo.compare(to, from, tab))}
                />
                <CommitPicker
                    label={_("To")}
                    value={to}
                    others={[from]}
                    onChange={other => go(pathTo.compare(from, other, tab))}
                />
            </div>
            {error && <Problem title={_("The commits could not be compared")} error={error} onRetry={refetch} />}
            {!error && !difference && <SkeletonRows />}
            {difference && <Changes from={from} to={to} tab={tab} difference={difference} />}
        </div>
    );
}

type ChangesProps = ComparePageProps & { difference: Parameters<typeof listChanges>[0] };

function Changes({ from, to, tab, difference }: ChangesProps) {
    const { go } = useSession();
    const changes = useMemo(() => listChanges(difference), [difference]);
    const [before, after] = [useExtent(from).data, useExtent(to).data];
    const counts = {
        packages: changes.packages.length,
        collections: changes.collections.length,
        python: changes.python.length,
        files: changes.files.length,
    };
    const tabs: { key: CompareTab; text: string; label: string; rows: keyof typeof changes }[] = [
        { key: "rpms", text: _("RPMs"), label: _("RPM changes"), rows: "packages" },
        { key: "collections", text: _("Collections"), label: _("Collection changes"), rows: "collections" },
        { key: "python", text: _("Python"), label: _("Python changes"), rows: "python" },
        { key: "files", text: _("Files"), label: _("File changes"), rows: "files" },
    ];
    const shown = tabs.find(({ key }) => key === tab);
    if (Object.values(counts).every(count => count === 0)) return <p>{formatChanges(counts)}</p>;
    return (
        <>
            <p>
                <strong>{formatGrowth(before && after ? after.size - before.size : null)}</strong>{" "}
                <Subtle>{formatChanges(counts)}</Subtle>
            </p>
            <Tabs
                activeKey={tab}
                aria-label={_("Changes")}
                onSelect={(_event, key) => go(pathTo.compare(from, to, tabs.find(each => each.key === key)?.key))}
            >
                {tabs.map(({ key, text, rows }) => (
                    <Tab
                        key={key}
                        eventKey={key}
                        tabContentId="compare-panel"
                        title={<TabTitle text={text} count={counts[rows]} />}
                    />
                ))}
            </Tabs>
            {shown && (
                <div id="compare-panel" role="tabpanel" aria-label={shown.text}>
                    <ChangesTable
                        key={tab}
                        label={shown.label}
                        rows={changes[shown.rows]}
                        from={from}
                        to={to}
                        tab={tab}
                    />
                </div>
            )}
        </>
    );
}
