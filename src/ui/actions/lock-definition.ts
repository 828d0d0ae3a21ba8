/** Locking a definition: what its plan brings now becomes part of the texts under edit, and counts once it is saved. */
import {
    type MutationState,
    useIsMutating,
    useMutation,
    useMutationState,
    useQueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";

import { type Locking, lockPlan } from "../../build/lock-plan.ts";
import type { Files } from "../../ee/files.ts";
import { _, format } from "../../language.ts";
import { listRefs } from "../../ostree/repo.ts";
import { proposedTop } from "../builds/build-form.ts";
import { changedFiles } from "../definitions/history.ts";
import { parseRoute, pathTo } from "../location.ts";
import { useToast } from "../parts/toasts.tsx";
import { architectureQuestion } from "../queries/builds.ts";
import { useSession } from "../session.tsx";

type Asked = { files: Files; distro: string };

/**
 * What it is built on is locked as the build dialog would propose it now. Whoever leaves meanwhile is told when it is done,
 * and finds it when he comes back: until then it waits in this session.
 *
 * @param saved By now: a lock of other files is none of these.
 * @param onLocked Given the text of the file; else it is said why there is none.
 */
export function useLockPlan(name: string, saved: Files, onLocked: (file: string) => void) {
    const { host, composer, state, user, place, go } = useSession();
    const queries = useQueryClient();
    const toast = useToast();
    const mutationKey = ["lock", name];
    const refused = (body: string) =>
        toast({ variant: "danger", title: format(_("$0 was not locked."), name), body, isKept: true });
    const { mutate } = useMutation({
        mutationKey,
        gcTime: Number.POSITIVE_INFINITY,
        mutationFn: async ({ files, distro }: Asked) => {
            const [arch, refs] = await Promise.all([
                queries.fetchQuery(architectureQuestion({ host })),
                listRefs(host, `${state}/repo`),
            ]);
            const top = proposedTop({ name, distro, arch, refs: refs.map(({ ref }) => ref) });
            return lockPlan(host, composer, state, { name, files, distro }, { by: user, top });
        },
        onSuccess: ({ file, reason }) => {
            const route = parseRoute(place.get().path);
            if (file === null) refused(reason ?? "");
            else if (route.page !== "definition" || route.name !== name)
                toast({
                    ...{ variant: "info", title: format(_("$0 is locked once that is saved."), name), isKept: true },
                    deed: { title: _("Show"), onClick: () => go(pathTo.definition(name, "plan")) },
                });
        },
        onError: ({ message }) => refused(message),
    });
    const done = { mutationKey, exact: true, status: "success" } as const;
    // To hear of it: what is done is taken out of the cache itself, once.
    useMutationState({ filters: done, select: ({ mutationId }) => mutationId });
    useEffect(() => {
        const cache = queries.getMutationCache();
        for (const mutation of cache.findAll(done)) {
            cache.remove(mutation);
            const { data, variables } = mutation.state as MutationState<Locking, Error, Asked>;
            if (!data || data.file === null || !variables) continue;
            if (changedFiles(saved, variables.files).length === 0) onLocked(data.file);
            else refused(_("It was saved anew meanwhile. Lock again."));
        }
    });
    return { mutate, isPending: useIsMutating({ mutationKey, exact: true }) > 0 };
}
