/** Deeds on definitions. */
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";

import {
    cloneDefinition,
    createDefinition,
    deleteDefinition,
    readDefinition,
    renameDefinition,
    restoreDefinition,
    saveDefinition,
} from "../../ee/store.ts";
import { HostError } from "../../host/host.ts";
import { _, format } from "../../language.ts";
import { changedFiles, type Files } from "../definitions/history.ts";
import { saverName } from "../definitions/words.ts";
import { useSession } from "../session.tsx";

const refresh = (queries: QueryClient) =>
    Promise.all(["definitions", "definition"].map(key => queries.invalidateQueries({ queryKey: [key] })));

const taken = (name: string) => new HostError("failed", format(_("There is a definition named $0 already."), name));

export type CreateWay =
    | { kind: "new"; files: ReadonlyMap<string, string | Uint8Array> }
    | { kind: "clone" | "rename"; from: string };

/** Make a definition of that name: from files, or by cloning or renaming another. */
export function useCreateDefinition() {
    const { host, state } = useSession();
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
        },
        onSettled: () => refresh(queries),
    });
}

/** Somebody else saved since `base` was read; nothing was overwritten. */
export class SavedMeanwhile extends Error {
    override name = "SavedMeanwhile";
    readonly by: string;
    readonly theirs: Files;

    constructor(by: string, theirs: Files) {
        super(format(_("$0 saved it meanwhile."), by));
        this.by = by;
        this.theirs = theirs;
    }
}

/** Write the changed files, unless those on the host are not `base` any more. */
export function useSaveDefinition(name: string) {
    const { host, state } = useSession();
    const queries = useQueryClient();
    return useMutation({
        mutationFn: async ({ files, base }: { files: Files; base: Files }) => {
            const there = await readDefinition(host, state, name);
            if (there && changedFiles(base, there.files).length > 0)
                throw new SavedMeanwhile(saverName(there.savedBy), there.files);
            const changed = changedFiles(files, base);
            await saveDefinition(host, state, name, new Map(changed.map(file => [file, files.get(file) ?? ""])));
        },
        onSuccess: () => refresh(queries),
    });
}

/** Delete a definition; resolves with what `useRestoreDefinition` needs to bring it back. */
export function useDeleteDefinition() {
    const { host, state } = useSession();
    const queries = useQueryClient();
    return useMutation({
        mutationFn: async (name: string) => ({ name, id: await deleteDefinition(host, state, name) }),
        onSettled: () => refresh(queries),
    });
}

export function useRestoreDefinition() {
    const { host, state } = useSession();
    const queries = useQueryClient();
    return useMutation({
        mutationFn: async ({ name, id }: { name: string; id: string }) => {
            if (!(await restoreDefinition(host, state, id, name))) throw taken(name);
        },
        onSettled: () => refresh(queries),
    });
}
