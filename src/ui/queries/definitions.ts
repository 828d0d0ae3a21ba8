/** Questions about definitions. */
import { useQuery } from "@tanstack/react-query";

import { type ListedDefinition, listDefinitions } from "../../ee/listing.ts";
import { checkName } from "../../ee/name.ts";
import { readDefinition } from "../../ee/store.ts";
import { HostError } from "../../host/host.ts";
import { useAdministrator, useSession } from "../session.tsx";

/** Others edit here too: the list is asked for again while it is looked at. */
const LIST_MS = 15_000;
const LIST = ["definitions"];

export function useDefinitions() {
    const { host, state } = useSession();
    return useQuery({
        queryKey: LIST,
        // What did not change since is the same object, so whoever keeps what it says need not compare texts.
        queryFn: ({ client }) => listDefinitions(host, state, client.getQueryData<readonly ListedDefinition[]>(LIST)),
        structuralSharing: false,
        refetchInterval: LIST_MS,
    });
}

/** One definition with its files; null when there is none of that name, or can be none: addresses are typed, too. */
export function useDefinition(name: string) {
    const { host, state } = useSession();
    return useQuery({
        queryKey: ["definition", name],
        queryFn: () => (checkName(name, []) === null ? readDefinition(host, state, name) : null),
    });
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
