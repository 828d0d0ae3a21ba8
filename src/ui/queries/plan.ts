/** Questions about plans; apart from those of the list, which does without the planner. */
import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";

import { readLastPlan } from "../../build/last-plan.ts";
import { type LockedRpm, rpmOf } from "../../build/lock.ts";
import type { Plan } from "../../build/plan.ts";
import { planLocked } from "../../build/plan-locked.ts";
import { measured, planDefinition } from "../../build/planning.ts";
import { readLock } from "../../build/read-lock.ts";
import { readRpmsNow } from "../../build/rpms-now.ts";
import { useSession } from "../session.tsx";

/** Of all plans of a definition for a distribution. */
export const planKey = (name: string, distro: string | null) => ["plan", name, distro];

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
        queryKey: [...planKey(name, distro), [...files]],
        queryFn: ({ signal }) =>
            planDefinition(host, composer, state, { name, files, distro: distro ?? "" }, { signal }),
        enabled: isWanted && distro !== null,
        staleTime: 5 * 60_000,
        // One that was stopped stays so until somebody asks.
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
    });
}

/** The plan of files in which nothing is locked, beside the plan of what is; under a name of its own, so that it is never taken for that. */
export function useNewestOf(name: string, files: ReadonlyMap<string, string>, distro: string) {
    const { host, composer, state } = useSession();
    return useQuery({
        queryKey: ["newest plan", name, distro, [...files]],
        queryFn: ({ signal }) => planDefinition(host, composer, state, { name, files, distro }, { signal }),
        staleTime: 5 * 60_000,
    });
}

/** The plan of what a commit was made of, to be made again exactly; null is not asked. */
export function useLockedPlan(
    name: string,
    files: ReadonlyMap<string, string>,
    distro: string | null,
    checksum: string | null,
) {
    const { host, composer, state } = useSession();
    return useQuery({
        queryKey: ["locked plan", name, distro, checksum, [...files]],
        queryFn: async ({ signal }) => {
            const lock = await readLock(host, `${state}/repo`, checksum ?? "", name);
            const authored = { name, files, distro: distro ?? "" };
            return measured(host, await planLocked(host, composer, state, authored, lock, { signal }), signal);
        },
        enabled: distro !== null && checksum !== null,
    });
}

/** What the sources have by now of the RPMs of a commit, for what would be built now; null is not asked. */
export function useRpmsNow(plan: Plan | null, then: readonly LockedRpm[] | null) {
    const { composer } = useSession();
    return useQuery({
        queryKey: ["rpms now", plan?.blueprint, then?.map(rpmOf)],
        queryFn: plan && then ? ({ signal }) => readRpmsNow(composer, plan, then, signal) : skipToken,
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
                .findAll({ queryKey: planKey(name, distro) })
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
