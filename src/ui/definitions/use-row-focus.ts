/** Where the focus goes when a line of a form's list was moved or removed: with the line, or to the one that follows. */
import { type RefObject, useEffect, useRef, useState } from "react";

/** `part` is which of the line's fields, counted from 0. */
type Aim = { index: number; part: number };

type RowFocus = {
    list: RefObject<HTMLUListElement | null>;
    /** The button that adds, which has the focus when no line is left. */
    add: RefObject<HTMLButtonElement | null>;
    /** Once the lines are drawn as they are then. */
    focusLater: (aim: Aim) => void;
    /** Which field of its line something is. */
    partOf: (element: EventTarget) => number;
};

const FIELDS = "input, textarea, select";

export function useRowFocus(): RowFocus {
    const list = useRef<HTMLUListElement>(null);
    const add = useRef<HTMLButtonElement>(null);
    const [aim, setAim] = useState<Aim | null>(null);

    useEffect(() => {
        if (!aim) return;
        const fields = list.current?.children[aim.index]?.querySelectorAll<HTMLElement>(FIELDS);
        (fields?.[aim.part] ?? fields?.[0] ?? add.current)?.focus();
    }, [aim]);

    return {
        list,
        add,
        focusLater: setAim,
        partOf: element => {
            const row = element instanceof Element ? element.closest("li") : null;
            const fields = row ? [...row.querySelectorAll(FIELDS)] : [];
            return Math.max(fields.indexOf(element as Element), 0);
        },
    };
}
