import { useSyncExternalStore } from "react";

/** The width below which two panes do not stand beside each other; page.css has the same. */
const query = matchMedia("(max-width: 62rem)");

export const useIsNarrow = (): boolean =>
    useSyncExternalStore(
        changed => {
            query.addEventListener("change", changed);
            return () => query.removeEventListener("change", changed);
        },
        () => query.matches,
    );
