/** Saving the draft, and what came of it. */
import { useCallback } from "react";

import { useSaveDefinition } from "../actions/definitions.ts";
import type { Draft } from "./use-draft.ts";

export function useSave(name: string, draft: Draft) {
    const { files, base, unsaved, settle } = draft;
    const { mutate, isPending, error } = useSaveDefinition(name);
    const saveOver = useCallback(
        (there: Draft["base"]) => mutate({ files, base: there }, { onSuccess: () => settle(files) }),
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
    };
}
