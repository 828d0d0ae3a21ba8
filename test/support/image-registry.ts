/** A registry on a free loopback port that serves container images of a few small files, as the OCI distribution spec has it. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

export type ImageRegistry = {
    /** "127.0.0.1:PORT", as in a reference. */
    host: string;
    /** Digest of the manifest of each image, "sha256:HEX", by name and tag: "acme/ee:1.0". */
    digests: ReadonlyMap<string, string>;
    close(): Promise<void>;
};

/** By path, without a slash first, what each layer adds; a name with ".wh." before it is gone. */
type Layer = Readonly<Record<string, string>>;

/** @param images Layers by name and tag, "acme/ee:1.0". Names below "private/" ask for a login. */
export async function startRegistry(images: Readonly<Record<string, readonly Layer[]>>): Promise<ImageRegistry> {
    const blobs = new Map<string, { type: string; bytes: Buffer }>();
    const keep = (type: string, bytes: Buffer) => {
        const digest = digestOf(bytes);
        blobs.set(digest, { type, bytes });
        return { mediaType: type, digest, size: bytes.length };
    };
    const digests = new Map<string, string>();
    for (const [name, layers] of Object.entries(images)) {
        const tars = layers.map(packLayer);
        const config = {
            ...{ architecture: "amd64", os: "linux", config: { Cmd: ["/usr/bin/ansible-runner"] } },
            rootfs: { type: "layers", diff_ids: tars.map(digestOf) },
        };
        const manifest = {
            ...{ schemaVersion: 2, mediaType: MANIFEST },
            config: keep("application/vnd.oci.image.config.v1+json", Buffer.from(JSON.stringify(config))),
            layers: tars.map(tar => keep("application/vnd.oci.image.layer.v1.tar+gzip", gzipSync(tar))),
        };
        digests.set(name, keep(MANIFEST, Buffer.from(JSON.stringify(manifest))).digest);
    }
    const server = createServer((request, response) => {
        const [, name = "", kind, what = ""] = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(request.url ?? "") ?? [];
        if (request.url === "/v2/") return response.writeHead(200).end("{}");
        if (name.startsWith("private/")) return response.writeHead(401).end(refusal("UNAUTHORIZED"));
        const found = blobs.get(what) ?? blobs.get(digests.get(`${name}:${what}`) ?? "");
        if (!found) return response.writeHead(404).end(refusal(kind === "blobs" ? "BLOB_UNKNOWN" : "MANIFEST_UNKNOWN"));
        response.writeHead(200, {
            ...{ "Content-Type": found.type, "Content-Length": found.bytes.length },
            "Docker-Content-Digest": digestOf(found.bytes),
        });
        return response.end(request.method === "HEAD" ? undefined : found.bytes);
    });
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    return {
        host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
        digests,
        close: () =>
            new Promise(resolve => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
}

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

const digestOf = (bytes: Buffer): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

const refusal = (code: string): string => JSON.stringify({ errors: [{ code, message: code.toLowerCase() }] });

function packLayer(files: Layer): Buffer {
    const directory = mkdtempSync(join(tmpdir(), "layer-"));
    for (const [path, text] of Object.entries(files)) {
        mkdirSync(join(directory, dirname(path)), { recursive: true });
        writeFileSync(join(directory, path), text);
    }
    const form = ["--sort=name", "--mtime=@1700000000", "--owner=0", "--group=0", "--numeric-owner"];
    const tar = execFileSync("tar", ["--create", ...form, `--directory=${directory}`, "."]);
    rmSync(directory, { recursive: true });
    return tar;
}
