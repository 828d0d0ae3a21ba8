/** Unix sockets that behave in one way each, for the contract of the adapters. */
import { chmodSync, mkdirSync, renameSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";

import { shareWithBuilders } from "../support/cockpit.ts";
import type { Places } from "./contract.ts";

const LARGE = "x".repeat(5_000_000);

/** @param directory An existing directory of this run; one for the state is made in it. */
export async function startServers(directory: string): Promise<Places & { stop: () => void }> {
    const places = {
        answering: join(directory, "answering.sock"),
        missing: join(directory, "missing.sock"),
        refused: join(directory, "refused.sock"),
        directory: join(directory, "shared"),
    };
    mkdirSync(places.directory);
    shareWithBuilders(places.directory);
    chmodSync(places.directory, 0o2775);

    const server = createServer(answer);
    await new Promise<void>(resolve => server.listen(places.answering, resolve));
    chmodSync(places.answering, 0o666);
    // A server tidies its socket away by the name that it knows.
    const gone = createServer();
    const known = `${places.refused}.known`;
    await new Promise<void>(resolve => gone.listen(known, resolve));
    renameSync(known, places.refused);
    await new Promise(resolve => gone.close(resolve));
    chmodSync(places.refused, 0o666);

    return {
        ...places,
        stop() {
            server.closeAllConnections();
            server.close();
        },
    };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    switch (new URL(request.url ?? "", "http://localhost").pathname) {
        case "/slow":
            return;
        case "/reset":
            response.destroy();
            return;
        case "/broken":
            response.writeHead(200, { "Content-Length": 100 }).write("half", () => response.destroy());
            return;
        case "/binary":
            response.end(Buffer.from([0x7b, 0xff, 0xfe]));
            return;
        case "/large":
            response.end(LARGE);
            return;
        case "/large-error":
            response.writeHead(400).end(LARGE);
            return;
        case "/echo":
            response.end(
                `${request.method} ${request.url} ${request.headers["content-type"]} ${Buffer.concat(chunks)}`,
            );
            return;
        default:
            response.writeHead(404).end('{"errors":[{"id":"UnknownBlueprint"}]}');
    }
}
