/** Waiting that can be given up. */
import { HostError } from "../host/host.ts";

/** Resolves after a time; rejects with a HostError, problem "cancelled", once `signal` aborts. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
        const abort = () => {
            clearTimeout(timer);
            reject(new HostError("cancelled", "nobody waits any more"));
        };
        if (signal.aborted) return reject(new HostError("cancelled", "nobody waits any more"));
        const timer = setTimeout(() => {
            signal.removeEventListener("abort", abort);
            resolve();
        }, milliseconds);
        signal.addEventListener("abort", abort, { once: true });
    });
}
