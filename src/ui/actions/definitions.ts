/** Deeds on definitions. */
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";

import { dropDraft, renameDraft } from "../../ee/drafts.ts";
import {
    cloneDefinition,
    createDefinition,
    deleteDefinition,
    renameDefinition,
    restoreDefinition,
} from "../../ee/store.ts";
import { HostError } from "../../host/host.ts";
import { _, format } from "../../language.ts";
import { dropDraft as forgetDraft, renameDraft as moveDraft } from "../definitions/draft-storage.ts";
import { useSession } from "../session.tsx";

/** Ask again for all that is known of definitions. */
export const refreshDefinitions = (queries: QueryClient) =>
    Promise.all(["definitions", "definition", "versions"].map(key => queries.invalidateQueries({ queryKey: [key] })));

const taken = (name: string) => new HostError("failed", format(_("There is a definition named $0 already."), name));

export type CreateWay =
    | { kind: "new"; files: ReadonlyMap<string, string | Uint8Array> }
    | { kind: "clone" | "rename"; from: string };

/** Make a definition of that name: from files, or by cloning or renaming another. */
export function useCreateDefinition() {
    const { host, state, ...person } = useSession();
    const queries = useQueryClient();
    return useMutation({
        mutationFn: async ({ name, way }: { name: string; way: CreateWay }) => {
            const isMade =
                way.kind === "new"
                    ? await createDefinition(host, state, name, way.files)
                    : way.kind === "clone"
                      ? await cloneDefinition(host, state, way.from, name)
                      : await renameDefinition(host, state, way.from, name);
            if (!isMade) throw taken(name);
            if (way.kind === "rename") {
                moveDraft(way.from, name, sessionStorage);
                await renameDraft(host, person, way.from, name).catch(() => undefined);
            } else {
                // What was typed in a deleted one of that name is none of this one.
                forgetDraft(name, sessionStorage);
                await dropDraft(host, person, name).catch(() => undefined);
            }
        },
        onSettled: () => refreshDefinitions(queries),
    });
}

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
