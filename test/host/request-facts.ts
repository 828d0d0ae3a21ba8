import type { Host, HttpRequest } from "../../src/host/host.ts";
import type { Fact, Places } from "./contract.ts";

const answering =
    (path: string, rest: Partial<HttpRequest> = {}) =>
    (host: Host, { answering: socket }: Places) =>
        host.request({ socket, method: "GET", path, ...rest });

export const requestFacts: readonly Fact[] = [
    {
        fact: "an answer comes with its status, whatever that is",
        does: answering("/missing"),
        expected: { status: 404, body: '{"errors":[{"id":"UnknownBlueprint"}]}' },
    },
    {
        fact: "a body is sent as JSON",
        does: answering("/echo?a=%20b", { method: "POST", body: { name: "ü" } }),
        expected: { status: 200, body: 'POST /echo?a=%20b application/json {"name":"ü"}' },
    },
    {
        fact: "a request without a body is sent too",
        does: answering("/echo", { method: "DELETE" }),
        expected: { status: 200, body: "DELETE /echo undefined " },
    },
    {
        fact: "a socket that is not there is not found",
        does: (host, { missing }) => host.request({ socket: missing, method: "GET", path: "/" }),
        expected: { problem: "not-found" },
    },
    {
        fact: "a socket where nobody listens refuses",
        does: (host, { refused }) => host.request({ socket: refused, method: "GET", path: "/" }),
        expected: { problem: "refused" },
    },
    {
        fact: "a server that does not answer in time is given up",
        does: answering("/slow", { timeout: 300 }),
        expected: { problem: "timeout" },
    },
    {
        fact: "a server that closes before it answers is garbled",
        does: answering("/reset"),
        expected: { problem: "garbled" },
    },
    {
        fact: "an answer that breaks off is never taken for a whole one",
        // The C bridge does not notice: there it is the deadline.
        does: async (host, places) => {
            const outcome = await answering("/broken", { timeout: 1000 })(host, places).catch(
                (error: { problem?: string }) => error.problem,
            );
            return outcome === "garbled" || outcome === "timeout" ? "refused" : outcome;
        },
        expected: "refused",
    },
    {
        fact: "an answer that is not text is garbled",
        does: answering("/binary"),
        expected: { problem: "garbled" },
    },
    {
        fact: "an answer of 5 MB comes whole",
        does: async (host, places) => (await answering("/large")(host, places)).body.length,
        expected: 5_000_000,
    },
    {
        fact: "an answer that is larger than allowed is given up",
        does: answering("/large", { maxBytes: 1_000_000 }),
        expected: { problem: "too-large" },
    },
    {
        fact: "an error that is larger than allowed is given up",
        does: answering("/large-error", { maxBytes: 1_000_000 }),
        expected: { problem: "too-large" },
    },
    {
        fact: "a request can be aborted",
        does: (host, places) => answering("/slow", { signal: AbortSignal.timeout(200) })(host, places),
        expected: { problem: "cancelled" },
    },
];
