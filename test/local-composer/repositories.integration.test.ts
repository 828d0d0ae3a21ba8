import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { serveDirectory } from "../support/static-server.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";
import { takeCommit } from "./artefact.ts";
import { json, readLog, start, waitFor } from "./watch.ts";

const run = promisify(execFile);

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
            { name: "slow", post: "posix.sleep(600)" },
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

describe("repositories", () => {
    test("that hold nothing make a compose fail with dnf's own text", async () => {
        const emptied = await makeRepo({ packages: [{ name: "filesystem" }, { name: "tmux" }] });
        const other = await startComposer({ repos: { base: emptied.url } });
        try {
            await other.ask("POST", "/api/v1/blueprints/new", { name: "ee", packages: [{ name: "tmux" }] }, json);
            await emptied.empty();
            const answer = await other.ask(
                "POST",
                "/api/v1/compose",
                { blueprint_name: "ee", compose_type: "iot-commit" },
                json,
            );
            const msg =
                "DNF error occurred: MarkingErrors: Error occurred when marking packages for installation: Problems in request:\nmissing packages: tmux";
            expect([answer.status, answer.body]).toEqual([
                500,
                { status: false, errors: [{ id: "DepsolveError", msg }] },
            ]);
            await other.ask("POST", "/api/v1/blueprints/new", { name: "bare" }, json);
            const bare = await other.ask(
                "POST",
                "/api/v1/compose",
                { blueprint_name: "bare", compose_type: "iot-commit" },
                json,
            );
            expect(bare.text).toContain("missing packages: filesystem, setup, bash");
        } finally {
            await other.stop();
            await emptied.remove();
        }
    });

    test("that clients register are used for their distributions, over HTTP too, and their RPMs are checked", async () => {
        const extra = await makeRepo({
            packages: [{ name: "ee-demo", version: "7", files: { "/usr/share/ee/demo": "x" } }],
        });
        const server = await serveDirectory(extra.directory);
        const source = {
            id: "content",
            name: "content",
            type: "yum-baseurl",
            url: server.url,
            check_gpg: false,
            check_ssl: false,
            distros: ["centos-9"],
        };
        try {
            await composer.ask("POST", "/api/v1/projects/source/new", source, json);
            expect((await composer.ask("GET", "/api/v1/projects/depsolve/ee-demo?distro=fedora-37")).text).toContain(
                "missing packages: ee-demo",
            );
            const blueprint = {
                name: "with-source",
                distro: "centos-9",
                packages: [{ name: "ee-demo" }, { name: "slow" }],
            };
            const blocker = await start(composer, { name: "blocker", packages: [{ name: "slow" }] });
            const good = await start(composer, { ...blueprint, packages: [{ name: "ee-demo" }] });
            await composer.ask("DELETE", `/api/v1/compose/cancel/${blocker}`);
            expect(await waitFor(composer, good, "FINISHED", "FAILED"), await readLog(composer, good)).toBe("FINISHED");
            const { ostree, commit } = await takeCommit(composer, work, good);
            expect(await ostree("show", "--print-metadata-key=rpmostree.rpmdb.pkglist", commit)).toContain(
                "('ee-demo', '0', '7', '1', 'noarch')",
            );

            await rm(join(composer.state, "cache/rpms"), { recursive: true });
            const next = await start(composer, { name: "blocker-2", packages: [{ name: "slow" }] });
            const bad = await start(composer, { ...blueprint, name: "broken-source", packages: [{ name: "ee-demo" }] });
            await run("sh", ["-c", 'printf x >> "$0"/Packages/noarch/ee-demo-7-1.noarch.rpm', extra.directory]);
            await composer.ask("DELETE", `/api/v1/compose/cancel/${next}`);
            expect(await waitFor(composer, bad, "FINISHED", "FAILED")).toBe("FAILED");
            expect(await readLog(composer, bad)).toMatch(/sha256 is [0-9a-f]{64}, the repository says [0-9a-f]{64}/);
        } finally {
            await composer.ask("DELETE", "/api/v1/projects/source/delete/content");
            await server.close();
            await extra.remove();
        }
    });
});
