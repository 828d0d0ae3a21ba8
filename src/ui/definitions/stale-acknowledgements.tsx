/** What is acknowledged beside a definition, and stands in the way of nothing any more. */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";

import type { Plan } from "../../build/plan.ts";
import { type Acknowledgement, type Choices, isAbout } from "../../ee/choices.ts";
import { _, format, ngettext } from "../../language.ts";
import { Mono } from "../parts/mono.tsx";

type StaleAcknowledgementsProps = {
    plan: Plan;
    /** As they stand in the page: what is taken back already is not told any more. */
    choices: Choices;
    onWithdraw: ((acknowledgement: Acknowledgement) => void) | null;
};

export function StaleAcknowledgements({ plan, choices, onWithdraw }: StaleAcknowledgementsProps) {
    const stale = choices.acknowledged.filter(
        each =>
            plan.stale.some(other => JSON.stringify(other) === JSON.stringify(each)) &&
            !plan.requirements.some(row => row.fidelity === "acknowledged" && isAbout(each, row)),
    );
    const [first] = stale;
    if (!first) return null;
    return (
        <Alert
            component="h2"
            variant="info"
            isInline
            isPlain
            title={format(
                ngettext(
                    "$0 acknowledgement is not needed any more",
                    "$0 acknowledgements are not needed any more",
                    stale.length,
                ),
                stale.length,
            )}
            actionLinks={
                onWithdraw && (
                    <Button variant="link" isInline onClick={() => onWithdraw(first)}>
                        {_("Withdraw")}
                    </Button>
                )
            }
        >
            <Mono>{first.text}</Mono> {_("is not asked for here, or not left over.")}
        </Alert>
    );
}
