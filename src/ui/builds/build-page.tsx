/** One build, from the moment it was asked for. While the page is open it also carries the build on. */
import { PageSection } from "@patternfly/react-core/dist/esm/components/Page/index.js";
import { useEffect } from "react";

import { type BuildRecord, isOver } from "../../build/record.ts";
import { _, format } from "../../language.ts";
import { hrefTo, pathTo } from "../location.ts";
import { Gone } from "../parts/gone.tsx";
import { Head } from "../parts/head.tsx";
import { locale } from "../parts/locale.ts";
import { Problem } from "../parts/problem.tsx";
import { Shell } from "../parts/shell.tsx";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { formatTime } from "../parts/time-text.ts";
import { useBuild, useBuilds } from "../queries/builds.ts";
import { useCarryOn } from "../queries/running-build.ts";
import { useSession } from "../session.tsx";
import { BuildActions } from "./build-actions.tsx";
import { BuildDetails } from "./build-details.tsx";
import { BuildLog } from "./build-log.tsx";
import { BuildOutcome } from "./build-outcome.tsx";
import { BuildPhases } from "./build-phases.tsx";
import { ForeignBuild } from "./foreign-build.tsx";
import { BuildStatus } from "./state.tsx";
import { usualTime } from "./usual-time.ts";

/** @param id Of a record of ours, or of a compose that somebody else started. */
export const BuildPage = ({ id }: { id: string }) =>
    /^[0-9a-f]{16}$/.test(id) ? <OwnBuild id={id} /> : <ForeignBuild id={id} />;

function OwnBuild({ id }: { id: string }) {
    const { data: record, error, refetch } = useBuild(id);
    const builds = useBuilds().data ?? [];
    const carrying = useCarryOn(record);
    usePageStatus(record ?? null);

    if (record === null)
        return (
            <Shell room="builds">
                <Gone
                    title={_("There is no such build")}
                    back={{ text: _("Show all builds"), href: hrefTo(pathTo.builds()) }}
                />
            </Shell>
        );
    if (record === undefined)
        return (
            <Shell crumbs={[{ text: _("Builds"), href: hrefTo(pathTo.builds()) }, { text: id }]}>
                <Head title={_("Build")} />
                <PageSection hasBodyWrapper={false} isFilled aria-label={_("Build")}>
                    {error ? (
                        <Problem title={_("The build could not be read")} error={error} onRetry={refetch} />
                    ) : (
                        <SkeletonRows rows={4} />
                    )}
                </PageSection>
            </Shell>
        );

    const { definition, started, state } = record;
    const crumb = format(_("$0, $1"), definition, formatTime(started, Date.now(), locale()));
    return (
        <Shell crumbs={[{ text: _("Builds"), href: hrefTo(pathTo.builds()) }, { text: crumb }]}>
            <Head
                title={format(_("Build of $0"), definition)}
                beside={
                    <span role="status">
                        <BuildStatus state={state} />
                    </span>
                }
                actions={<BuildActions record={record} />}
            />
            <PageSection hasBodyWrapper={false} isFilled aria-label={_("Build")}>
                <div className="ee-stack-lg">
                    <BuildOutcome record={record} />
                    {carrying.error && !isOver(record) && (
                        <Problem
                            title={_("The build does not go on from here")}
                            error={carrying.error}
                            onRetry={carrying.refetch}
                        />
                    )}
                    <BuildPhases record={record} usual={usualTime(builds, record)} />
                    <div className="ee-two-columns">
                        <BuildLog record={record} />
                        <BuildDetails record={record} />
                    </div>
                </div>
            </PageSection>
        </Shell>
    );
}

/** What Cockpit shows beside our name in its menu while a build runs. */
function usePageStatus(record: BuildRecord | null): void {
    const { showStatus } = useSession();
    const running = record && !isOver(record) && record.state !== "lost" ? record.definition : null;
    useEffect(() => {
        if (running === null) return;
        showStatus({ type: "info", title: format(_("Building $0"), running) });
        return () => showStatus(null);
    }, [running, showStatus]);
}
