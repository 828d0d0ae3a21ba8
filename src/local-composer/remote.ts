/** Where a commit builds on another: the options of POST /compose, checked and looked up at their server. */
import { get as getPlain } from "node:http";
import { get as getSecure } from "node:https";

import { Refusal } from "./answer.ts";

export type OSTreeOptions = { ref: string; parent: string; url: string };

const refPattern = /^(?:[a-zA-Z0-9_][-._a-zA-Z0-9]*\/)*[a-zA-Z0-9_][-._a-zA-Z0-9]*$/;

/**
 * The commit to build on, or null for a new history. With a URL and no parent it is the one that the ref itself has there:
 * asking for a URL with a ref that is new to it is an error, as on the real one.
 *
 * @param options Empty strings stand for what is not given.
 * @param ref The ref of the new commit: the one asked for, or the image type's own.
 */
export async function resolveParent({ ref: given, parent, url }: OSTreeOptions, ref: string) {
    if (given !== "" && !refPattern.test(given)) throw wrong(`Invalid ostree ref "${given}"`);
    if (parent !== "" && url === "") throw wrong("ostree parent ref specified, but no URL to retrieve it");
    if (parent !== "" && !refPattern.test(parent)) throw wrong(`Invalid ostree parent ref "${parent}"`);
    if (url === "") return null;
    const address = `${url.replace(/\/+$/, "")}/refs/heads/${parent || ref}`;
    const checksum = (await fetchText(address)).trim();
    if (!/^[0-9a-f]{64}$/.test(checksum)) throw wrong(`ostree repository "${address}" returned invalid reference`);
    return { checksum, url };
}

const wrong = (message: string) => new Refusal(400, "OSTreeOptionsError", message);

/** Seconds a server of commits may take to answer. */
const PATIENCE = 30;

function fetchText(address: string): Promise<string> {
    const unreachable = (reason: string) =>
        wrong(`error sending request to ostree repository "${address}": Get "${address}": ${reason}`);
    const [, scheme = ""] = /^([a-z][a-z0-9+.-]*):/i.exec(address) ?? [];
    if (!URL.canParse(address) || !/^https?$/i.test(scheme)) {
        return Promise.reject(unreachable(`unsupported protocol scheme "${scheme}"`));
    }
    const get = scheme.toLowerCase() === "https" ? getSecure : getPlain;
    return new Promise((resolve, reject) => {
        const request = get(address, { agent: false, signal: AbortSignal.timeout(PATIENCE * 1000) }, response => {
            const { statusCode = 0, statusMessage = "" } = response;
            if (statusCode !== 200) {
                response.resume();
                return reject(wrong(`ostree repository "${address}" returned status: ${statusCode} ${statusMessage}`));
            }
            let text = "";
            response.setEncoding("utf8");
            response.on("data", (chunk: string) => {
                text += chunk;
                // A ref is 64 digits; whatever is longer is none, and is not read to its end.
                if (text.length > 1024) {
                    response.destroy();
                    resolve("");
                }
            });
            response.on("end", () => resolve(text));
            response.on("error", error => reject(unreachable(error.message)));
        });
        request.on("error", error => reject(unreachable(tellNetworkError(error))));
    });
}

/** Network errors in Go's words, which clients of the real one know. */
function tellNetworkError(
    error: NodeJS.ErrnoException & { address?: string; port?: number; hostname?: string },
): string {
    if (error.name === "AbortError" || error.name === "TimeoutError") return "context deadline exceeded";
    if (error.code === "ECONNREFUSED") return `dial tcp ${error.address}:${error.port}: connect: connection refused`;
    if (error.code === "ENOTFOUND" || error.code === "EAI_AGAIN")
        return `dial tcp: lookup ${error.hostname}: no such host`;
    return error.message;
}
