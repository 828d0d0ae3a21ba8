/** Questions about the composer. */
import { useQuery } from "@tanstack/react-query";

import { readServiceState } from "../../osbuild/service.ts";
import { type ComposerState, composerStateOf } from "../composer-state.ts";
import { useSession } from "../session.tsx";

const READY_MS = 30_000;
const TROUBLE_MS = 5000;

/** How the composer stands; asked again by itself, sooner while something is wrong. */
export function useComposerState() {
    const { composer, host } = useSession();
    return useQuery({
        queryKey: ["composer", "state"],
        queryFn: async ({ signal }): Promise<ComposerState> => {
            try {
                const { backend } = await composer.status(signal);
                return { kind: "ready", backend };
            } catch (error) {
                return composerStateOf(error, () => readServiceState(host));
            }
        },
        refetchInterval: ({ state }) => (state.data?.kind === "ready" ? READY_MS : TROUBLE_MS),
    });
}

/** The distributions the composer can build for, once it is ready. */
export function useDistros() {
    const { composer } = useSession();
    const { data: state } = useComposerState();
    return useQuery({
        queryKey: ["composer", "distros"],
        queryFn: () => composer.listDistros(),
        enabled: state?.kind === "ready",
        staleTime: Number.POSITIVE_INFINITY,
    });
}
