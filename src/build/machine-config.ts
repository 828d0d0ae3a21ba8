/** What an administrator has said for the whole machine, where a definition says nothing else. */
import { readText } from "../host/files.ts";
import { type Host, HostError } from "../host/host.ts";

export type MachineConfig = {
    /** Null where there is none, or none that may be read. */
    text: string | null;
    /** Whether the machine keeps it from who plans here, since it may hold passwords: it says nothing to him then. */
    isClosed: boolean;
};

export const readMachineConfig = (host: Host, path: string): Promise<MachineConfig> =>
    readText(host, path, { as: "self" }).then(
        text => ({ text, isClosed: false }),
        (error: unknown) => {
            if (error instanceof HostError && error.detail.includes("Permission denied"))
                return { text: null, isClosed: true };
            throw error;
        },
    );
