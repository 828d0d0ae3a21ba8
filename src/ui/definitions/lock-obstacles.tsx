/** Why what is locked cannot be built: what became of the definition, and what cannot be had any more. What helps stands above. */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert/index.js";

import { isUnsettled, type PlannedRequirement } from "../../build/plan.ts";
import { _, format, ngettext } from "../../language.ts";
import { Mono } from "../parts/mono.tsx";

/** More than these are counted, and found in the table, where they come first. */
const SHOWN = 5;

export function LockObstacles({ rows }: { rows: readonly PlannedRequirement[] }) {
    const unsettled = rows.filter(isUnsettled);
    const more = unsettled.length - SHOWN;
    if (unsettled.length === 0) return null;
    return (
        <Alert component="h2" variant="danger" isInline isPlain title={_("What is locked cannot be built")}>
            <ul className="ee-quotes">
                {unsettled.slice(0, SHOWN).map((row, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: two build steps may read alike, and none moves
                    <li key={index}>
                        <Mono>{row.text}</Mono>: {row.note}
                    </li>
                ))}
            </ul>
            {more > 0 && format(ngettext("And $0 more, in the table.", "And $0 more, in the table.", more), more)}
        </Alert>
    );
}
