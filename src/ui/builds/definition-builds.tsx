/** The builds of one definition: a tab of its page. */
import { useMemo } from "react";

import { _ } from "../../language.ts";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { useBuilds } from "../queries/builds.ts";
import { BuildsTable } from "./builds-table.tsx";
import { listRows } from "./rows.ts";

export function DefinitionBuilds({ definition }: { definition: string }) {
    const { data: builds, error, refetch } = useBuilds();
    const rows = useMemo(() => {
        const own = builds?.filter(build => build.definition === definition);
        return own && listRows(own, []);
    }, [builds, definition]);
    if (error && !rows) return <Problem title={_("The builds could not be read")} error={error} onRetry={refetch} />;
    if (!rows) return <SkeletonRows />;
    if (rows.length === 0) return <p>{_("No builds yet. A build turns a definition into an OSTree commit.")}</p>;
    return <BuildsTable rows={rows} />;
}
