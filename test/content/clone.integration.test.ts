import { execFileSync } from "node:child_process";
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
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { fetchClone } from "../../src/content/clone.ts";
import { forgetAnswers } from "../../src/content/forget.ts";
import { nodeHost } from "../../src/host/node.ts";
import { makeRepository } from "../support/git-repository.ts";
import { type GitServer, serveGit } from "../support/git-server.ts";
import { type StaticServer, serveDirectory } from "../support/static-server.ts";

const state = mkdtempSync(join(tmpdir(), "clone-"));
const cache = `${state}/cache`;
const host = nodeHost({ state });
const repositories = `${state}/repositories`;
const git = makeRepository(`${repositories}/a`);
const commits: Record<string, string> = {};
let server: GitServer;
let guarded: GitServer;
let plain: StaticServer;

const commit = (name: string) => {
    git("add", "--all");
    git("commit", "--quiet", "--message", name);
    commits[name] = git("rev-parse", "HEAD");
};

beforeAll(async () => {
    mkdirSync(`${cache}/work`, { recursive: true });
    const tree = `${repositories}/a`;
    mkdirSync(`${tree}/bin`);
    writeFileSync(`${tree}/bin/run`, "one\n");
    chmodSync(`${tree}/bin/run`, 0o755);
    symlinkSync("/etc/hostname", `${tree}/out`);
    writeFileSync(`${tree}/.gitattributes`, "secret export-ignore\n* filter=trap\n");
    writeFileSync(`${tree}/secret`, "ignored by an export alone\n");
    commit("one");
    git("tag", "v1");
    writeFileSync(`${tree}/bin/run`, "two\n");
    commit("two");
    git("update-server-info");
    server = await serveGit(repositories);
    guarded = await serveGit(repositories, "me:s3cret");
    plain = await serveDirectory(repositories);
});
beforeEach(() => {
    server.requests.length = 0;
});
afterAll(async () => {
    for (const each of [server, guarded, plain]) await each.close();
    rmSync(state, { recursive: true });
});

const clone = (revision: string | null, address = `${server.url}/a`, logins: string[] = []) =>
    fetchClone(host, cache, { git: address, revision }, logins);

test("what a branch, a tag, a commit or nothing names is cloned as it is, and without git's own record", async () => {
    const { directory, commit: found } = await clone(null);
    expect(found).toBe(commits.two);
    expect(readdirSync(directory).sort()).toEqual([".gitattributes", "bin", "out", "secret"]);
    expect(readFileSync(`${directory}/bin/run`, "utf8")).toBe("two\n");
    expect(statSync(`${directory}/bin/run`).mode & 0o777).toBe(0o755);
    expect(readlinkSync(`${directory}/out`)).toBe("/etc/hostname");
    const first = commits.one ?? "";
    for (const revision of ["v1", first, first.slice(0, 10)]) {
        const answer = await clone(revision);
        expect(answer.commit).toBe(first);
        expect(readFileSync(`${answer.directory}/bin/run`, "utf8")).toBe("one\n");
    }
    expect(readdirSync(`${cache}/fetch`)).toEqual([]);
});

test("a commit is had without its server once it was cloned, and what has no name of its own for an hour", async () => {
    const first = commits.one ?? "";
    const kept = await clone(first);
    const newest = await clone(null);
    server.requests.length = 0;
    expect(await clone(first)).toEqual(kept);
    expect(await clone(null)).toEqual(newest);
    expect(server.requests).toEqual([]);
    writeFileSync(`${repositories}/a/more`, "");
    commit("three");
    await forgetAnswers(host, cache);
    expect((await clone(null)).commit).toBe(commits.three);
    expect(existsSync(newest.directory)).toBe(true);
    git("update-server-info");
});

test("a server of plain files serves too, whatever of the past is asked for", async () => {
    const first = commits.one ?? "";
    for (const revision of ["v1", first]) expect((await clone(revision, `${plain.url}/a/.git`)).commit).toBe(first);
});

test("a branch that is called like a commit is not taken for it, and of a branch and a tag of one name neither is taken", async () => {
    const own = makeRepository(`${repositories}/names`);
    for (const message of ["one", "two"]) own("commit", "--quiet", "--allow-empty", "--message", message);
    const [one, two] = [own("rev-parse", "HEAD~"), own("rev-parse", "HEAD")];
    own("update-ref", `refs/heads/${one}`, two);
    for (const kind of ["heads", "tags"]) own("update-ref", `refs/${kind}/both`, one);
    own("update-server-info");
    expect((await clone(one, `${plain.url}/names/.git`)).commit).toBe(one);
    await expect(clone("both", `${server.url}/names`)).rejects.toThrow("has both a branch and a tag both");
});

test("who has to log in does so with what the address had, which is found nowhere then", async () => {
    const address = `${guarded.url}/a`;
    const lines = [address.replace("//", "//me:s3cret@")];
    await expect(clone("v1", address)).rejects.toThrow(
        `${address} cannot be cloned: it wants to be let in, and the address has no user and token that it takes`,
    );
    await expect(clone("v1", address, [address.replace("//", "//me:wr0ng@")])).rejects.toThrow("wants to be let in");
    const { directory } = await clone("v1", address, lines);
    expect(readFileSync(`${directory}/bin/run`, "utf8")).toBe("one\n");
    for (const entry of readdirSync(state, { recursive: true, withFileTypes: true })) {
        expect(entry.name).not.toContain("s3cret");
        const path = join(entry.parentPath, entry.name);
        if (entry.isFile()) expect(readFileSync(path, "latin1")).not.toContain("s3cret");
    }
});

test.each([
    ["a branch that is not there", () => clone("none"), "/a has no none."],
    ["a commit that is not there", () => clone("0".repeat(40)), `/a has no ${"0".repeat(40)}.`],
    ["a repository that is not there", () => clone(null, `${server.url}/b`), "/b cannot be cloned: "],
    ["nobody", () => clone(null, "http://127.0.0.1:9/a"), "http://127.0.0.1:9/a cannot be cloned: "],
    ["a file", () => clone(null, `file://${repositories}/a`), "transport 'file' not allowed"],
    ["a command", () => clone(null, "ext::sh -c id"), "transport 'ext' not allowed"],
])("%s is not cloned, and nothing of it is kept", async (_what, ask, message) => {
    const before = readdirSync(`${cache}/clones`).filter(name => name !== "used");
    await expect(ask()).rejects.toMatchObject({ problem: "failed", message: expect.stringContaining(message) });
    expect(readdirSync(`${cache}/clones`).filter(name => name !== "used")).toEqual(before);
    expect(readdirSync(`${cache}/fetch`)).toEqual([]);
});

/** Write objects that no working tree could be committed as. */
function hostile(name: string, entries: readonly string[]): string {
    const own = makeRepository(`${repositories}/${name}`);
    writeFileSync(`${repositories}/${name}/text`, "escaped\n");
    const blob = own("hash-object", "-w", "text");
    const tree = entries.reduce((below, entry) => {
        const line = entry.endsWith("/")
            ? `040000 tree ${below}\t${entry.slice(0, -1)}\n`
            : `${entry.replace("BLOB", blob)}\n`;
        return execFileSync("git", ["-C", `${repositories}/${name}`, "mktree", "--missing"], {
            input: line,
            encoding: "utf8",
        }).trim();
    }, "");
    own("update-ref", "refs/heads/main", own("commit-tree", "-m", name, tree));
    return `${server.url}/${name}`;
}

test.each([
    ["dots", ["100644 blob BLOB\tescaped", "../"]],
    ["hooks", ["100755 blob BLOB\tpost-checkout", "hooks/", ".git/"]],
    ["disguised", ["100644 blob BLOB\tconfig", ".GIT/"]],
])(
    "a repository with names that lead elsewhere (%s) is refused, and nothing of it lies anywhere",
    async (name, entries) => {
        await expect(clone(null, hostile(name, entries))).rejects.toMatchObject({ problem: "failed" });
        const lying = readdirSync(cache, { recursive: true, encoding: "utf8" });
        expect(lying.filter(path => /escaped|post-checkout|(?:^|\/)config$/.test(path))).toEqual([]);
        expect(existsSync(`${state}/escaped`)).toBe(false);
    },
);

test("a repository of a few files in many directories is told by those", async () => {
    const own = makeRepository(`${repositories}/deep`);
    const blob = execFileSync("git", ["-C", `${repositories}/deep`, "hash-object", "-w", "--stdin"], { input: "" });
    const lines = Array.from(
        { length: 60 },
        (_each, index) => `100644 ${String(blob).trim()} 0\t${index}/${"d/".repeat(1800)}x\n`,
    );
    execFileSync("git", ["-C", `${repositories}/deep`, "update-index", "--index-info"], { input: lines.join("") });
    own("commit", "--quiet", "--message", "deep");
    await expect(clone(null, `${server.url}/deep`)).rejects.toThrow(/has more than \d+ entries/);
});

test("of a submodule there is its directory, as in a clone without it", async () => {
    const own = makeRepository(`${repositories}/with`);
    own("update-index", "--add", "--cacheinfo", `160000,${commits.one},below`);
    own("commit", "--quiet", "--message", "with");
    const { directory } = await clone(null, `${server.url}/with`);
    expect(readdirSync(`${directory}/below`)).toEqual([]);
});

test("a repository of more than fits, or of files that only git-lfs fetches, is refused", async () => {
    const large = makeRepository(`${repositories}/large`);
    writeFileSync(`${repositories}/large/a`, "");
    truncateSync(`${repositories}/large/a`, 64 * 1024 ** 2);
    const blob = large("hash-object", "-w", "a");
    const lines = Array.from({ length: 33 }, (_each, index) => `100644 blob ${blob}\t${index}\n`).join("");
    const tree = execFileSync("git", ["-C", `${repositories}/large`, "mktree"], {
        input: lines,
        encoding: "utf8",
    }).trim();
    large("update-ref", "refs/heads/main", large("commit-tree", "-m", "large", tree));
    await expect(clone(null, `${server.url}/large`)).rejects.toThrow("unpacks to more than 2048 MiB");
    const lfs = makeRepository(`${repositories}/lfs`);
    writeFileSync(`${repositories}/lfs/.gitattributes`, "*.iso filter=lfs\n");
    writeFileSync(`${repositories}/lfs/big.iso`, "version https://git-lfs.github.com/spec/v1\n");
    lfs("add", "--all");
    lfs("commit", "--quiet", "--message", "lfs");
    await expect(clone(null, `${server.url}/lfs`)).rejects.toThrow('has files that only git-lfs fetches: "big.iso"');
});
