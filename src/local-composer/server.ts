/** HTTP on the socket: one request to one route, whatever the client does. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

import { type Answer, Refusal, refusalAnswer } from "./answer.ts";
import type { Parts } from "./parts.ts";
import { decodePath, findRoute, type Route } from "./router.ts";
import { blueprintRoutes } from "./routes/blueprints.ts";
import { composeRoutes } from "./routes/composes.ts";
import { projectRoutes } from "./routes/projects.ts";
import { sourceRoutes } from "./routes/sources.ts";
import { status, statusRoutes } from "./routes/status.ts";

const routes: readonly Route[] = [
    ...statusRoutes,
    ...blueprintRoutes,
    ...projectRoutes,
    ...sourceRoutes,
    ...composeRoutes,
];

/** Bytes of the largest body that is taken. */
const MAX_BODY = 64 * 1024 * 1024;

/** A server that is not listening yet. */
export function createComposerServer(parts: Parts): Server {
    const server = createServer(
        { headersTimeout: 5_000, requestTimeout: 120_000, maxHeaderSize: 1024 * 1024 },
        (request, response) => {
            handle(request, response, parts).catch((error: unknown) => {
                // The client went away, or the answer broke off: it has nothing to hear any more.
                if (!response.writableEnded && !response.destroyed) console.error(error);
                response.destroy();
            });
        },
    );
    server.on("clientError", (_, socket) => socket.destroy());
    return server;
}

async function handle(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
    const answer = await answerRequest(request, parts).catch((error: unknown) => {
        if (error instanceof Refusal) return refusalAnswer(error);
        if (request.destroyed && !request.complete) throw error;
        console.error(error);
        return refusalAnswer(
            new Refusal(500, "InternalServerError", error instanceof Error ? error.message : String(error)),
        );
    });
    if ("allow" in answer) {
        response.writeHead(405, { Allow: answer.allow, "Content-Type": JSON_TYPE }).end();
    } else if ("file" in answer) {
        await sendFile(response, answer.file, answer.name);
    } else {
        const text = "text" in answer ? answer.text : JSON.stringify(answer.body);
        // What is left of a body that was too large is not read: the connection cannot be used again.
        if (!request.complete) response.setHeader("Connection", "close");
        response
            .writeHead(answer.status, { "Content-Type": JSON_TYPE, "Content-Length": Buffer.byteLength(text) })
            .end(text);
    }
}

const JSON_TYPE = "application/json; charset=utf-8";

async function answerRequest(request: IncomingMessage, parts: Parts): Promise<Answer | { allow: string }> {
    const [path = "", query = ""] = splitOnce(request.url ?? "", "?");
    const body = await readBody(request);
    if (path === "/api/status" && request.method === "GET") return status;
    const found = findRoute(routes, request.method ?? "", decodePath(path));
    if ("allow" in found) return found;
    const { route, version, argument } = found;
    const contentType = request.headers["content-type"] ?? null;
    return route.answer({ version, argument, query: new URLSearchParams(query), contentType, body }, parts);
}

const splitOnce = (text: string, separator: string) => {
    const at = text.indexOf(separator);
    return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
};

async function readBody(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > MAX_BODY) throw new Refusal(413, "HTTPError", "Request Entity Too Large");
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString("utf8");
}

async function sendFile(response: ServerResponse, file: string, name: string): Promise<void> {
    const { size } = await stat(file);
    response.writeHead(200, {
        "Content-Disposition": `attachment; filename=${name}`,
        "Content-Length": size,
        "Content-Type": "application/x-tar",
    });
    await pipeline(createReadStream(file), response);
}
