/**
 * One exchange over one channel of Cockpit's bridge: open, say everything, take everything until it closes.
 *
 * Channels are used as they are, since `cockpit.http` and `cockpit.spawn` on top of them collect what is not streamed,
 * such as the body of an error, in quadratic time and without a limit, and answer with things that are neither
 * promises nor errors.
 */
import cockpit, { type ChannelOptions, type CloseMessage, type ControlMessage } from "cockpit";

import { _, format } from "../language.ts";
import { HostError, type Problem } from "./host.ts";
import { join } from "./tar.ts";

const MEBIBYTE = 1024 * 1024;

/** Cockpit takes no larger frames. */
const FRAME = 64 * 1024;

export type Bounds = {
    /** Milliseconds. */
    timeout: number;
    maxBytes?: number | undefined;
    signal?: AbortSignal | undefined;
    onOutput?: ((chunk: Uint8Array) => void) | undefined;
};

export type Exchanged = {
    output: Uint8Array;
    /** The head of an HTTP answer. */
    response: ControlMessage | null;
    close: CloseMessage;
};

/** @param name For messages: the program or the socket. Throws "timeout", "cancelled" and "too-large" only. */
export function exchange(open: ChannelOptions, input: Uint8Array, name: string, bounds: Bounds): Promise<Exchanged> {
    const { timeout, maxBytes = 32 * MEBIBYTE, signal, onOutput } = bounds;
    return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(new HostError("cancelled", format(_("$0 was not asked"), name)));
        const channel = cockpit.channel({ ...open, binary: true });
        const chunks: Uint8Array[] = [];
        let response: ControlMessage | null = null;
        let length = 0;

        const settle = () => {
            clearTimeout(deadline);
            signal?.removeEventListener("abort", abort);
        };
        // A bridge that has gone answers nothing, not even to a close: so we do not wait for it.
        const giveUp = (problem: Problem, message: string) => {
            settle();
            reject(new HostError(problem, message));
            channel.close(problem);
        };
        const abort = () => giveUp("cancelled", format(_("$0 was stopped"), name));
        const late = () => giveUp("timeout", format(_("$0 took longer than $1 seconds"), name, timeout / 1000));
        const deadline = setTimeout(late, timeout);
        signal?.addEventListener("abort", abort);

        channel.addEventListener("control", (_event, message) => {
            if (message.command === "response") response = message;
        });
        channel.addEventListener("message", (_event, chunk) => {
            length += chunk.length;
            if (length > maxBytes) return giveUp("too-large", format(_("$0 sent more than $1 bytes"), name, maxBytes));
            chunks.push(chunk);
            onOutput?.(chunk);
        });
        channel.addEventListener("close", (_event, close) => {
            settle();
            resolve({ output: join(chunks), response, close });
        });

        for (let at = 0; at < input.length; at += FRAME) channel.send(input.subarray(at, at + FRAME));
        channel.control({ command: "done" });
    });
}
