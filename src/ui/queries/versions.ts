/** Questions about what was saved before. */
import { useQuery } from "@tanstack/react-query";

import { listPast, readPast, type Source } from "../../ee/past.ts";
import { listVersions } from "../../ee/versions.ts";
import { useSession } from "../session.tsx";

/** When a definition was saved, and by whom; undefined until it is known. */
export function useLastSave(name: string) {
    const { host, state } = useSession();
    return useQuery({ queryKey: ["versions", name], queryFn: () => listVersions(host, state, name) });
}

/** The earlier states of a definition. */
export function usePast(name: string) {
    const { host, state } = useSession();
    return useQuery({ queryKey: ["versions", name, "past"], queryFn: () => listPast(host, state, name) });
}

/** The files of one earlier state, which never change. */
export function usePastFiles(name: string, source: Source) {
    const { host, state } = useSession();
    return useQuery({
        queryKey: ["past", name, source],
        queryFn: () => readPast(host, state, name, source),
        staleTime: Number.POSITIVE_INFINITY,
    });
}
