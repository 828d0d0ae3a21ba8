/** Files of a directory over HTTP on a free loopback port: a remote for commits, a repository for RPMs. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, normalize } from "node:path";
import { pipeline } from "node:stream/promises";

export type StaticServer = { url: string; close(): Promise<void> };

export async function serveDirectory(directory: string): Promise<StaticServer> {
    const server = createServer(async (request, response) => {
        const path = join(
            directory,
            normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname)),
        );
        const found = await stat(path).catch(() => null);
        if (!found?.isFile()) {
            response.writeHead(404, "File not found").end();
            return;
        }
        response.writeHead(200, { "Content-Length": found.size });
        await pipeline(createReadStream(path), response).catch(() => response.destroy());
    });
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return {
        url: `http://127.0.0.1:${port}`,
        close: () =>
            new Promise(resolve => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
}
