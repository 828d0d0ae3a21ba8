/** Deeds on definitions. */
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";

import { dropDraft } from "../../ee/drafts.ts";
import {
    cloneDefinition,
    createDefinition,
    deleteDefinition,
    renameDefinition,
    restoreDefinition,
} from "../../ee/store.ts";
import { HostError } from "../../host/host.ts";
import { _, format } from "../../language.ts";
import { dropDraft as forgetDraft, renameDraft } from "../definitions/draft-storage.ts";
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
                renameDraft(way.from, name, sessionStorage);
                await dropDraft(host, person, way.from).catch(() => undefined);
            }
        },
        onSettled: () => refreshDefinitions(queries),
    });
}

/** Delete a definition; resolves with what `useRestoreDefinition` needs to bring it back. */
export function useDeleteDefinition() {
    const { host, state, ...person } = useSession();
    const queries = useQueryClient();
    return useMutation({
        mutationFn: async (name: string) => {
            const id = await deleteDefinition(host, state, name);
            forgetDraft(name, sessionStorage);
            // An old one goes by itself.
            await dropDraft(host, person, name).catch(() => undefined);
            return { name, id };
        },
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
