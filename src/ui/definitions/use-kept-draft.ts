/** The drafts that the host keeps for a person, so that they outlive browser and session. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";

import { dropDraft, dropOldDrafts, keepDraft, readDraft } from "../../ee/drafts.ts";
import { useSession } from "../session.tsx";
import { DraftKeeper } from "./draft-keeper.ts";
import { latestDraft, loadDraft, parseDraft, type StoredDraft, writeDraft } from "./draft-storage.ts";

/** What was left of an earlier visit, and the text of it that the host has. */
export type LeftDraft = { draft: StoredDraft | null; onHost: string | null };

/** What was left here or in another browser: undefined until that is known. */
export function useLeftDraft(name: string): LeftDraft | undefined {
    const { host, user, home } = useSession();
    const { data } = useQuery({
        queryKey: ["draft", name],
        // Without the host's copy the browser's has to do.
        queryFn: () => readDraft(host, { user, home }, name).catch(() => null),
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 0,
    });
    const [here] = useState(() => loadDraft(name, sessionStorage));
    return useMemo(
        () => (data === undefined ? undefined : { draft: latestDraft(here, parseDraft(data)), onHost: data }),
        [data, here],
    );
}

/** Keeps `draft` on the host as it changes, and drops it there when it is null. `onHost` is what it has. */
export function useKeptDraft(name: string, draft: StoredDraft | null, onHost: string | null): void {
    const { host, user, home } = useSession();
    const [keeper] = useState(() => {
        const person = { user, home };
        let isFirst = true;
        const keep = async (text: string) => {
            await keepDraft(host, person, name, text);
            if (isFirst) await dropOldDrafts(host, person);
            isFirst = false;
        };
        return new DraftKeeper({ keep, drop: () => dropDraft(host, person, name) }, onHost);
    });
    useEffect(() => keeper.set(draft && writeDraft(draft)), [keeper, draft]);
    // Whoever leaves the page in the middle of a word finds it again.
    useEffect(() => () => void keeper.flush(), [keeper]);
}
