/** Locking a definition: what its plan brings now becomes part of the texts under edit, and counts once it is saved. */
import { useMutation } from "@tanstack/react-query";

import { lockPlan } from "../../build/lock-plan.ts";
import type { Files } from "../../ee/files.ts";
import { _, format } from "../../language.ts";
import { useToast } from "../parts/toasts.tsx";
import { useSession } from "../session.tsx";

/** @param onLocked Given the text of the file; else it is said why there is none. */
export function useLockPlan(name: string, onLocked: (file: string) => void) {
    const { host, composer, state, user } = useSession();
    const toast = useToast();
    const refused = (body: string) =>
        toast({ variant: "danger", title: format(_("$0 was not locked."), name), body, isKept: true });
    return useMutation({
        mutationFn: ({ files, distro }: { files: Files; distro: string }) =>
            lockPlan(host, composer, state, { name, files, distro }, { by: user }),
        onSuccess: ({ file, reason }) => (file === null ? refused(reason ?? "") : onLocked(file)),
        onError: ({ message }) => refused(message),
    });
}
