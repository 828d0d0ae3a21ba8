/** What of a plan stands in the way of a build: each thing, who asks, and where to change it. */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";

import type { PlannedRequirement } from "../../build/plan.ts";
import { _, format, ngettext } from "../../language.ts";
import { placeHref } from "./asked-by.tsx";
import { type Excludable, excludable, groupObstacles, type ObstacleGroup } from "./plan-rows.ts";

type ObstaclesProps = {
    definition: string;
    main: string;
    rows: readonly PlannedRequirement[];
    /** Leave out what only collections ask for; null for who may not change the definition. */
    onExclude: ((excluded: Excludable) => void) | null;
};

/** More than these are counted, and found in the table, where the unsettled come first. */
const SHOWN = 5;

export function Obstacles({ definition, main, rows, onExclude }: ObstaclesProps) {
    const groups = groupObstacles(rows);
    const more = groups.slice(SHOWN).flat().length;
    return (
        <>
            {groups.slice(0, SHOWN).map(group => {
                const askedBy = [...new Set(group.flatMap(row => row.askedBy))];
                const excluded = excludable(group, main);
                return (
                    <Alert
                        key={group.map(row => `${row.kind} ${row.text}`).join()}
                        component="h2"
                        variant="danger"
                        isInline
                        isPlain
                        title={titleOf(group)}
                        actionLinks={
                            <div className="ee-deeds">
                                <EditLinks definition={definition} main={main} askedBy={askedBy} />
                                {excluded && onExclude && (
                                    <Button variant="link" isInline onClick={() => onExclude(excluded)}>
                                        {ngettext("Exclude it", "Exclude them", excluded.names.length)}
                                    </Button>
                                )}
                            </div>
                        }
                    >
                        {[format(_("Asked by $0."), askedBy.join(_(", "))), group[0].note ?? ""].join(" ").trim()}
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
    if (first.fidelity === "left-over")
        return format(_("Left over: $0 has no place in a commit"), rows.map(({ text }) => text).join(_(", ")));
    const names = [...new Set(rows.map(({ name }) => name))].join(_(", "));
    if (first.fidelity === "conflict")
        return rows.every(({ askedBy }) => askedBy.length === 1)
            ? format(_("$0: no repository has the version that is asked for"), names)
            : format(_("$0: no version satisfies all who ask for it"), names);
    return first.kind === "collection" ? format(_("Not fetched: $0"), names) : format(_("No repository has $0"), names);
}

function EditLinks({ definition, main, askedBy }: { definition: string; main: string; askedBy: readonly string[] }) {
    const places = askedBy.flatMap(asker => {
        const href = placeHref(definition, main, asker);
        return href ? [{ asker, href }] : [];
    });
    return places.map(({ asker, href }) => (
        <a key={asker} href={href}>
            {format(_("Edit $0"), asker)}
        </a>
    ));
}
