/** Deeds about the composer. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { startService } from "../../osbuild/service.ts";
import { useSession } from "../session.tsx";

/** Start the composer's service; everything that was asked of it is asked again. */
export function useStartComposer() {
    const { host } = useSession();
    const queries = useQueryClient();
    return useMutation({
        mutationFn: () => startService(host),
        onSettled: () => queries.invalidateQueries({ queryKey: ["composer"] }),
    });
}
