/** How the composer stands, told apart by what would help. */
import { HostError } from "../host/host.ts";
import type { ServiceState } from "../osbuild/service.ts";

export type ComposerState =
    | { kind: "ready"; backend: string }
    | { kind: "not-installed" }
    | { kind: "inactive" }
    | { kind: "no-permission" }
    /** It took the question, and then longer than we wait. */
    | { kind: "silent"; message: string }
    | { kind: "error"; message: string; detail: string };

/** What an error of the composer says about it; `service` is asked only when nothing answers at the socket. */
export async function composerStateOf(error: unknown, service: () => Promise<ServiceState>): Promise<ComposerState> {
    if (!(error instanceof HostError)) throw error;
    const { problem, message, detail } = error;
    if (problem === "access-denied") return { kind: "no-permission" };
    if (problem === "timeout") return { kind: "silent", message };
    if (problem === "refused") return { kind: "inactive" };
    if (problem === "not-found") return { kind: (await service()) === "absent" ? "not-installed" : "inactive" };
    return { kind: "error", message, detail };
}
