/** The system service behind the composer's socket, asked of systemd. */
import { type Host, HostError } from "../host/host.ts";

const SOCKET_UNIT = "osbuild-composer.socket";

/** "absent": not installed, or a machine without systemd. */
export type ServiceState = "active" | "inactive" | "absent";

/** How the service stands. Throws HostError, but not for a machine that has no systemctl. */
export async function readServiceState(host: Host): Promise<ServiceState> {
    try {
        const argv = ["systemctl", "show", "--property=LoadState", "--property=ActiveState", SOCKET_UNIT];
        return parseServiceState(new TextDecoder().decode(await host.run(argv, { as: "self", timeout: 10_000 })));
    } catch (error) {
        if (error instanceof HostError && (error.problem === "not-found" || error.problem === "failed"))
            return "absent";
        throw error;
    }
}

/** `systemctl show` answers for units that do not exist too, with LoadState=not-found. */
export function parseServiceState(output: string): ServiceState {
    const lines = output.split("\n");
    if (!lines.includes("LoadState=loaded")) return "absent";
    return lines.includes("ActiveState=active") ? "active" : "inactive";
}

/** Start the service now and at every boot. */
export async function startService(host: Host): Promise<void> {
    await host.run(["systemctl", "enable", "--now", SOCKET_UNIT], { as: "root" });
}
