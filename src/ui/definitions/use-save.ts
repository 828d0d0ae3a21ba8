/** Saving the draft, and what came of it. */
import { useCallback } from "react";

import { checkDefinition } from "../../ee/check.ts";
import { useSaveDefinition } from "../actions/saving.ts";
import { countFindings } from "./count-findings.ts";
import type { Draft } from "./use-draft.ts";

export type Saving = ReturnType<typeof useSave>;

export function useSave(name: string, draft: Draft) {
    const { files, base, unsaved, settle } = draft;
    const { mutate, isPending, error, reset, submittedAt } = useSaveDefinition(name);
    const saveOver = useCallback(
        (there: Draft["base"]) =>
            mutate(
                { files, base: there, findings: countFindings(checkDefinition(files)) },
                { onSuccess: () => settle(files) },
            ),
        [mutate, files, settle],
    );
    return {
        save: useCallback(() => {
            if (unsaved.length > 0) saveOver(base);
        }, [saveOver, base, unsaved]),
        /** Save over what somebody else saved meanwhile. */
        keepMine: saveOver,
        isSaving: isPending,
        /** Why the last attempt did not succeed; null when it did, or there was none. */
        problem: unsaved.length > 0 ? error : null,
        /** Tells one attempt from the next. */
        attempt: submittedAt,
        /** Go on without having saved. */
        dismiss: reset,
    };
}
