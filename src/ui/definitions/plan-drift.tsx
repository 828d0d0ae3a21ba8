/** What a build now would bring in other versions than the last one did. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { useMemo } from "react";

import { diffPlanned, diffRpms } from "../../build/drift.ts";
import type { Plan } from "../../build/plan.ts";
import { _ } from "../../language.ts";
import { pathTo } from "../location.ts";
import { useBuilds } from "../queries/builds.ts";
import { usePackages } from "../queries/commits.ts";
import { useLastPlan, useRpmsNow } from "../queries/plan.ts";
import { useSession } from "../session.tsx";
import { DriftSection } from "./drift-section.tsx";

export function PlanDrift({ definition, plan }: { definition: string; plan: Plan }) {
    const { go } = useSession();
    const { data: builds = [] } = useBuilds();
    const last = builds.find(
        build => build.definition === definition && build.distro === plan.distro && build.state === "done",
    );
    const { data: then } = useLastPlan(definition, last?.checksum ?? null);
    const had = useRpmsBeside(definition, last?.checksum ?? "");
    const { data: now, error, isFetching } = useRpmsNow(plan, had);
    const told = useMemo(() => (then ? diffPlanned(then.requirements, plan.requirements) : []), [then, plan]);
    const rpms = useMemo(() => (had && now?.rpms ? diffRpms(had, now.rpms, told) : []), [had, now, told]);
    if (!last || !then) return null;
    return (
        <DriftSection
            title={_("Since the build of $0")}
            time={last.started}
            told={told}
            rpms={rpms}
            isAsking={isFetching && !now}
            unknown={error?.message ?? now?.conflict ?? null}
        >
            <Button
                variant="link"
                isInline
                onClick={() => go(pathTo.definition(definition, "build"), { lock: last.id })}
            >
                {_("Build again exactly")}
            </Button>
        </DriftSection>
    );
}

/** The RPMs of a commit but the content RPM; null while they are not known. */
function useRpmsBeside(definition: string, checksum: string) {
    const { data } = usePackages(checksum);
    return useMemo(() => data?.filter(({ name }) => name !== `ee-${definition}`) ?? null, [data, definition]);
}
