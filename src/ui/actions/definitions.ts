/** Deeds on definitions. */
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";

import { deleteDefinition, restoreDefinition } from "../../ee/store.ts";
import { HostError } from "../../host/host.ts";
import { _, format } from "../../language.ts";
import { useSession } from "../session.tsx";

/** Ask again for all that is known of definitions. */
export const refreshDefinitions = (queries: QueryClient) =>
    Promise.all(["definitions", "definition", "versions"].map(key => queries.invalidateQueries({ queryKey: [key] })));

export const taken = (name: string) =>
    new HostError("failed", format(_("There is a definition named $0 already."), name));

/**
 * Delete a definition; resolves with what `useRestoreDefinition` needs to bring it back. Its draft stays, to be there
 * again with it; an old one goes by itself.
 */
export function useDeleteDefinition() {
    const { host, state } = useSession();
    const queries = useQueryClient();
    return useMutation({
        mutationFn: async (name: string) => ({ name, id: await deleteDefinition(host, state, name) }),
        onSettled: () => refreshDefinitions(queries),
    });
}

export function useRestoreDefinition() {
    const { host, state } = useSession();
    const queries = useQueryClient();
    return useMutation({
        mutationFn: async ({ name, id }: { name: string; id: string }) => {
            if (!(await restoreDefinition(host, state, id, name))) throw taken(name);
        },
        onSettled: () => refreshDefinitions(queries),
    });
}
