/** The texts under edit: what was saved, what has been typed since, and the way back and forth between. */
import { useCallback, useEffect, useMemo, useState } from "react";

import { draftOf, dropDraft, isMoot, keepDraft, type StoredDraft, withChanges } from "./draft-storage.ts";
import { addStep, changedFiles, type Files, followHost, redo, startHistory, undo } from "./history.ts";
import { type LeftDraft, useKeptDraft } from "./use-kept-draft.ts";

export type Draft = {
    /** The files as they stand in the page. */
    files: Files;
    /** The files as they were saved when editing began, or last. */
    base: Files;
    /** Names of the files that are not saved. */
    unsaved: string[];
    canUndo: boolean;
    canRedo: boolean;
    /** When the text was last changed that an earlier visit left behind; null when there was none. */
    restored: number | null;
    change: (files: Files, place: string) => void;
    undo: () => void;
    redo: () => void;
    /** These files are saved now. */
    settle: (files: Files) => void;
    /** Go on with these files over what the host has by now: one step, which can be undone. */
    rebase: (base: Files, files: Files) => void;
    /** Go back to what the host has: one step as well. */
    discard: () => void;
};

/**
 * `saved` is what the host has; as long as nothing is unsaved, the page follows it. `left` is what an earlier visit
 * left behind.
 */
export function useDraft(name: string, saved: Files, left: LeftDraft): Draft {
    const [start] = useState(() => startFrom(saved, left.draft));
    const [restored, setRestored] = useState(start.restored);
    const [base, setBase] = useState(start.base);
    const [history, setHistory] = useState(start.history);

    const files = history.present;
    const unsaved = useMemo(() => changedFiles(files, base), [files, base]);

    const reset = useCallback((other: Files) => {
        setBase(other);
        setHistory(startHistory(other));
        setRestored(null);
    }, []);

    const [lastSaved, setLastSaved] = useState(saved);
    if (saved !== lastSaved) {
        setLastSaved(saved);
        if (unsaved.length === 0 && changedFiles(saved, base).length > 0) reset(saved);
    }

    const draft = useMemo(() => {
        if (unsaved.length === 0) return null;
        // What was restored is as old as it was until it is touched.
        const time = files === start.history.present && start.restored !== null ? start.restored : Date.now();
        return draftOf(files, base, time);
    }, [start, files, base, unsaved]);
    useEffect(() => {
        if (draft) keepDraft(name, draft, sessionStorage);
        else dropDraft(name, sessionStorage);
    }, [name, draft]);
    useKeptDraft(name, draft, left.onHost);

    const rebase = useCallback(
        (over: Files, next: Files) => {
            setBase(over);
            setHistory(now => addStep(followHost(now, base, over), next, "", Date.now()));
            setRestored(null);
        },
        [base],
    );

    return {
        files,
        base,
        unsaved,
        canUndo: history.past.length > 0,
        canRedo: history.future.length > 0,
        restored: unsaved.length > 0 ? restored : null,
        change: useCallback((next, place) => setHistory(now => addStep(now, next, place, Date.now())), []),
        undo: useCallback(() => setHistory(undo), []),
        redo: useCallback(() => setHistory(redo), []),
        settle: useCallback(
            next => {
                setHistory(now => followHost(now, base, next));
                setBase(next);
            },
            [base],
        ),
        rebase,
        discard: () => rebase(saved, saved),
    };
}

/** A draft keeps the base it began with, so that what others saved meanwhile is noticed when it is saved. */
function startFrom(saved: Files, left: StoredDraft | null) {
    if (!left || isMoot(left, saved)) return { base: saved, history: startHistory(saved), restored: null };
    const base = withChanges(saved, left.base);
    const history = addStep(startHistory(base), withChanges(base, left.files), "", left.time);
    return { base, history, restored: left.time };
}
