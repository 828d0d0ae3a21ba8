/** Questions about builds. What runs is asked for again and again while the page is seen; what ended is not. */
import { useQuery } from "@tanstack/react-query";

import { isOver } from "../../build/record.ts";
import { listBuilds, readBuild } from "../../build/store.ts";
import { type Session, useSession } from "../session.tsx";

/** Of one build that is looked at, and of all while one runs: what programs read them with is work for the machine. */
const ONE_MS = 2000;
const RUNNING_MS = 5000;
const QUIET_MS = 20_000;

/** All builds, newest first. */
export function useBuilds() {
    const { host, state } = useSession();
    return useQuery({
        queryKey: ["builds"],
        queryFn: () => listBuilds(host, state),
        refetchInterval: ({ state: { data } }) => (data?.every(isOver) ? QUIET_MS : RUNNING_MS),
    });
}

/** One build; null when there is no record of it. */
export function useBuild(id: string) {
    const { host, state } = useSession();
    return useQuery({
        queryKey: ["builds", id],
        queryFn: () => readBuild(host, state, id),
        refetchInterval: ({ state: { data } }) => (data && !isOver(data) ? ONE_MS : false),
    });
}

/** What the composer knows of all composes, ours and others'. It reads every job file for it, so it is asked rarely. */
export function useComposes() {
    const { composer } = useSession();
    return useQuery({
        queryKey: ["composer", "composes"],
        queryFn: () => composer.listComposes(),
        refetchInterval: QUIET_MS,
    });
}

/** The log of a compose that somebody else started; null while there is none. */
export function useComposeLog(id: string) {
    const { composer } = useSession();
    return useQuery({ queryKey: ["composer", "log", id], queryFn: () => composer.readLog(id) });
}

/** The image types of a distribution as the server names them; none is asked for while it is "". */
export function useImageTypes(distro: string) {
    const { composer } = useSession();
    return useQuery({
        queryKey: ["composer", "types", distro],
        queryFn: () => composer.listImageTypes(distro),
        enabled: distro !== "",
        staleTime: Number.POSITIVE_INFINITY,
    });
}

/** The machine's architecture as RPM names it: what the composer builds for. */
export const useArchitecture = () => useQuery(architectureQuestion(useSession()));

export const architectureQuestion = ({ host }: Pick<Session, "host">) => ({
    queryKey: ["architecture"],
    queryFn: async () => new TextDecoder().decode(await host.run(["rpm", "--eval", "%{_arch}"], { as: "self" })).trim(),
    staleTime: Number.POSITIVE_INFINITY,
});
