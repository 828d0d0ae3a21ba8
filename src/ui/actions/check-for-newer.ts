/** Whether there is anything newer: servers are asked anew, and the plans of all definitions with them. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { forgetAnswers } from "../../content/forget.ts";
import { _ } from "../../language.ts";
import { useToast } from "../parts/toasts.tsx";
import { useSession } from "../session.tsx";

/** The plan that is looked at is made anew by itself then. */
export function useCheckForNewer() {
    const { host, state } = useSession();
    const queries = useQueryClient();
    const toast = useToast();
    const { mutate } = useMutation({
        mutationFn: () => forgetAnswers(host, `${state}/cache`),
        onSuccess: () =>
            Promise.all(
                ["plan", "newest plan", "rpms now"].map(async key => {
                    // One that is being made has read some of the old answers.
                    await queries.cancelQueries({ queryKey: [key] });
                    await queries.invalidateQueries({ queryKey: [key] });
                }),
            ),
        onError: ({ message }) => toast({ variant: "danger", title: _("Nobody was asked."), body: message }),
    });
    return () => mutate();
}
