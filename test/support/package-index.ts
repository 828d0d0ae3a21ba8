/** A Python package index on a free loopback port, in the simple form of PEP 503. */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { makeWheel, type TinyWheel, wheelFile } from "./wheels.ts";

export type PackageIndex = {
    /** Of its simple pages. */
    url: string;
    /** The same with a user and the password that it wants. */
    secretUrl: string;
    /** Paths that were asked for. */
    requests: string[];
    close(): Promise<void>;
};

/**
 * @param options.others Names of files that are listed and never had: sdists, say.
 * @param options.sdists Bytes by name.
 * @param options.password Nothing is told to who does not bring it.
 */
export async function startPackageIndex(
    wheels: readonly TinyWheel[],
    {
        others = [],
        sdists = {},
        password,
    }: { others?: readonly string[]; sdists?: Readonly<Record<string, Uint8Array>>; password?: string } = {},
): Promise<PackageIndex> {
    const requests: string[] = [];
    const files = new Map([
        ...wheels.map(wheel => [wheelFile(wheel), makeWheel(wheel)] as const),
        ...Object.entries(sdists),
    ]);
    const listed = [
        ...wheels.map(wheel => ({ file: wheelFile(wheel), python: wheel.requiresPython ?? "" })),
        ...[...others, ...Object.keys(sdists)].map(file => ({ file, python: "" })),
    ];
    const expected = `Basic ${Buffer.from(`user:${password}`).toString("base64")}`;
    const server = createServer((request, response) => {
        const path = decodeURIComponent(request.url ?? "/");
        requests.push(path);
        if (password !== undefined && request.headers.authorization !== expected) {
            response.writeHead(401, { "WWW-Authenticate": 'Basic realm="index"' }).end();
            return;
        }
        const file = files.get(path.replace(/^\/files\//, ""));
        const project = /^\/simple\/([^/]+)\/$/.exec(path)?.[1];
        const found = listed.filter(each => normal(each.file.split("-")[0] ?? "") === project);
        if (file) response.writeHead(200, { "Content-Length": file.length }).end(file);
        else if (found.length > 0)
            response.writeHead(200, { "Content-Type": "text/html" }).end(found.map(link).join("\n"));
        else response.writeHead(404).end();
    });
    const link = ({ file, python }: (typeof listed)[number]) => {
        const hash = createHash("sha256")
            .update(files.get(file) ?? "")
            .digest("hex");
        return `<a href="/files/${file}#sha256=${hash}" data-requires-python="${python.replace(">", "&gt;").replace("<", "&lt;")}">${file}</a>`;
    };
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return {
        url: `http://127.0.0.1:${port}/simple/`,
        secretUrl: `http://user:${password}@127.0.0.1:${port}/simple/`,
        requests,
        close: () =>
            new Promise(resolve => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
}

const normal = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, "-");
