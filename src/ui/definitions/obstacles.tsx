/** What of a plan stands in the way of a build: each thing, who asks, and where to change it. */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert/index.js";

import { useMemo } from "react";

import type { PlannedRequirement } from "../../build/plan.ts";
import { _, format, ngettext } from "../../language.ts";
import { Mono } from "../parts/mono.tsx";
import { ObstacleDeeds } from "./obstacle-deeds.tsx";
import { groupObstacles, type ObstacleGroup } from "./plan-rows.ts";
import type { PlanDeeds } from "./use-plan-deeds.ts";

type ObstaclesProps = {
    definition: string;
    main: string;
    rows: readonly PlannedRequirement[];
    deeds: PlanDeeds;
    /** Why this person may not change the definition, or null. */
    denied: string | null;
};

/** More than these are counted, and found in the table, where the unsettled come first. */
const SHOWN = 5;

export function Obstacles({ definition, main, rows, deeds, denied }: ObstaclesProps) {
    const groups = useMemo(() => groupObstacles(rows), [rows]);
    const more = groups.slice(SHOWN).flat().length;
    return (
        <>
            {groups.slice(0, SHOWN).map(group => {
                const askedBy = [...new Set(group.flatMap(row => row.askedBy))];
                return (
                    <Alert
                        key={group.map(row => `${row.kind} ${row.text}`).join()}
                        component="h2"
                        variant="danger"
                        isInline
                        isPlain
                        title={titleOf(group)}
                        actionLinks={
                            <ObstacleDeeds
                                definition={definition}
                                main={main}
                                group={group}
                                deeds={deeds}
                                denied={denied}
                            />
                        }
                    >
                        {group[0].kind === "build-step" ? (
                            <Steps group={group} />
                        ) : (
                            [format(_("Asked by $0."), askedBy.join(_(", "))), group[0].note ?? ""].join(" ").trim()
                        )}
                    </Alert>
                );
            })}
            {more > 0 && (
                <p className="ee-subtle">
                    {format(ngettext("And $0 more, in the table.", "And $0 more, in the table.", more), more)}
                </p>
            )}
        </>
    );
}

function titleOf([first, ...others]: ObstacleGroup): string {
    const rows = [first, ...others];
    if (first.kind === "build-step")
        return format(
            ngettext(
                "Left over: $0 build step has no place in a commit",
                "Left over: $0 build steps have no place in a commit",
                rows.length,
            ),
            rows.length,
        );
    if (first.fidelity === "left-over")
        return format(_("Left over: $0 has no place in a commit"), rows.map(({ text }) => text).join(_(", ")));
    const names = [...new Set(rows.map(({ name }) => name))].join(_(", "));
    if (first.fidelity === "conflict")
        return rows.every(({ askedBy }) => askedBy.length === 1)
            ? format(_("Conflict: $0 cannot be had as it is asked for"), names)
            : format(_("$0: no version satisfies all who ask for it"), names);
    return first.kind === "collection" ? format(_("Not fetched: $0"), names) : format(_("No repository has $0"), names);
}

/** What is left over, quoted with its place, and why. */
const Steps = ({ group }: { group: ObstacleGroup }) => (
    <>
        <ul className="ee-quotes">
            {group.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two build steps may read alike, and none moves
                <li key={index}>
                    {format(_("$0:"), row.askedBy.join(_(", ")))} <Mono>{row.text}</Mono>
                </li>
            ))}
        </ul>
        {group[0].note}
    </>
);
