/** Where the focus goes when what had it is gone from the list: to the link of the row that is nearest to it in meaning. */
import { useEffect, useState } from "react";

import { hrefTo, pathTo } from "../location.ts";
import { focusHeading, isAdrift } from "../parts/head.tsx";
import type { Deed } from "./definition-deeds.tsx";

/** Once `gone` is out of the list, to the link of `next`. */
type Aim = { gone: string | null; next: string | undefined };

/**
 * Answers what to call after a deed: a deleted definition leaves the focus to the row after it, or before it at the
 * end; a renamed and a restored one take it along. A clone leaves it where it was.
 */
export function useFocusAfter(shown: readonly string[]): (deed: Deed, to: string | null) => void {
    const [aim, setAim] = useState<Aim | null>(null);

    useEffect(() => {
        if (!aim || (aim.gone !== null && shown.includes(aim.gone))) return;
        if (aim.next !== undefined && !shown.includes(aim.next)) return;
        setAim(null);
        if (!isAdrift()) return;
        if (aim.next === undefined) return focusHeading();
        const href = hrefTo(pathTo.definition(aim.next));
        document.querySelector<HTMLElement>(`a[href="${CSS.escape(href)}"]`)?.focus();
    }, [aim, shown]);

    return ({ kind, name }, to) => {
        const index = shown.indexOf(name);
        if (kind === "delete") setAim({ gone: name, next: shown[index + 1] ?? shown[index - 1] });
        else if (kind === "rename") setAim({ gone: name, next: to ?? undefined });
        else if (kind === "restore") setAim({ gone: null, next: name });
    };
}
