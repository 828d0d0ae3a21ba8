/** Locking a definition: what its plan brings now becomes part of the texts under edit, and counts once it is saved. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { lockPlan } from "../../build/lock-plan.ts";
import type { Files } from "../../ee/files.ts";
import { _, format } from "../../language.ts";
import { listRefs } from "../../ostree/repo.ts";
import { proposedTop } from "../builds/build-form.ts";
import { useToast } from "../parts/toasts.tsx";
import { architectureQuestion } from "../queries/builds.ts";
import { useSession } from "../session.tsx";

/**
 * What it is built on is locked as the build dialog would propose it now.
 *
 * @param onLocked Given the text of the file; else it is said why there is none.
 */
export function useLockPlan(name: string, onLocked: (file: string) => void) {
    const { host, composer, state, user } = useSession();
    const queries = useQueryClient();
    const toast = useToast();
    const refused = (body: string) =>
        toast({ variant: "danger", title: format(_("$0 was not locked."), name), body, isKept: true });
    return useMutation({
        mutationFn: async ({ files, distro }: { files: Files; distro: string }) => {
            const [arch, refs] = await Promise.all([
                queries.fetchQuery(architectureQuestion({ host })),
                listRefs(host, `${state}/repo`),
            ]);
            const top = proposedTop({ name, distro, arch, refs: refs.map(({ ref }) => ref) });
            return lockPlan(host, composer, state, { name, files, distro }, { by: user, top });
        },
        onSuccess: ({ file, reason }) => (file === null ? refused(reason ?? "") : onLocked(file)),
        onError: ({ message }) => refused(message),
    });
}
