/** Questions about plans; apart from those of the list, which does without the planner. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";

import { readLastPlan } from "../../build/last-plan.ts";
import type { Plan } from "../../build/plan.ts";
import { planDefinition } from "../../build/planning.ts";
import { useSession } from "../session.tsx";

/** What becomes of each requirement of these files. They are the key, so the answer holds until a file changes. */
export function usePlan(
    name: string,
    files: ReadonlyMap<string, string>,
    distro: string | null,
    /** Ask for it; else only what is known already is told. */
    isWanted = true,
) {
    const { host, composer, state } = useSession();
    return useQuery({
        queryKey: ["plan", name, distro, [...files]],
        queryFn: ({ signal }) =>
            planDefinition(host, composer, state, { name, files, distro: distro ?? "" }, { signal }),
        enabled: isWanted && distro !== null,
        staleTime: 5 * 60_000,
    });
}

/** The newest plan of a definition, of whatever text that was; null before the first one. */
export function useNewestPlan(name: string, distro: string | null): Plan | null {
    const cache = useQueryClient().getQueryCache();
    return useSyncExternalStore(
        useCallback(told => cache.subscribe(told), [cache]),
        () => {
            const [newest] = cache
                .findAll({ queryKey: ["plan", name, distro] })
                .filter(({ state }) => state.data !== undefined)
                .sort((one, other) => other.state.dataUpdatedAt - one.state.dataUpdatedAt);
            return (newest?.state.data as Plan | undefined) ?? null;
        },
    );
}

/** The plan that a commit of a definition was built by; null is not asked. */
export function useLastPlan(definition: string, checksum: string | null) {
    const { host, state } = useSession();
    return useQuery({
        queryKey: ["commits", checksum, "plan", definition],
        queryFn: () => readLastPlan(host, `${state}/repo`, checksum ?? "", definition),
        enabled: checksum !== null,
        staleTime: Number.POSITIVE_INFINITY,
    });
}
