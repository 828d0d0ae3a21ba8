/** Making a definition; the list does without until its dialog is open. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { checkDefinition } from "../../ee/check.ts";
import { dropDraft, renameDraft } from "../../ee/drafts.ts";
import { saveDefinition } from "../../ee/save.ts";
import { cloneDefinition, createDefinition, readDefinition, renameDefinition } from "../../ee/store.ts";
import type { Host } from "../../host/host.ts";
import { countFindings } from "../definitions/count-findings.ts";
import { dropDraft as forgetDraft, renameDraft as moveDraft } from "../definitions/draft-storage.ts";
import { useSession } from "../session.tsx";
import { refreshDefinitions, taken } from "./definitions.ts";

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
            // The owner of its files is an account that many share. Without that note it is as good.
            if (way.kind !== "rename") await noteAuthor(host, state, name, person.user).catch(() => undefined);
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

/** Keep what is there now as the first version, so that it is known whose it is. */
async function noteAuthor(host: Host, state: string, name: string, by: string): Promise<void> {
    const made = await readDefinition(host, state, name);
    if (!made) return;
    const { files } = made;
    await saveDefinition(host, state, name, {
        files,
        base: files,
        by,
        findings: countFindings(checkDefinition(files)),
    });
}
