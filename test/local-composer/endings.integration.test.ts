import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";
import { json, listTools, readEntry, readLog, start, until, waitFor } from "./watch.ts";

let repository: TinyRepository;
let composer: RunningComposer;
let work: string;

beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), "compose-test-"));
    repository = await makeRepo({
        packages: [
            { name: "filesystem", files: { "/etc/motd": "hello\n", "/usr/bin/": "", "/var/lib/demo/": "" } },
            {
                name: "tmux",
                version: "3.3a",
                arch: "x86_64",
                requires: ["filesystem"],
                files: { "/usr/bin/tmux": "#!/bin/sh\n" },
            },
            { name: "git-core", version: "2.39.1", files: { "/usr/bin/git": "#!/bin/sh\n" } },
            { name: "clash-a", files: { "/usr/share/clash": "a" } },
            { name: "clash-b", files: { "/usr/share/clash": "b" } },
            // Sleeps while it is installed, until somebody kills it.
            { name: "slow", files: { "/usr/share/slow": "" }, post: "posix.sleep(600)" },
        ],
    });
    composer = await startComposer({
        repos: { base: repository.url },
        environment: { SOURCE_DATE_EPOCH: "1700000000" },
    });
});

afterAll(async () => {
    await composer?.stop();
    await repository?.remove();
    await rm(work, { recursive: true, force: true });
});

describe("a compose that does not come to its end", () => {
    test("is FAILED with rpm's text in its log when packages do not go together", async () => {
        const id = await start(composer, { name: "clash", packages: [{ name: "clash-a" }, { name: "clash-b" }] });
        expect(await waitFor(composer, id, "FINISHED", "FAILED")).toBe("FAILED");
        expect(await readLog(composer, id)).toContain("file /usr/share/clash conflicts between attempted installs of");
        expect((await composer.ask("GET", `/api/v1/compose/image/${id}`)).body).toMatchObject({
            errors: [{ id: "BuildInWrongState", msg: `Build ${id} is in wrong state: FAILED` }],
        });
    });

    test("is FAILED at once when it is cancelled, its processes and its directory go, and the next one starts", async () => {
        const id = await start(composer, { name: "cancelled", packages: [{ name: "slow" }] });
        await waitFor(composer, id, "RUNNING");
        await until(async () => ((await listTools(composer.state)).length > 0 ? true : null));
        const next = await start(composer, { name: "next" });
        expect((await readEntry(composer, next)).queue_status).toBe("WAITING");
        expect(await readLog(composer, next)).toContain("has not started yet. No logs to view.");
        expect(await readLog(composer, id)).toBe(`Build ${id} is still running.\n`);

        expect((await composer.ask("DELETE", `/api/v1/compose/cancel/${id}`)).body).toEqual({ uuid: id, status: true });
        expect(await readEntry(composer, id)).toMatchObject({
            queue_status: "FAILED",
            job_finished: -6795364578.8713455,
        });
        expect(await readLog(composer, id)).toBe("The compose result is empty.\n");
        expect(await waitFor(composer, next, "FINISHED", "FAILED")).toBe("FINISHED");
        expect(existsSync(join(composer.state, "composes", id))).toBe(false);
        expect(existsSync(join(composer.state, "work", id))).toBe(false);
        expect(await listTools(composer.state)).toEqual([]);
    });

    test("never starts when it is cancelled while it waits", async () => {
        const first = await start(composer, { name: "first", packages: [{ name: "slow" }] });
        const second = await start(composer, { name: "second" });
        await composer.ask("DELETE", `/api/v1/compose/cancel/${second}`);
        await composer.ask("DELETE", `/api/v1/compose/cancel/${first}`);
        expect(await readEntry(composer, second)).toMatchObject({
            queue_status: "FAILED",
            job_started: -6795364578.8713455,
        });
        const deleted = await composer.ask("DELETE", `/api/v1/compose/delete/${first},${second}`);
        expect(deleted.body).toEqual({ uuids: [first, second].map(uuid => ({ uuid, status: true })), errors: [] });
    });
});

describe("a server that is killed", () => {
    test("comes back with everything: what ran is FAILED and gone, what waited is built", async () => {
        const killed = await startComposer({ repos: { base: repository.url } });
        const { state } = killed;
        await killed.ask(
            "POST",
            "/api/v1/projects/source/new",
            { id: "kept", name: "kept", type: "yum-baseurl", url: repository.url },
            json,
        );
        const running = await start(killed, { name: "running", packages: [{ name: "slow" }] });
        const waiting = await start(killed, { name: "waiting", packages: [{ name: "tmux" }] });
        await waitFor(killed, running, "RUNNING");
        // Nothing is left to be told to anybody: it sleeps.
        const laid = join(state, "work", running, "tree/usr/share/slow");
        await until(async () => (existsSync(laid) ? true : null));
        await killed.kill();
        expect((await listTools(state)).length).toBeGreaterThan(0);

        const again = await startComposer({ repos: { base: repository.url }, state });
        try {
            expect((await readEntry(again, running)).queue_status).toBe("FAILED");
            expect(await readLog(again, running)).toBe("The compose result is empty.\n");
            expect(existsSync(join(state, "composes", running))).toBe(false);
            expect(existsSync(join(state, "work", running))).toBe(false);
            expect(await waitFor(again, waiting, "FINISHED", "FAILED"), await readLog(again, waiting)).toBe("FINISHED");
            expect((await again.ask("GET", "/api/v1/blueprints/list")).body).toMatchObject({
                blueprints: ["running", "waiting"],
            });
            expect((await again.ask("GET", "/api/v1/projects/source/list")).body).toEqual({
                sources: ["kept", "base"],
            });
            expect(await listTools(state)).toEqual([]);
        } finally {
            await again.stop();
            await rm(join(state, ".."), { recursive: true, force: true });
        }
    });
});
