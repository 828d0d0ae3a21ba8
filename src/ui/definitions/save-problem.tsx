/** What is shown when the text is not where it should be: not saved, or left over from an earlier visit. */
import { Alert, AlertActionLink } from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { PageSection } from "@patternfly/react-core/dist/esm/components/Page/index.js";

import { _, format } from "../../language.ts";
import { SavedMeanwhile } from "../actions/saving.ts";
import { late } from "../late.tsx";
import { focusHeading } from "../parts/head.tsx";
import { locale } from "../parts/locale.ts";
import { formatTime } from "../parts/time-text.ts";
import type { Draft } from "./use-draft.ts";
import type { Saving } from "./use-save.ts";

const ConflictDialog = late(async () => (await import("./conflict-dialog.tsx")).ConflictDialog);

type SaveProblemProps = { name: string; saving: Saving; draft: Draft };

export function SaveProblem({ name, saving, draft }: SaveProblemProps) {
    const { problem, save } = saving;
    if (problem instanceof SavedMeanwhile)
        return <ConflictDialog key={saving.attempt} name={name} problem={problem} draft={draft} saving={saving} />;
    const notice = problem ? (
        <Alert
            component="h2"
            isInline
            variant="danger"
            title={format(_("Not saved: $0"), problem.message)}
            actionLinks={<AlertActionLink onClick={save}>{_("Try again")}</AlertActionLink>}
        />
    ) : draft.restored !== null ? (
        <div className="ee-line ee-small" role="status">
            <span>{format(_("Draft of $0 restored"), formatTime(draft.restored, Date.now(), locale()))}</span>
            <Button
                variant="link"
                isInline
                onClick={() => {
                    focusHeading();
                    draft.discard();
                }}
            >
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
