/** What stands below the header when the text is not where it should be: not saved, or left over from an earlier visit. */
import { Alert, AlertActionLink } from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { PageSection } from "@patternfly/react-core/dist/esm/components/Page/index.js";

import { _, format } from "../../language.ts";
import { SavedMeanwhile } from "../actions/definitions.ts";
import { locale } from "../parts/locale.ts";
import { formatTime } from "../parts/time-text.ts";
import type { Files } from "./history.ts";
import type { Draft } from "./use-draft.ts";

type SaveProblemProps = {
    problem: Error | null;
    draft: Draft;
    onRetry: () => void;
    onKeepMine: (theirs: Files) => void;
};

export function SaveProblem({ problem, draft, onRetry, onKeepMine }: SaveProblemProps) {
    const notice =
        problem instanceof SavedMeanwhile ? (
            <Alert
                component="h2"
                isInline
                variant="warning"
                title={format(_("Not saved: $0 saved it meanwhile"), problem.by)}
                actionLinks={
                    <>
                        <AlertActionLink onClick={() => onKeepMine(problem.theirs)}>{_("Keep mine")}</AlertActionLink>
                        <AlertActionLink onClick={() => draft.reset(problem.theirs)}>
                            {_("Take theirs")}
                        </AlertActionLink>
                    </>
                }
            >
                {_("Nothing was overwritten. One of the two texts has to go.")}
            </Alert>
        ) : problem ? (
            <Alert
                component="h2"
                isInline
                variant="danger"
                title={format(_("Not saved: $0"), problem.message)}
                actionLinks={<AlertActionLink onClick={onRetry}>{_("Try again")}</AlertActionLink>}
            />
        ) : draft.restored !== null ? (
            <div className="ee-line ee-small" role="status">
                <span>{format(_("Draft of $0 restored"), formatTime(draft.restored, Date.now(), locale()))}</span>
                <Button variant="link" isInline onClick={draft.discard}>
                    {_("Discard")}
                </Button>
            </div>
        ) : null;
    if (!notice) return null;
    return (
        <PageSection hasBodyWrapper={false} isFilled={false} className="ee-notice">
            {notice}
        </PageSection>
    );
}
