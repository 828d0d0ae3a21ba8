/** Saving the draft, and what came of it. */
import { useCallback } from "react";

import { checkDefinition } from "../../ee/check.ts";
import { useSaveDefinition } from "../actions/saving.ts";
import { countFindings } from "./count-findings.ts";
import type { Files } from "./history.ts";
import { keepMine } from "./keep-mine.ts";
import type { Draft } from "./use-draft.ts";

export type Saving = ReturnType<typeof useSave>;

export function useSave(name: string, draft: Draft) {
    const { files, base, unsaved, settle, change } = draft;
    const { mutate, isPending, error, reset, submittedAt } = useSaveDefinition(name);
    const saveOver = useCallback(
        (there: Files, next: Files, onSuccess: () => void) =>
            mutate({ files: next, base: there, findings: countFindings(checkDefinition(next)) }, { onSuccess }),
        [mutate],
    );
    return {
        save: useCallback(() => {
            if (unsaved.length > 0) saveOver(base, files, () => settle(base, files));
        }, [saveOver, base, files, unsaved, settle]),
        /** Save over what somebody else saved meanwhile; what only they added stays. */
        keepMine: (theirs: Files) => {
            const kept = keepMine(base, files, theirs);
            saveOver(theirs, kept, () => {
                settle(base, kept);
                change(kept, "");
            });
        },
        isSaving: isPending,
        /** Why the last attempt did not succeed; null when it did, or there was none. */
        problem: unsaved.length > 0 ? error : null,
        /** Tells one attempt from the next. */
        attempt: submittedAt,
        /** Go on without having saved. */
        dismiss: reset,
    };
}
