/** The texts under edit: what was saved, what has been typed since, and the way back and forth between. */
import { useCallback, useEffect, useMemo, useState } from "react";

import { draftOf, dropDraft, isMoot, keepDraft, type StoredDraft, withChanges } from "./draft-storage.ts";
import { addStep, changedFiles, type Files, goOver, redo, settle, startHistory, undo } from "./history.ts";
import { type LeftDraft, useKeptDraft } from "./use-kept-draft.ts";

export type Draft = {
    /** The files as they stand in the page. */
    files: Files;
    /** What the host had when they were made of that: when editing began, or last. */
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
    /** These files are saved now, over `base`. */
    settle: (base: Files, files: Files) => void;
    /** Go on with these files over what the host has by now: one step, which can be undone. */
    goOver: (base: Files, files: Files) => void;
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
    const [history, setHistory] = useState(start.history);

    const { files, base } = history.present;
    const unsaved = useMemo(() => changedFiles(files, base), [files, base]);

    const reset = useCallback((other: Files) => {
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
        const time = files === start.history.present.files && start.restored !== null ? start.restored : Date.now();
        return draftOf(files, base, time);
    }, [start, files, base, unsaved]);
    useEffect(() => {
        if (draft) keepDraft(name, draft, sessionStorage);
        else dropDraft(name, sessionStorage);
    }, [name, draft]);
    useKeptDraft(name, draft, left.onHost);

    const goOnOver = useCallback((over: Files, next: Files) => {
        setHistory(now => goOver(now, over, next, Date.now()));
        setRestored(null);
    }, []);

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
        settle: useCallback((over, next) => setHistory(now => settle(now, over, next)), []),
        goOver: goOnOver,
        discard: () => goOnOver(saved, saved),
    };
}

/** A draft keeps the base it began with, so that what others saved meanwhile is noticed when it is saved. */
function startFrom(saved: Files, left: StoredDraft | null) {
    if (!left || isMoot(left, saved)) return { history: startHistory(saved), restored: null };
    const base = withChanges(saved, left.base);
    const history = addStep(startHistory(base), withChanges(base, left.files), "", left.time);
    return { history, restored: left.time };
}
