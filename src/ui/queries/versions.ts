/** Questions about what was saved before. */
import { useQuery } from "@tanstack/react-query";

import { listVersions, readVersion, type Version } from "../../ee/versions.ts";
import { useSession } from "../session.tsx";

/** All versions of a definition, newest first; the first is what is on the machine. */
export function useVersions(name: string) {
    const { host, state } = useSession();
    return useQuery({ queryKey: ["versions", name], queryFn: () => listVersions(host, state, name) });
}

/** The files of one version; a version never changes. */
export function useVersion(name: string, { id, files }: Version) {
    const { host, state } = useSession();
    return useQuery({
        queryKey: ["version", name, id, files],
        queryFn: () => readVersion(host, state, name, files),
        staleTime: Number.POSITIVE_INFINITY,
    });
}
