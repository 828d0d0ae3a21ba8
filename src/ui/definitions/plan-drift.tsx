/** What a build now would bring in other versions than the last one did. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Title } from "@patternfly/react-core/dist/esm/components/Title/index.js";
import { useId, useMemo } from "react";

import { diffPlanned, diffRpms } from "../../build/drift.ts";
import type { Plan } from "../../build/plan.ts";
import { _, format } from "../../language.ts";
import { pathTo } from "../location.ts";
import { Time } from "../parts/time.tsx";
import { useBuilds } from "../queries/builds.ts";
import { usePackages } from "../queries/commits.ts";
import { useLastPlan, useRpmsNow } from "../queries/plan.ts";
import { useSession } from "../session.tsx";
import { DriftTable } from "./drift-table.tsx";

export function PlanDrift({ definition, plan }: { definition: string; plan: Plan }) {
    const id = useId();
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
    const [before = "", after = ""] = _("Since the build of $0").split("$0");
    const unknown = error?.message ?? now?.conflict ?? null;
    return (
        <section aria-labelledby={id} className="ee-stack-sm">
            <Title headingLevel="h2" size="md" id={id}>
                {before}
                <Time value={last.started} />
                {after}
            </Title>
            {told.length + rpms.length > 0 && <DriftTable labelledBy={id} told={told} rpms={rpms} />}
            {isFetching && !now ? (
                <p className="ee-subtle">{_("Looking for newer RPMs")}</p>
            ) : unknown !== null ? (
                <p className="ee-subtle ee-breaks">
                    {format(_("Which RPMs would be newer is not known: $0"), unknown)}
                </p>
            ) : (
                told.length + rpms.length === 0 && <p className="ee-subtle">{_("A build now would bring the same.")}</p>
            )}
            <div>
                <Button
                    variant="link"
                    isInline
                    onClick={() => go(pathTo.definition(definition, "build"), { lock: last.id })}
                >
                    {_("Build again exactly")}
                </Button>
            </div>
        </section>
    );
}

/** The RPMs of a commit but the content RPM; null while they are not known. */
function useRpmsBeside(definition: string, checksum: string) {
    const { data } = usePackages(checksum);
    return useMemo(() => data?.filter(({ name }) => name !== `ee-${definition}`) ?? null, [data, definition]);
}
