import { execFile } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";
import { json, start, waitFor } from "./watch.ts";

const run = promisify(execFile);

let repository: TinyRepository;
let composer: RunningComposer;

beforeAll(async () => {
    repository = await makeRepo({
        packages: [{ name: "filesystem", files: { "/usr/share/large": "large ".repeat(500_000) } }],
    });
    composer = await startComposer({ repos: { base: repository.url } });
});

afterAll(async () => {
    await composer?.stop();
    await repository?.remove();
});

const status = () => composer.ask("GET", "/api/status");

/** Send these bytes and hang up when the server has answered, or after the last of them. */
function sendAndLeave(bytes: string, waitForAnswer: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
        const client = connect(composer.socket);
        client.on("error", reject).on("close", () => resolve());
        client.once("data", () => client.destroy());
        client.write(bytes, () => {
            if (!waitForAnswer) client.destroy();
        });
    });
}

describe("the server", () => {
    test("speaks to curl, and to its owner only when there is no group weldr", async () => {
        const { stdout } = await run("curl", [
            "--silent",
            "--unix-socket",
            composer.socket,
            "http://localhost/api/status",
        ]);
        expect(JSON.parse(stdout)).toMatchObject({ api: "1", backend: "cockpit-ee local composer" });
        const { mode, gid } = await stat(composer.socket);
        expect(gid === 0 ? mode & 0o777 : mode & 0o707).toBe(0o600);
    });

    test("refuses bodies above 64 MiB and goes on", async () => {
        const answer = await composer
            .ask("POST", "/api/v1/blueprints/new", "x".repeat(64 * 1024 * 1024 + 1), json)
            .catch(() => null);
        // The answer is lost when the client was still writing as the connection was closed.
        if (answer) expect(answer.status).toBe(413);
        expect((await status()).status).toBe(200);
    });

    test.each([
        [
            "in the middle of a body",
            "POST /api/v1/blueprints/new HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{",
            false,
        ],
        ["in the middle of the headers", "GET /api/sta", false],
        ["with something that is not HTTP", "\0\0\0\r\n\r\n", true],
    ])("outlives a client that leaves %s", async (_, bytes, waits) => {
        await sendAndLeave(bytes, waits).catch(() => undefined);
        expect((await status()).status).toBe(200);
    });

    test("outlives a client that leaves in the middle of an image", async () => {
        const id = await start(composer, { name: "large" });
        await waitFor(composer, id, "FINISHED");
        await sendAndLeave(`GET /api/v1/compose/image/${id} HTTP/1.1\r\nHost: x\r\n\r\n`, true);
        expect((await status()).status).toBe(200);
        expect(composer.errors()).toBe("");
    });

    test.each([
        "/api/v1/compose/log/..%2F..%2Fetc%2Fpasswd",
        "/api/v1/compose/image/%00",
        "/api/v1/blueprints/info/%E0%A4%A",
        "/../../etc/passwd",
    ])("answers %s with an error of its own", async path => {
        expect((await composer.ask("GET", path)).body).toMatchObject({ status: false, errors: [{}] });
    });

    test.each([
        { name: "../evil" },
        { name: "evil\n" },
        { name: "$(id)" },
        { name: "a", version: "1.0.0;id" },
        { name: "a", packages: [{ name: 5 }] },
        { name: "a", distro: "__proto__" },
        [],
        null,
    ])("refuses the blueprint %j", async blueprint => {
        const answer = await composer.ask("POST", "/api/v1/blueprints/new", JSON.stringify(blueprint), json);
        expect([answer.status, answer.body]).toMatchObject([
            400,
            { status: false, errors: [{ id: expect.stringMatching(/InvalidChars|BlueprintsError/) }] },
        ]);
    });

    test("takes package specs for words, not for options or macros", async () => {
        for (const spec of ["--installroot=/", "%(id)", "; id", "$(id)"]) {
            const answer = await composer.ask("GET", `/api/v1/projects/depsolve/${encodeURIComponent(spec)}`);
            expect(answer.text).toContain("missing packages: ");
        }
    });
});

describe("a second server", () => {
    test("does not start on the state directory of another", async () => {
        await expect(startComposer({ repos: {}, state: composer.state })).rejects.toThrow(
            "is in use by another server",
        );
    });
});

describe("the command line", () => {
    test("says how it is used", async () => {
        const directory = await mkdtemp(join(tmpdir(), "usage-"));
        const wrong = startComposer({ repos: { "bad name": "x" }, state: join(directory, "state") });
        await expect(wrong).rejects.toThrow(/ended with 2: --repo needs NAME=URL, not bad name=x\nusage: /);
        await rm(directory, { recursive: true });
    });
});
