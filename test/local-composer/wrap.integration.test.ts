import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { runFromCommit } from "../support/proof.ts";
import { makeRepository, packageFiles, readStanzas, WRAP } from "./wrapping.ts";

let directory: string;
let repository: string;

beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "wrap-"));
    const made = await makeRepository();
    expect(made).toMatchObject({ status: 0 });
    repository = made.repository;
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe("the wrapped repository", () => {
    test("is there when asked for again, and nothing is made", async () => {
        expect(await makeRepository()).toEqual({ status: 0, repository, progress: "" });
    });

    test("is there when apt's lists are gone, without a network", async () => {
        const lists = join(directory, "no-lists");
        expect(await makeRepository({ lists })).toEqual({ status: 0, repository, progress: "" });
        expect(readdirSync(lists)).toEqual([]);
    });

    test("says what it is", () => {
        expect(readFileSync(join(repository, "repodata/repomd.xml"), "utf8")).toContain("debian-wrapped (development)");
    });

    test("leaves out no dependency that is not on the drop list", () => {
        const vendors = execFileSync("rpm", ["-qp", "--qf", "%{VENDOR}\n", ...packageFiles(repository)], {
            encoding: "utf8",
        });
        const wrapped = [...vendors.matchAll(/(?:: |, )([a-z0-9][a-z0-9+.-]+) /g)].map(match => match[1] ?? "");
        expect(wrapped.length).toBeGreaterThan(150);
        const stanzas = readStanzas(wrapped);
        const there = new Set(stanzas.flatMap(({ name, provides }) => [name, ...provides]));
        const dropped = new Set(readFileSync(join(WRAP, "drop.txt"), "utf8").match(/^[a-z0-9+.-]+/gm));
        const known = (name: string) => there.has(name) || dropped.has(name);
        const missing = stanzas.flatMap(({ name, dependencies }) =>
            dependencies.filter(group => !group.some(known)).map(group => `${name}: ${group.join(" | ")}`),
        );
        expect(missing).toEqual([]);
    });

    test("has what authors ask for, under the names they write", () => {
        const specs = [
            ...[
                "ansible-core",
                "ansible-runner",
                "git",
                "git-core",
                "rsync",
                "sshpass",
                "openssh-clients",
                "python3-pyyaml",
            ],
            ...[
                "python3dist(requests) >= 2",
                "python3dist(six) >= 1.16",
                "python3dist(netaddr)",
                "python3dist(jmespath)",
            ],
        ];
        const url = `file://${repository}`;
        const request = {
            cache: join(directory, "dnf"),
            repositories: [{ id: "wrapped", name: "wrapped", baseurl: url, verify_tls: true }],
            releasever: "37",
            command: "depsolve",
            specs,
            base: [],
        };
        mkdirSync(request.cache);
        const input = JSON.stringify(request);
        const answer = execFileSync("/usr/bin/python3", ["-B", "src/local-composer/depsolve.py"], {
            input,
            encoding: "utf8",
        });
        const solved: { packages?: { name: string }[] } = JSON.parse(answer);
        expect(solved.packages?.map(({ name }) => name)).toEqual(
            expect.arrayContaining(["filesystem", "glibc", "python3", "ansible-core", "python3-ansible-runner"]),
        );
    });
});

describe("all of its packages in one root", () => {
    const run = (...argv: string[]) => runFromCommit(join(directory, "root"), argv);

    beforeAll(() => {
        const root = join(directory, "root");
        mkdirSync(root);
        const install = ["--root", root, "--dbpath", "/usr/lib/sysimage/rpm", "-U", ...packageFiles(repository)];
        execFileSync("rpm", install, { stdio: ["ignore", "inherit", "ignore"] });
        renameSync(join(root, "etc"), join(root, "usr/etc"));
    });

    test("run Ansible", async () => {
        const { status, stdout } = await run("ansible", "--version");
        expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^ansible \[core 2\./) });
        expect(await run("ansible", "localhost", "-m", "ping")).toMatchObject({
            status: 0,
            stdout: expect.stringContaining("pong"),
        });
        expect(await run("ansible-galaxy", "collection", "list")).toMatchObject({ status: 0 });
        expect(await run("ansible-runner", "--version")).toMatchObject({ status: 0 });
    });

    test("find their Python modules, and cryptography its backend", async () => {
        const program =
            "import requests, yaml, netaddr, jmespath, kubernetes, docker, paramiko, winrm, textfsm\nimport cryptography.hazmat.backends.openssl.backend";
        expect(await run("python3", "-c", program)).toEqual({ status: 0, stdout: "", stderr: "" });
    });

    test("find every shared library", async () => {
        // The loader itself: ldd is a shell around it, which takes ten times as long.
        const files = ["-type", "f", "(", "-name", "*.so*", "-o", "-path", "/usr/bin/*", ")"];
        const load = ["-exec", "/lib64/ld-linux-x86-64.so.2", "--list", "{}", ";"];
        const { stdout, stderr } = await run("find", "/usr/bin", "/usr/lib", ...files, ...load);
        expect(stdout.match(/ => \//g)?.length).toBeGreaterThan(1000);
        const isProgram = (line: string) => !/: (?:invalid ELF header|file too short)$/.test(line);
        expect(stderr.split("\n").filter(line => line !== "" && isProgram(line))).toEqual([]);
    });

    test("run the programs beside Ansible", async () => {
        for (const argv of [
            ["git", "--version"],
            ["ssh", "-V"],
            ["rsync", "--version"],
            ["sshpass", "-V"],
            ["jq", "--version"],
        ])
            expect(await run(...argv)).toMatchObject({ status: 0 });
    });
});
