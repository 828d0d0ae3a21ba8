/** What an administrator has said for the whole machine, where a definition says nothing else. */
import { readText } from "../host/files.ts";
import { type Host, HostError } from "../host/host.ts";

/** Null where there is none, and where the machine keeps it from who plans here, since it may hold passwords: it says nothing to him then. */
export const readMachineConfig = (host: Host, path: string): Promise<string | null> =>
    readText(host, path, { as: "self" }).catch((error: unknown) => {
        if (error instanceof HostError && error.detail.includes("Permission denied")) return null;
        throw error;
    });
