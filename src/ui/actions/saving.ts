/** Saving a definition. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { commitDefinition } from "../../ee/commit.ts";
import type { WorkTree } from "../../ee/git.ts";
import { readPast, type Source } from "../../ee/past.ts";
import { saveDefinition } from "../../ee/save.ts";
import type { FindingCounts } from "../../ee/versions.ts";
import { _, format } from "../../language.ts";
import type { Files } from "../definitions/history.ts";
import { saverName } from "../definitions/words.ts";
import { useSession } from "../session.tsx";
import { refreshDefinitions } from "./definitions.ts";

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

/** Write the changed files, unless those on the host are not `base` any more. Throws SavedMeanwhile. */
export function useSaveDefinition(name: string) {
    const { host, state, user } = useSession();
    const queries = useQueryClient();
    return useMutation({
        mutationFn: async (what: { files: Files; base: Files; findings: FindingCounts | null }) => {
            const conflict = await saveDefinition(host, state, name, { ...what, by: user });
            if (conflict) throw new SavedMeanwhile(saverName(conflict.by) ?? _("somebody else"), conflict.theirs);
        },
        // What somebody else saved is what there is now.
        onSettled: () => refreshDefinitions(queries),
    });
}

/** Get the files of an earlier state, to put them into the page. */
export function useReadPast(name: string) {
    const { host, state } = useSession();
    return useMutation({ mutationFn: (source: Source) => readPast(host, state, name, source) });
}

/** Commit what is saved; nothing happens when it is what was committed last. */
export function useCommitDefinition(name: string, workTree: WorkTree) {
    const { host, state, user } = useSession();
    const queries = useQueryClient();
    return useMutation({
        mutationFn: (message: string) => commitDefinition(host, state, name, workTree, { message, by: user }),
        onSuccess: () => refreshDefinitions(queries),
    });
}
