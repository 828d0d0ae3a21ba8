/** Questions about definitions. */
import { useQuery } from "@tanstack/react-query";

import { listDefinitions, readDefinition } from "../../ee/store.ts";
import { HostError } from "../../host/host.ts";
import { useAdministrator, useSession } from "../session.tsx";

/** Others edit here too: the list is asked for again while it is looked at. */
const LIST_MS = 15_000;

export function useDefinitions() {
    const { host, state } = useSession();
    return useQuery({
        queryKey: ["definitions"],
        queryFn: () => listDefinitions(host, state),
        refetchInterval: LIST_MS,
    });
}

/** One definition with its files; null when there is none of that name. */
export function useDefinition(name: string) {
    const { host, state } = useSession();
    return useQuery({ queryKey: ["definition", name], queryFn: () => readDefinition(host, state, name) });
}

/** Whether this person may change definitions; null while that is not known, when nothing is shown as denied. */
export function useMayChange() {
    const { host, state } = useSession();
    const administrator = useAdministrator();
    const { data } = useQuery({
        queryKey: ["rights", administrator],
        queryFn: async () => {
            if (administrator) return true;
            try {
                await host.run(["test", "-w", state], { as: "self" });
                return true;
            } catch (error) {
                if (error instanceof HostError && error.problem === "failed") return false;
                throw error;
            }
        },
        enabled: administrator !== null,
    });
    return data ?? null;
}
