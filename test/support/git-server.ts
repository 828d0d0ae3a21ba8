/** Git repositories below a directory over HTTP on a free loopback port, as git itself serves them, and to one user only. */
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type GitServer = {
    url: string;
    /** "GET /a.git/info/refs" of every request that was let in. */
    requests: string[];
    close(): Promise<void>;
};

/** @param login "user:password"; everybody is let in unless told. */
export async function serveGit(directory: string, login?: string): Promise<GitServer> {
    const requests: string[] = [];
    const server = createServer((request, response) => {
        const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
        const given = Buffer.from((request.headers.authorization ?? "").replace(/^Basic /, ""), "base64").toString();
        if (login !== undefined && given !== login) {
            response.writeHead(401, { "WWW-Authenticate": 'Basic realm="acme"' }).end();
            return;
        }
        requests.push(`${request.method} ${pathname}`);
        const env = {
            ...{ PATH: process.env.PATH, GIT_PROJECT_ROOT: directory, GIT_HTTP_EXPORT_ALL: "1" },
            ...{ GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "safe.directory", GIT_CONFIG_VALUE_0: "*" },
            ...{ PATH_INFO: decodeURIComponent(pathname), QUERY_STRING: search.slice(1) },
            ...{ REQUEST_METHOD: request.method, CONTENT_TYPE: request.headers["content-type"] ?? "" },
            ...{ HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "" },
            GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
        };
        const child = spawn("git", ["http-backend"], { env, stdio: ["pipe", "pipe", "ignore"] });
        request.pipe(child.stdin);
        child.stdin.on("error", () => undefined);
        const chunks: Buffer[] = [];
        child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
        child.on("close", () => {
            const answer = Buffer.concat(chunks);
            const end = answer.indexOf("\r\n\r\n");
            const headers = answer.subarray(0, Math.max(0, end)).toString().split("\r\n");
            const status = Number(/^Status: (\d+)/m.exec(headers.join("\n"))?.[1] ?? (end < 0 ? 500 : 200));
            const type = headers.find(header => /^content-type: /i.test(header))?.slice("Content-Type: ".length);
            response.writeHead(status, { "Content-Type": type ?? "text/plain" }).end(answer.subarray(end + 4));
        });
    });
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        requests,
        close: () =>
            new Promise(resolve => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
}
