/** Where the focus goes when a row of the list is gone: to the link of the row after it, or before it at the end. */
import { useEffect, useState } from "react";

import { hrefTo, pathTo } from "../location.ts";

/** Answers what to call when a definition was deleted; the focus moves once its row is gone. */
export function useFocusAfter(shown: readonly string[]): (deleted: string) => void {
    const [leaving, setLeaving] = useState<{ name: string; next: string | undefined } | null>(null);

    useEffect(() => {
        if (!leaving || shown.includes(leaving.name)) return;
        setLeaving(null);
        if (leaving.next === undefined) return;
        const href = hrefTo(pathTo.definition(leaving.next));
        document.querySelector<HTMLElement>(`a[href="${CSS.escape(href)}"]`)?.focus();
    }, [leaving, shown]);

    return name => {
        const index = shown.indexOf(name);
        setLeaving({ name, next: shown[index + 1] ?? shown[index - 1] });
    };
}
