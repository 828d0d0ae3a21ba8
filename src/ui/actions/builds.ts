/** Deeds about builds, and what each makes stale. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { cancelBuild, deleteBuild } from "../../build/run.ts";
import { type BuildRequest, startBuild } from "../../build/start.ts";
import { useSession } from "../session.tsx";

/** Write the record of a new build; its page does the rest. */
export function useStartBuild() {
    const { host, state, user } = useSession();
    const queries = useQueryClient();
    return useMutation({
        mutationFn: (request: Omit<BuildRequest, "startedBy">) =>
            startBuild(host, state, { ...request, startedBy: user }),
        onSuccess: record => queries.setQueryData(["builds", record.id], record),
        onSettled: () => queries.invalidateQueries({ queryKey: ["builds"] }),
    });
}

export function useCancelBuild(id: string) {
    const { host, composer, state } = useSession();
    const queries = useQueryClient();
    return useMutation({
        mutationFn: () => cancelBuild(host, composer, state, id),
        onSettled: () => queries.invalidateQueries({ queryKey: ["builds"] }),
    });
}

/** Delete builds that are over, one after the other; what had gone before one failed stays gone. */
export function useDeleteBuilds() {
    const { host, composer, state } = useSession();
    const queries = useQueryClient();
    return useMutation({
        mutationFn: async (ids: readonly string[]) => {
            for (const id of ids) await deleteBuild(host, composer, state, id);
        },
        onSettled: () => queries.invalidateQueries({ queryKey: ["builds"] }),
    });
}
