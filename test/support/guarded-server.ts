/** A directory over HTTP on a free loopback port, for whoever has a user's password and nobody else. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, normalize } from "node:path";

export type GuardedServer = { host: string; close(): Promise<void> };

/** @param credentials By path below the directory: "user:password"; the first that fits counts. */
export async function guardDirectory(
    directory: string,
    credentials: Readonly<Record<string, string>>,
): Promise<GuardedServer> {
    const server = createServer(async (request, response) => {
        const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
        const [, wanted] = Object.entries(credentials).find(([prefix]) => path.startsWith(prefix)) ?? [];
        const given = Buffer.from((request.headers.authorization ?? "").replace(/^Basic /, ""), "base64").toString();
        if (given !== wanted) {
            response.writeHead(401, { "WWW-Authenticate": 'Basic realm="acme"' }).end();
            return;
        }
        const bytes = await readFile(join(directory, path)).catch(() => null);
        response.writeHead(bytes ? 200 : 404).end(bytes ?? "");
    });
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return {
        host: `127.0.0.1:${port}`,
        close: () =>
            new Promise(resolve => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
}
