import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    readlinkSync,
    rmSync,
    statSync,
    symlinkSync,
    truncateSync,
    writeFileSync,
} from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { fetchFile } from "../../src/content/download.ts";
import { forgetAnswers } from "../../src/content/forget.ts";
import { nodeHost } from "../../src/host/node.ts";

const state = mkdtempSync(join(tmpdir(), "download-"));
const cache = `${state}/cache`;
const host = nodeHost({ state });
const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");

let server: Server;
let url: string;
let asked: string[];
const served = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>();
const serve = (path: string, bytes: string | Uint8Array) =>
    served.set(path, (_request, response) => response.end(bytes));

beforeAll(async () => {
    mkdirSync(`${cache}/work`, { recursive: true });
    server = createServer((request, response) => {
        const { pathname } = new URL(request.url ?? "/", "http://x");
        asked.push(request.url ?? "");
        const answer = served.get(pathname);
        if (answer) answer(request, response);
        else response.writeHead(404).end("not here");
    });
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    makeArchives();
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
    asked = [];
});
afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
    rmSync(state, { recursive: true });
});

const fetch = (path: string, sum: string | null = null, member: string | null = null) =>
    fetchFile(host, cache, { url: `${url}${path}`, sha256: sum, member });

test("a file with its checksum is fetched once, and taken from the cache then", async () => {
    serve("/tool", "#!/bin/sh\n");
    const first = await fetch("/tool", sha256("#!/bin/sh\n").toUpperCase());
    expect(readFileSync(first.file, "utf8")).toBe("#!/bin/sh\n");
    expect(first.sha256).toBe(sha256("#!/bin/sh\n"));
    expect(await fetch("/tool", sha256("#!/bin/sh\n"))).toEqual(first);
    expect(asked).toHaveLength(1);
});

test("a file with another checksum is refused, both are told, and nothing is kept", async () => {
    serve("/other", "changed");
    const before = readdirSync(`${cache}/downloads`);
    await expect(fetch("/other", sha256("meant"))).rejects.toMatchObject({
        problem: "failed",
        message: `The SHA-256 of ${url}/other is ${sha256("changed")}, and ${sha256("meant")} is asked for.`,
    });
    expect(readdirSync(`${cache}/downloads`)).toEqual(before);
    expect(readdirSync(`${cache}/work`)).toEqual([]);
});

test("a file without a checksum is the same for an hour, unless servers are asked anew, and tells its own", async () => {
    serve("/latest", "one");
    const first = await fetch("/latest");
    serve("/latest", "two");
    expect(first.sha256).toBe(sha256("one"));
    expect(await fetch("/latest")).toEqual(first);
    await forgetAnswers(host, cache);
    expect((await fetch("/latest")).sha256).toBe(sha256("two"));
    expect(existsSync(first.file)).toBe(true);
});

test("user and query reach the server, and no error, name or file of the cache", async () => {
    served.set("/private", (request, response) => response.end(`${request.headers.authorization} ${request.url}`));
    const secret = url.replace("//", "//user:s3cret@");
    const { file } = await fetchFile(host, cache, { url: `${secret}/private?token=t0ken`, sha256: null, member: null });
    expect(readFileSync(file, "utf8")).toBe(`Basic ${btoa("user:s3cret")} /private?token=t0ken`);
    rmSync(file);
    const error = await fetchFile(host, cache, {
        url: `${secret}/nothing?token=t0ken`,
        sha256: null,
        member: null,
    }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
        message: `${url}/nothing cannot be fetched: The requested URL returned error: 404`,
        detail: "",
    });
    const kept = readdirSync(state, { recursive: true, withFileTypes: true });
    for (const entry of kept) {
        expect(entry.name).not.toMatch(/s3cret|t0ken/);
        if (entry.isFile())
            expect(readFileSync(join(entry.parentPath, entry.name), "utf8")).not.toMatch(/s3cret|t0ken/);
    }
});

test.each([
    ["file:///etc/hostname", "not an address of http or https"],
    ["ftp://127.0.0.1/x", "not an address of http or https"],
    ["no address", "not an address of http or https"],
    ["http://127.0.0.1:9/x", "cannot be fetched"],
])("%s is refused", async (address, complaint) => {
    await expect(fetchFile(host, cache, { url: address, sha256: null, member: null })).rejects.toThrow(complaint);
});

test("a redirection leads to no file of this machine", async () => {
    served.set("/away", (_request, response) => response.writeHead(302, { Location: "file:///etc/hostname" }).end());
    await expect(fetch("/away")).rejects.toThrow("/away cannot be fetched: ");
});

test("brackets, spaces, quotes and line feeds of an address are characters of it", async () => {
    served.set("/a%20b[1-3]%22%0Aoutput%20=%20x", (request, response) => response.end(request.url));
    const { file } = await fetch('/a b[1-3]"%0Aoutput = x');
    expect(readFileSync(file, "utf8")).toBe("/a%20b[1-3]%22%0Aoutput%20=%20x");
});

/** An archive of a directory with a program, a link out, and a link to it. */
function makeArchives() {
    const tree = `${state}/tree`;
    mkdirSync(`${tree}/bin`, { recursive: true });
    writeFileSync(`${tree}/bin/tool`, "tool");
    chmodSync(`${tree}/bin/tool`, 0o755);
    symlinkSync("/etc/hostname", `${tree}/bin/out`);
    symlinkSync("/etc", `${tree}/etc`);
    execFileSync("tar", ["--create", "--gzip", `--file=${state}/tool.tar.gz`, `--directory=${tree}`, "."]);
    execFileSync("/usr/bin/python3", ["-c", zipped, `${state}/tool.zip`]);
    serve("/tool.tar.gz", readFileSync(`${state}/tool.tar.gz`));
    serve("/tool.zip", readFileSync(`${state}/tool.zip`));
}

const zipped = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    tool = zipfile.ZipInfo("bin/tool")
    tool.create_system = 3
    tool.external_attr = 0o100755 << 16
    archive.writestr(tool, "tool")
    archive.writestr("../../escaped", "escaped")
    link = zipfile.ZipInfo("bin/out")
    link.create_system = 3
    link.external_attr = 0o120777 << 16
    archive.writestr(link, "/etc/hostname")
`;

test.each(["/tool.tar.gz", "/tool.zip"])(
    "one file is taken out of %s, and no link and nothing outside",
    async archive => {
        const { file, sha256: sum } = await fetch(archive, null, "bin/tool");
        expect(readFileSync(file, "utf8")).toBe("tool");
        expect(sum).toBe(sha256(readFileSync(`${state}${archive}`)));
        await expect(fetch(archive, null, "bin/out")).rejects.toThrow("bin/out in the archive at");
        await expect(fetch(archive, null, "bin/none")).rejects.toThrow("has no bin/none");
        for (const name of [
            "../../escaped",
            "/etc/hostname",
            "etc/hostname",
            "bin/*",
            "--to-command=id",
            "bin/../bin/tool",
        ])
            await expect(fetch(archive, null, name)).rejects.toMatchObject({ problem: "failed" });
        expect(readdirSync(state)).not.toContain("escaped");
        expect(readdirSync(`${cache}/work`)).toEqual([]);
    },
);

test.each(["/tool.tar.gz", "/tool.zip"])("all of %s is taken, links as links, and nothing outside", async archive => {
    const { file } = await fetch(archive, null, "");
    expect(readFileSync(`${file}/bin/tool`, "utf8")).toBe("tool");
    expect(statSync(`${file}/bin/tool`).mode & 0o777).toBe(0o755);
    expect(readlinkSync(`${file}/bin/out`)).toBe("/etc/hostname");
    expect(readdirSync(state)).not.toContain("escaped");
});

test.each([
    ["/", ["bin", "etc"]],
    ["//", ["out", "tool"]],
    ["///", []],
])("all of a tar without the directories of %j is what tar leaves, which counts its dot", async (member, left) => {
    const { file } = await fetch("/tool.tar.gz", null, member);
    expect(readdirSync(file).sort()).toEqual(left);
});

test("a member that is called as our own record is what the archive has", async () => {
    const tree = `${state}/about`;
    mkdirSync(tree);
    writeFileSync(`${tree}/about.json`, "of the archive");
    execFileSync("tar", ["--create", "--gzip", `--file=${state}/about.tgz`, `--directory=${tree}`, "about.json"]);
    serve("/about.tgz", readFileSync(`${state}/about.tgz`));
    for (const _again of [1, 2]) {
        const { file } = await fetch("/about.tgz", null, "about.json");
        expect(readFileSync(file, "utf8")).toBe("of the archive");
    }
});

test("an archive of more than fits is refused before it is unpacked", async () => {
    const sparse = `${state}/sparse`;
    mkdirSync(sparse);
    for (const name of ["a", "b", "c"]) {
        writeFileSync(`${sparse}/${name}`, "");
        truncateSync(`${sparse}/${name}`, 900 * 1024 ** 2);
    }
    execFileSync("tar", [
        "--create",
        "--sparse",
        "--gzip",
        `--file=${state}/bomb.tar.gz`,
        `--directory=${sparse}`,
        ".",
    ]);
    serve("/bomb.tar.gz", readFileSync(`${state}/bomb.tar.gz`));
    await expect(fetch("/bomb.tar.gz", null, "")).rejects.toThrow("unpacks to more than 2048 MiB");
});

test("a zip that holds more than it declares is not unpacked, and neither is one of too many members", async () => {
    execFileSync("/usr/bin/python3", ["-c", lying, `${state}/lying.zip`, `${state}/many.zip`]);
    for (const name of ["lying.zip", "many.zip"]) serve(`/${name}`, readFileSync(`${state}/${name}`));
    await expect(fetch("/lying.zip", null, "")).rejects.toThrow("cannot be unpacked");
    await expect(fetch("/lying.zip", null, "zeros")).rejects.toThrow("cannot be unpacked");
    await expect(fetch("/many.zip", null, "")).rejects.toThrow("has more than 100000 entries");
});

/** One member of a MiB that is declared as a byte; and a directory of more members than are taken. */
const lying = `
import struct, sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("zeros", bytes(1 << 20))
with open(sys.argv[1], "r+b") as stream:
    data = stream.read().replace(struct.pack("<I", 1 << 20), struct.pack("<I", 1))
    stream.seek(0)
    stream.write(data)
with zipfile.ZipFile(sys.argv[2], "w") as archive:
    archive.writestr("one", "")
    archive.filelist *= 100001
`;

test("what is no archive is said to be none", async () => {
    serve("/page.html", "<html>sign in first</html>");
    await expect(fetch("/page.html", null, "tool")).rejects.toThrow(`What is at ${url}/page.html cannot be unpacked.`);
});
