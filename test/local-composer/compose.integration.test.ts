import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { type StaticServer, serveDirectory } from "../support/static-server.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";
import { takeCommit } from "./artefact.ts";
import { readLog, start, waitFor } from "./watch.ts";

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

describe("a finished compose", () => {
    test("is a commit whose rpmdb and package list tell the RPMs that were installed", async () => {
        const id = await start(composer, {
            name: "whole",
            version: "1.2.3",
            packages: [{ name: "tmux", version: "3.3*" }],
            customizations: { hostname: "ee9" },
        });
        expect(await waitFor(composer, id, "FINISHED", "FAILED"), await readLog(composer, id)).toBe("FINISHED");
        const { members, told, ostree, commit, directory } = await takeCommit(composer, work, id);

        expect(members.slice(0, 3)).toEqual(["./", "./compose.json", "./repo/"]);
        expect(told).toMatchObject({
            ref: "fedora/37/x86_64/iot",
            "ostree-version": "1.2.3",
            "ostree-timestamp": "2023-11-14T22:13:20Z",
        });
        expect(await readFile(join(directory, "repo/refs/heads/fedora/37/x86_64/iot"), "utf8")).toBe(`${commit}\n`);
        expect(await ostree("show", "--print-metadata-key=rpmostree.rpmdb.pkglist", commit)).toBe(
            "[('filesystem', '0', '1.0', '1', 'noarch'), ('tmux', '0', '3.3a', '1', 'x86_64')]\n",
        );
        expect(await ostree("show", "--print-metadata-key=version", commit)).toBe("'1.2.3'\n");
        expect(await ostree("show", "--print-metadata-key=ostree.ref-binding", commit)).toBe(
            "['fedora/37/x86_64/iot']\n",
        );

        const tree = join(directory, "tree");
        await ostree("checkout", "-U", "--disable-cache", "--fsync=false", commit, tree);
        const { stdout } = await run("rpm", [
            "--dbpath",
            join(tree, "usr/share/rpm"),
            "-qa",
            "--qf",
            "%{NAME}-%{VERSION}\n",
        ]);
        expect(stdout.trim().split("\n").sort()).toEqual(["filesystem-1.0", "tmux-3.3a"]);
        expect(await readFile(join(tree, "usr/etc/motd"), "utf8")).toBe("hello\n");
        expect(await readFile(join(tree, "usr/etc/hostname"), "utf8")).toBe("ee9\n");
        expect(existsSync(join(tree, "etc"))).toBe(false);
        expect(await readFile(join(tree, "usr/lib/tmpfiles.d/local-composer-var.conf"), "utf8")).toContain(
            'd "/var/lib/demo" 0755 0 0 - -\n',
        );
    });

    test("has the users, groups, directories and files of its blueprint, in the place of a package's", async () => {
        const id = await start(composer, {
            name: "customized",
            customizations: {
                group: [{ name: "operators", gid: 1300 }],
                user: [{ name: "runner", uid: 1234, groups: ["operators"], home: "/home/runner", shell: "/bin/sh" }],
                directories: [{ path: "/etc/acme/deep", ensure_parents: true, mode: "0750", user: "runner" }],
                files: [
                    { path: "/etc/motd", data: "mine\n" },
                    { path: "/etc/acme/deep/secret", data: "s", mode: "0600", user: "runner", group: 1300 },
                ],
            },
        });
        expect(await waitFor(composer, id, "FINISHED", "FAILED"), await readLog(composer, id)).toBe("FINISHED");
        const { ostree, commit } = await takeCommit(composer, work, id);
        expect(await ostree("cat", commit, "/usr/etc/motd")).toBe("mine\n");
        expect(await ostree("cat", commit, "/usr/etc/passwd")).toContain("runner:x:1234:1234::/home/runner:/bin/sh\n");
        expect(await ostree("cat", commit, "/usr/etc/group")).toContain("operators:x:1300:runner\n");
        expect(await ostree("cat", commit, "/usr/lib/tmpfiles.d/local-composer-var.conf")).toContain(
            'd "/var/home/runner" 0700 1234 1234 - -\n',
        );
        const listed = await ostree("ls", "-R", commit, "/usr/etc/acme");
        expect(listed.replace(/ +/g, " ")).toBe(
            "d00755 0 0 0 /usr/etc/acme\nd00750 1234 0 0 /usr/etc/acme/deep\n-00600 1234 1300 1 /usr/etc/acme/deep/secret\n",
        );
    });

    test.each([
        ["a file without its directory", { files: [{ path: "/etc/none/x" }] }, "No such file or directory"],
        ["a directory where a file is", { directories: [{ path: "/etc/motd", mode: "0700" }] }, "File exists"],
        ["a name that is none", { user: [{ name: "a b" }] }, "useradd: invalid user name 'a b'"],
        ["a field with a colon", { user: [{ name: "a", home: "/x:0:0" }] }, "useradd: invalid field"],
    ])("fails for %s, and says so in its log", async (_what, customizations, text) => {
        const id = await start(composer, { name: "impossible", customizations });
        expect(await waitFor(composer, id, "FINISHED", "FAILED")).toBe("FAILED");
        expect(await readLog(composer, id)).toContain(text);
    });

    test("tells its commit in the log, and its phases in its state file", async () => {
        const id = await start(
            composer,
            { name: "logged", distro: "centos-9" },
            { ostree: { ref: "rhel/9/x86_64/ee" } },
        );
        await waitFor(composer, id, "FINISHED");
        const log = await readLog(composer, id);
        const metadata = JSON.parse(
            /Stage org\.osbuild\.ostree\.commit\nOutput:\n[^{]*Metadata:\n(\{.*?\n\})/s.exec(log)?.[1] ?? "null",
        );
        const { told } = await takeCommit(composer, work, id);
        expect(metadata.compose).toMatchObject({ ref: "rhel/9/x86_64/ee", "ostree-commit": told["ostree-commit"] });
        const kept = JSON.parse(await readFile(join(composer.state, "composes", `${id}.json`), "utf8"));
        expect(Object.keys(kept.phases)).toEqual(["fetch", "install", "postprocess", "commit", "archive"]);
        expect(kept.checksum).toBe(told["ostree-commit"]);
    });

    test("has the same checksum when it is made of the same things again", async () => {
        const blueprint = { name: "twice", packages: [{ name: "git-core" }] };
        const first = await start(composer, blueprint);
        await waitFor(composer, first, "FINISHED");
        await composer.ask("DELETE", "/api/v1/blueprints/delete/twice");
        const second = await start(composer, blueprint);
        await waitFor(composer, second, "FINISHED");
        expect((await takeCommit(composer, work, second)).commit).toBe(
            (await takeCommit(composer, work, first)).commit,
        );
    });

    test("builds on the commit that a ref has at a URL", async () => {
        const first = await start(composer, { name: "parent" }, { ostree: { ref: "a/first" } });
        await waitFor(composer, first, "FINISHED");
        const { commit, directory } = await takeCommit(composer, work, first);
        const remote: StaticServer = await serveDirectory(directory);
        try {
            const options = { ostree: { ref: "a/second", parent: "a/first", url: `${remote.url}/repo` } };
            const second = await start(composer, { name: "child", packages: [{ name: "tmux" }] }, options);
            expect(await waitFor(composer, second, "FINISHED", "FAILED"), await readLog(composer, second)).toBe(
                "FINISHED",
            );
            const child = await takeCommit(composer, work, second);
            expect(await child.ostree("show", child.commit)).toContain(`Parent:  ${commit}`);
            expect(child.told["ostree-parent-commit"]).toBe(commit);
        } finally {
            await remote.close();
        }
    });
});
