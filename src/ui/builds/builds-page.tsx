/** Builds of all admins on this host, and composes that others started. */
import { PageSection } from "@patternfly/react-core/dist/esm/components/Page/index.js";
import { useMemo } from "react";

import { _ } from "../../language.ts";
import { hrefTo, pathTo } from "../location.ts";
import { ComposerProblem } from "../parts/composer-problem.tsx";
import { Head } from "../parts/head.tsx";
import { Problem } from "../parts/problem.tsx";
import { Shell } from "../parts/shell.tsx";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { useBuilds, useComposes } from "../queries/builds.ts";
import { useComposerState } from "../queries/composer.ts";
import { BuildsTable } from "./builds-table.tsx";
import { CarryOn } from "./carry-on.tsx";
import { listRows } from "./rows.ts";

export function BuildsPage() {
    const { data: builds, error, refetch } = useBuilds();
    // Without a composer our own records stay; what is wrong with it is told once, above them.
    const { data: composes } = useComposes();
    const { data: composer } = useComposerState();
    const rows = useMemo(() => builds && listRows(builds, composes ?? []), [builds, composes]);
    return (
        <Shell room="builds">
            <Head title={_("Builds")} below={_("Builds of all admins on this host, and composes started by others.")} />
            <PageSection hasBodyWrapper={false} isFilled aria-label={_("Builds")}>
                <div className="ee-stack">
                    {composer && <ComposerProblem state={composer} />}
                    {error && <Problem title={_("The builds could not be read")} error={error} onRetry={refetch} />}
                    {!error && !rows && <SkeletonRows />}
                    {rows?.length === 0 && <NoBuilds />}
                    {rows && rows.length > 0 && <BuildsTable rows={rows} />}
                </div>
            </PageSection>
            <CarryOn builds={builds ?? []} />
        </Shell>
    );
}

const NoBuilds = () => (
    <p>
        {_("No builds yet. A build turns a definition into an OSTree commit.")}{" "}
        <a href={hrefTo(pathTo.definitions())}>{_("Choose a definition to build")}</a>
    </p>
);
