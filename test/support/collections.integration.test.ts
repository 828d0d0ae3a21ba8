import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { copyCache } from "../local-composer/wrapping.ts";
import { collectionArtefacts } from "./collections.ts";
import { type GalaxyServer, startGalaxyServer } from "./galaxy-server.ts";

const run = promisify(execFile);

let directory: string;
let artefacts: string;
let server: GalaxyServer;

beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "collections-"));
    artefacts = join(directory, "artefacts");
    mkdirSync(artefacts);
    for (const names of [undefined, ["community.crypto:1.9.0"]]) {
        const made = await collectionArtefacts(names);
        for (const file of readdirSync(made)) copyFileSync(join(made, file), join(artefacts, file));
    }
    server = await startGalaxyServer({ directory: artefacts });
});

afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
});

/** Run ansible-galaxy collection, with a home of its own: what it caches is not to be found by the next test. */
function galaxy(name: string, ...argv: string[]): Promise<{ stdout: string; stderr: string }> {
    const home = join(directory, name);
    mkdirSync(home, { recursive: true });
    return run("ansible-galaxy", ["collection", ...argv], { cwd: home, env: { PATH: process.env.PATH, HOME: home } });
}

describe("the artefacts", () => {
    test("are real collections, and the same bytes each time", async () => {
        const cache = join(directory, "cache");
        copyCache(cache, ["debs"]);
        const again = await collectionArtefacts(undefined, { ...process.env, XDG_CACHE_HOME: cache });
        const digests = (path: string) =>
            readdirSync(path).map(
                name =>
                    `${createHash("sha256")
                        .update(readFileSync(join(path, name)))
                        .digest("hex")}  ${name}`,
            );
        expect(digests(again)).toEqual(digests(await collectionArtefacts()));
        expect(readdirSync(again)).toContainEqual(expect.stringMatching(/^community-general-\d+\.\d+\.\d+\.tar\.gz$/));
    });

    test("hold nothing of a collection that Debian does not have, and no path", async () => {
        await expect(collectionArtefacts(["no.such"])).rejects.toThrow("has not all of these collections");
        await expect(collectionArtefacts(["../../etc.passwd"])).rejects.toThrow("usage:");
    });
});

describe("the Galaxy server", () => {
    test("serves what ansible-galaxy installs and verifies", async () => {
        await galaxy("install", "install", "-s", server.url, "-p", "there", "ansible.netcommon", "community.general");
        const there = join(directory, "install/there/ansible_collections");
        expect(readdirSync(join(there, "ansible")).sort()).toEqual(["netcommon", "utils"]);
        const verified = await galaxy(
            "install",
            "verify",
            "--offline",
            "-p",
            "there",
            "ansible.netcommon",
            "community.general",
        );
        expect(verified.stdout.match(/Successfully verified/g)).toHaveLength(2);
        expect(server.requests).toContain("GET /api/v3/collections/community/general/");
    });

    test("is found under its root, as authors often write it", async () => {
        const urls = [
            server.url,
            server.url.replace(/\/$/, ""),
            server.url.replace(/api\/$/, ""),
            server.url.replace(/\/api\/$/, ""),
        ];
        // Each asked for one, in one run of the program.
        const names = ["ansible.posix", "ansible.utils", "kubernetes.core", "community.general"];
        const collections = names.map((name, index) => ({ name, source: urls[index] }));
        mkdirSync(join(directory, "roots"));
        writeFileSync(join(directory, "roots/requirements.yml"), JSON.stringify({ collections }));
        await galaxy("roots", "download", "-r", "requirements.yml", "--no-deps", "-p", "there");
        const there = readdirSync(join(directory, "roots/there")).join("\n");
        for (const name of names) expect(there).toContain(`${name.replace(".", "-")}-`);
    });

    test("has several versions of a collection", async () => {
        await galaxy("highest", "download", "-s", server.url, "-p", "there", "community.crypto");
        expect(readdirSync(join(directory, "highest/there"))).not.toContain("community-crypto-1.9.0.tar.gz");
        await galaxy("range", "download", "-s", server.url, "-p", "there", "community.crypto:<2.0.0");
        expect(readdirSync(join(directory, "range/there"))).toContain("community-crypto-1.9.0.tar.gz");
        const missing = galaxy("missing", "download", "-s", server.url, "community.crypto:>=99");
        await expect(missing).rejects.toThrow("Failed to resolve the requested dependencies map");
    });

    test("gives nothing from outside its directory", () => {
        const status = (path: string) =>
            execFileSync(
                "curl",
                ["-s", "-o", "/dev/null", "-w", "%{http_code}", "--path-as-is", new URL(server.url).origin + path],
                {
                    encoding: "utf8",
                },
            );
        expect(status("/download/../install/there.tar.gz")).toBe("404");
        expect(status("/download/%2e%2e%2fx.tar.gz")).toBe("404");
        expect(status("/api/v3/collections/*/*/")).toBe("404");
        expect(status(`/download/${readdirSync(artefacts)[0]}`)).toBe("200");
    });
});
