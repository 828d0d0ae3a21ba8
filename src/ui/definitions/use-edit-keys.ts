/** Save, undo and redo by keys, from the form as well as from the text: both edit the same thing. */
import { useEffect, useRef } from "react";

type EditKeys = { save: () => void; undo: () => void; redo: () => void };

export function useEditKeys(keys: EditKeys, isActive: boolean): void {
    const latest = useRef(keys);
    useEffect(() => {
        latest.current = keys;
    });

    useEffect(() => {
        if (!isActive) return;
        const onKey = (event: KeyboardEvent) => {
            const deed = deedOf(event);
            // A dialog's fields have their own undo.
            if (!deed || document.querySelector("[role=dialog]")) return;
            event.preventDefault();
            latest.current[deed]();
        };
        document.addEventListener("keydown", onKey);
        return () => document.removeEventListener("keydown", onKey);
    }, [isActive]);
}

function deedOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): keyof EditKeys | null {
    if (!(ctrlKey || metaKey) || altKey) return null;
    switch (key.toLowerCase()) {
        case "s":
            return shiftKey ? null : "save";
        case "z":
            return shiftKey ? "redo" : "undo";
        case "y":
            return shiftKey ? null : "redo";
        default:
            return null;
    }
}
