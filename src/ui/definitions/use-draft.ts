/** The texts under edit: what was saved, what has been typed since, and the way back and forth between. */
import { useCallback, useEffect, useMemo, useState } from "react";

import { dropDraft, keepDraft, loadDraft } from "./draft-storage.ts";
import { addStep, changedFiles, type Files, redo, startHistory, undo } from "./history.ts";

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
    /** Go back to other files as if nothing had been typed. */
    reset: (files: Files) => void;
    /** Go back to what the host has. */
    discard: () => void;
};

/** `saved` is what the host has; as long as nothing is unsaved, the page follows it. */
export function useDraft(name: string, saved: Files): Draft {
    const [left] = useState(() => loadDraft(name, sessionStorage));
    const [restored, setRestored] = useState(left?.time ?? null);
    // A draft keeps the base it began with, so that what others saved meanwhile is noticed when it is saved.
    const [base, setBase] = useState<Files>(() => (left ? new Map([...saved, ...left.base]) : saved));
    const [history, setHistory] = useState(() => {
        const start = startHistory(base);
        return left ? addStep(start, new Map([...base, ...left.files]), "", left.time) : start;
    });

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

    useEffect(() => {
        if (unsaved.length === 0) return dropDraft(name, sessionStorage);
        const only = (all: Files) => new Map([...all].filter(([file]) => unsaved.includes(file)));
        keepDraft(name, { time: Date.now(), files: only(files), base: only(base) }, sessionStorage);
    }, [name, files, base, unsaved]);

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
        settle: setBase,
        reset,
        discard: () => reset(saved),
    };
}
