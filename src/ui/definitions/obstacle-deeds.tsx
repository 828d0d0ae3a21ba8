/** What can be done about one thing that stands in the way of a build. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { useMemo, useState } from "react";

import { choicesFile, mayBeAcknowledged } from "../../ee/choices.ts";
import { _, format, ngettext } from "../../language.ts";
import { DeedButton } from "../parts/deed-button.tsx";
import { AcknowledgeDialog } from "./acknowledge-dialog.tsx";
import { placeHref } from "./asked-by.tsx";
import { excludable, type ObstacleGroup, parsePlace } from "./plan-rows.ts";
import type { PlanDeeds } from "./use-plan-deeds.ts";

type ObstacleDeedsProps = {
    definition: string;
    main: string;
    group: ObstacleGroup;
    deeds: PlanDeeds;
    /** Why this person may not change the definition, or null. */
    denied: string | null;
};

export function ObstacleDeeds({ definition, main, group, deeds, denied }: ObstacleDeedsProps) {
    const [isAcknowledging, setAcknowledging] = useState(false);
    const { dropped, acknowledge } = deeds;
    const excluded = denied === null ? excludable(group, main) : null;
    // biome-ignore lint/correctness/useExhaustiveDependencies: deeds are new with each character that is typed elsewhere
    const rest = useMemo(() => (denied === null ? dropped(group) : null), [denied, group]);
    const askedBy = [...new Set(group.flatMap(row => row.askedBy))];
    const isStep = group[0].kind === "build-step";
    const place = askedBy.length === 1 ? parsePlace(askedBy[0] ?? "", main) : null;
    const mayAcknowledge = group.every(mayBeAcknowledged);
    const broken = acknowledge === null ? format(_("Put $0 right first."), choicesFile) : null;
    return (
        <div className="ee-deeds">
            {rest && (
                <Button variant="link" isInline onClick={() => deeds.drop(rest)}>
                    {ngettext("Drop it", "Drop them", group.length)}
                </Button>
            )}
            {isStep && place ? (
                <Button variant="link" isInline onClick={() => deeds.edit(place)}>
                    {_("Replace it")}
                </Button>
            ) : (
                <EditLinks definition={definition} main={main} askedBy={askedBy} />
            )}
            {excluded && (
                <Button variant="link" isInline onClick={() => deeds.exclude(excluded)}>
                    {ngettext("Exclude it", "Exclude them", excluded.names.length)}
                </Button>
            )}
            {mayAcknowledge && (
                <DeedButton variant="link" isInline reason={denied ?? broken} onClick={() => setAcknowledging(true)}>
                    {_("Acknowledge")}
                </DeedButton>
            )}
            {isAcknowledging && acknowledge && (
                <AcknowledgeDialog
                    group={group}
                    onAcknowledge={reason => {
                        setAcknowledging(false);
                        acknowledge(group, reason);
                    }}
                    onClose={() => setAcknowledging(false)}
                />
            )}
        </div>
    );
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
