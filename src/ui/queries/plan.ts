/** Questions about plans; apart from those of the list, which does without the planner. */
import { useQuery } from "@tanstack/react-query";

import { planDefinition } from "../../build/planning.ts";
import { useSession } from "../session.tsx";

/** What becomes of each requirement of these files. They are the key, so the answer holds until a file changes. */
export function usePlan(
    name: string,
    files: ReadonlyMap<string, string>,
    distro: string | null,
    /** Ask for it; else only what is known already is told. */
    isWanted = true,
) {
    const { host, composer, state } = useSession();
    return useQuery({
        queryKey: ["plan", name, distro, [...files]],
        queryFn: ({ signal }) =>
            planDefinition(host, composer, state, { name, files, distro: distro ?? "" }, { signal }),
        enabled: isWanted && distro !== null,
        staleTime: 5 * 60_000,
    });
}
