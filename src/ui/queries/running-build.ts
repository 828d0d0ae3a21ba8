/** Questions of the pages that start a build or carry it on; apart from those of the lists, which do without all that. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type BuildTop, readParent } from "../../build/parent.ts";
import { type BuildRecord, isOver } from "../../build/record.ts";
import { carryOn, readBuildLog } from "../../build/run.ts";
import { readSigningKey } from "../../content/signing-key.ts";
import { useSession } from "../session.tsx";

const LOG_MS = 3000;
const AGAIN_MS = 5000;

/** The log of a build as far as there is one; "" while there is none. */
export function useBuildLog(record: BuildRecord) {
    const { host, composer, state } = useSession();
    return useQuery({
        queryKey: ["builds", record.id, "log", record.state],
        queryFn: () => readBuildLog(host, composer, state, record),
        placeholderData: previous => previous,
        refetchInterval: isOver(record) ? false : LOG_MS,
    });
}

/**
 * Carry a build on from here while the page is open: its next step is this page's to do unless another page or
 * command holds it. Asked again, for whoever held it may have gone.
 */
export function useCarryOn(record: BuildRecord | null | undefined) {
    const { host, composer, state } = useSession();
    const queries = useQueryClient();
    const id = record?.id ?? "";
    return useQuery({
        queryKey: ["carry on", id],
        queryFn: async ({ signal }) => {
            const onChange = (changed: BuildRecord) => queries.setQueryData(["builds", id], changed);
            return carryOn(host, composer, state, id, { signal, onChange });
        },
        enabled: record != null && !isOver(record),
        refetchInterval: AGAIN_MS,
        refetchIntervalInBackground: true,
        gcTime: 0,
    });
}

/** The checksum of what a build would stand on, null for a new history; an error where there is none. */
export function useParent(top: BuildTop | null) {
    const { host, state } = useSession();
    return useQuery({
        queryKey: ["parent", top],
        queryFn: () => (top ? readParent(host, state, top) : null),
        enabled: top !== null,
    });
}

/** The key that signs content RPMs; null where the machine has none, an error where it has one that does not sign. Asked by who may build. */
export function useSigningKey(mayBuild: boolean) {
    const { host, state } = useSession();
    return useQuery({
        queryKey: ["signing key"],
        queryFn: ({ signal }) => readSigningKey(host, state, signal),
        enabled: mayBuild,
    });
}
