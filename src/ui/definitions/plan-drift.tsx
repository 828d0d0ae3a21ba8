/** What a build now would bring in other versions than the last one did. */
import { Title } from "@patternfly/react-core/dist/esm/components/Title/index.js";
import { Table } from "@patternfly/react-table/dist/esm/components/Table/Table.js";
import { Tbody } from "@patternfly/react-table/dist/esm/components/Table/Tbody.js";
import { Td } from "@patternfly/react-table/dist/esm/components/Table/Td.js";
import { Th } from "@patternfly/react-table/dist/esm/components/Table/Th.js";
import { Thead } from "@patternfly/react-table/dist/esm/components/Table/Thead.js";
import { Tr } from "@patternfly/react-table/dist/esm/components/Table/Tr.js";
import { useId, useMemo } from "react";

import { diffPlanned } from "../../build/drift.ts";
import type { Plan } from "../../build/plan.ts";
import { _ } from "../../language.ts";
import { Mono, Nothing } from "../parts/mono.tsx";
import { Time } from "../parts/time.tsx";
import { useBuilds } from "../queries/builds.ts";
import { useLastPlan } from "../queries/plan.ts";

export function PlanDrift({ definition, plan }: { definition: string; plan: Plan }) {
    const id = useId();
    const { data: builds = [] } = useBuilds();
    const last = builds.find(
        build => build.definition === definition && build.distro === plan.distro && build.state === "done",
    );
    const { data: then } = useLastPlan(definition, last?.checksum ?? null);
    const drift = useMemo(() => (then ? diffPlanned(then.requirements, plan.requirements) : []), [then, plan]);
    if (!last || !then) return null;
    const [before = "", after = ""] = _("Since the build of $0").split("$0");
    return (
        <section aria-labelledby={id}>
            <Title headingLevel="h2" size="md" id={id}>
                {before}
                <Time value={last.started} />
                {after}
            </Title>
            {drift.length === 0 ? (
                <p className="ee-subtle">{_("A build now would bring the same.")}</p>
            ) : (
                <Table role="table" variant="compact" aria-labelledby={id} gridBreakPoint="grid-md">
                    <Thead>
                        <Tr>
                            {[_("Requirement"), _("Then"), _("Now")].map(title => (
                                <Th key={title} modifier="nowrap">
                                    {title}
                                </Th>
                            ))}
                        </Tr>
                    </Thead>
                    <Tbody>
                        {drift.map(({ kind, text, from, to, change }) => (
                            <Tr key={`${kind} ${text}`}>
                                <Td dataLabel={_("Requirement")}>
                                    <Mono>{text}</Mono>
                                </Td>
                                <Td dataLabel={_("Then")}>
                                    {from !== null ? (
                                        <Mono>{from}</Mono>
                                    ) : change === "added" ? (
                                        <Nothing />
                                    ) : (
                                        _("not known")
                                    )}
                                </Td>
                                <Td dataLabel={_("Now")}>
                                    {to !== null ? (
                                        <Mono>{to}</Mono>
                                    ) : change === "removed" ? (
                                        <Nothing />
                                    ) : (
                                        _("not known")
                                    )}
                                </Td>
                            </Tr>
                        ))}
                    </Tbody>
                </Table>
            )}
        </section>
    );
}
