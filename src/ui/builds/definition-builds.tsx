/** The builds of one definition: a tab of its page. */
import { useMemo } from "react";

import { _ } from "../../language.ts";
import { ComposerProblem } from "../parts/composer-problem.tsx";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { useBuilds } from "../queries/builds.ts";
import { useComposerState } from "../queries/composer.ts";
import { BuildsTable } from "./builds-table.tsx";
import { CarryOn } from "./carry-on.tsx";
import { listRows } from "./rows.ts";

export function DefinitionBuilds({ definition }: { definition: string }) {
    const { data: builds, error, refetch } = useBuilds();
    const { data: composer } = useComposerState();
    const own = useMemo(() => builds?.filter(build => build.definition === definition), [builds, definition]);
    const rows = useMemo(() => own && listRows(own, []), [own]);
    if (error && !rows) return <Problem title={_("The builds could not be read")} error={error} onRetry={refetch} />;
    return (
        <div className="ee-stack">
            {composer && <ComposerProblem state={composer} isAside />}
            {!rows && <SkeletonRows />}
            {rows?.length === 0 && <p>{_("No builds yet. A build turns a definition into an OSTree commit.")}</p>}
            {rows && rows.length > 0 && <BuildsTable rows={rows} />}
            <CarryOn builds={own ?? []} />
        </div>
    );
}
