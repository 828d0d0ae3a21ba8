/** Definitions that somebody keeps in git: their commits are read and made, and what a repository says is never run. */
import { execFileSync } from "node:child_process";
import {
    chmodSync,
    chownSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { commitDefinition } from "../../src/ee/commit.ts";
import { isCommitted, listCommits, readCommit } from "../../src/ee/commits.ts";
import { listPast, readPast } from "../../src/ee/past.ts";
import { saveDefinition } from "../../src/ee/save.ts";
import { createDefinition, readDefinition } from "../../src/ee/store.ts";
import { findWorkTree } from "../../src/ee/work-tree.ts";
import { keeperId } from "../../src/host/keeper.ts";
import { nodeHost } from "../../src/host/node.ts";
import { readTree } from "../../src/host/trees.ts";

// As on an installed machine: who acts there is not root.
const state = mkdtempSync(join(tmpdir(), "commits-"));
chmodSync(state, 0o755);
chownSync(state, keeperId, keeperId);
const host = nodeHost({ state });
afterAll(() => rmSync(state, { recursive: true }));

const MAIN = "execution-environment.yml";
const start = new Map([
    [MAIN, "version: 3\n"],
    ["bindep.txt", "git\n"],
]);
const identity = ["-c", "user.name=Jana", "-c", "user.email=jana@example.com"];
const git = (root: string, ...argv: string[]) =>
    execFileSync("git", ["-C", root, ...identity, ...argv], {
        uid: keeperId,
        gid: keeperId,
        encoding: "utf8",
        env: { PATH: process.env.PATH, HOME: "/nonexistent" },
    }).trim();
const place = (...parts: string[]) => join(state, "definitions", ...parts);

/** A definition in a work tree of its own, with one commit. */
async function make(name: string) {
    await createDefinition(host, state, name, start);
    const root = place(name);
    git(root, "init", "--quiet", "--initial-branch=main");
    git(root, "add", ".");
    git(root, "commit", "--quiet", "--message=Begin");
    return root;
}
const workTreeOf = async (name: string) => {
    const found = await findWorkTree(host, place(name));
    if (!found) throw new Error("no work tree");
    return found;
};
const list = async (name: string) => listCommits(host, state, await workTreeOf(name), []);
const lastOf = async (name: string) => (await list(name)).last;
const commit = async (name: string, message: string) =>
    commitDefinition(host, state, name, await workTreeOf(name), { message, by: "jana" });
const save = (name: string, files: ReadonlyMap<string, string>, base: ReadonlyMap<string, string>) =>
    saveDefinition(host, state, name, { files, base, by: "jana", findings: null });
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

test("a definition outside of git has no work tree, and one inside has the nearest", async () => {
    await createDefinition(host, state, "plain", start);
    expect(await findWorkTree(host, place("plain"))).toBeNull();
    const root = await make("tree");
    expect(await findWorkTree(host, root)).toEqual({ root, path: "" });
    expect(await findWorkTree(host, join(root, "sub", "dir"))).toEqual({ root, path: "sub/dir" });
});

test("commits are listed, newest first, and read", async () => {
    await make("read");
    await save("read", new Map(start).set(MAIN, "# second ü\n"), start);
    const isClean = async () =>
        isCommitted((await readTree(host, place("read"))) ?? [], await lastOf("read"), new Set());
    expect(await isClean()).toBe(false);
    git(place("read"), "commit", "--quiet", "--all", "--message=Second: ü\n\nbody");
    const { commits } = await list("read");
    expect(commits.map(({ by, subject }) => [by, subject])).toEqual([
        ["Jana", "Second: ü"],
        ["Jana", "Begin"],
    ]);
    expect(await isClean()).toBe(true);
    const first = await readCommit(host, state, await workTreeOf("read"), commits[1]?.id ?? "");
    expect(new Map([...first.files].map(([path, bytes]) => [path, text(bytes)]))).toEqual(new Map([...start].sort()));
});

test("a save writes the author's files into a work tree and nothing else", async () => {
    const root = await make("clean");
    await save("clean", new Map(start).set(MAIN, "# new\n"), start);
    expect(git(root, "status", "--porcelain", "--ignored")).toBe(`M ${MAIN}`);
    expect(readdirSync(root).sort()).toEqual([".git", "bindep.txt", MAIN]);
    expect(existsSync(join(state, "versions", "clean"))).toBe(false);
});

test("a commit has the definition's own files, changed, added and deleted, and leaves what others staged", async () => {
    await createDefinition(host, state, "shared", start);
    const root = place();
    git(root, "init", "--quiet", "--initial-branch=main");
    mkdirSync(join(root, "other"));
    writeFileSync(join(root, "other", "file"), "1\n");
    writeFileSync(join(root, "shared", ".hidden"), "hidden\n");
    execFileSync("chown", ["--recursive", `${keeperId}:${keeperId}`, root]);
    git(root, "add", "shared", "other");
    git(root, "commit", "--quiet", "--message=Begin");
    writeFileSync(join(root, "other", "file"), "2\n");
    git(root, "add", "other");

    const files = new Map([
        [MAIN, "# new\n"],
        ["files/run.sh", "#!/bin/sh\n"],
    ]);
    await save("shared", files, start);
    chmodSync(join(root, "shared", "files", "run.sh"), 0o775);
    expect(await commit("shared", "Change it\n\nFor a reason.")).toBe(true);
    expect(git(root, "show", "--name-status", "--format=%an <%ae>%n%B", "HEAD")).toBe(
        `jana <jana@localhost>\nChange it\n\nFor a reason.\n\n\nD\tshared/bindep.txt\nM\tshared/${MAIN}\nA\tshared/files/run.sh`,
    );
    expect(git(root, "ls-tree", "HEAD", "shared/files/run.sh")).toMatch(/^100755 /);
    expect(git(root, "status", "--porcelain", "--", "other", "shared")).toBe("M  other/file");
    expect(await commit("shared", "Again")).toBe(false);
    expect((await readDefinition(host, state, "shared"))?.files).toEqual(files);
    rmSync(join(root, ".git"), { recursive: true });
});

test("the first commit of a repository is made too", async () => {
    await createDefinition(host, state, "first", start);
    git(place("first"), "init", "--quiet", "--initial-branch=main");
    expect(await list("first")).toEqual({ commits: [], last: new Map(), ignored: new Set() });
    expect(await commit("first", "Begin")).toBe(true);
    expect((await list("first")).commits).toMatchObject([{ by: "jana", subject: "Begin" }]);
    expect(git(place("first"), "status", "--porcelain")).toBe("");
});

test("what git ignores is not committed, unless it was before, and nothing waits for a commit because of it", async () => {
    const files = new Map(start)
        .set("context/big", "built\n")
        .set("token.txt", "secret\n")
        .set(":(top)odd \u00fc", "odd\n")
        .set("kept.txt", "1\n");
    await createDefinition(host, state, "ignoring", files);
    const root = place("ignoring");
    writeFileSync(join(root, ".gitignore"), "context/\ntoken.txt\nkept.txt\n");
    git(root, "init", "--quiet", "--initial-branch=main");
    git(root, "add", "--force", "kept.txt");
    git(root, "commit", "--quiet", "--message=Begin");
    expect((await listPast(host, state, "ignoring")).isCommitted).toBe(false);

    await save("ignoring", new Map(files).set("kept.txt", "2\n"), files);
    expect(await commit("ignoring", "Commit")).toBe(true);
    expect(git(root, "ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0").filter(Boolean)).toEqual([
        ":(top)odd \u00fc",
        "bindep.txt",
        MAIN,
        "kept.txt",
    ]);
    expect(git(root, "show", "HEAD:kept.txt")).toBe("2");
    const past = await listPast(host, state, "ignoring");
    expect(past).toMatchObject({ isCommitted: true, states: [{ source: null }, {}] });
    expect(await commit("ignoring", "Again")).toBe(false);
});

test("an earlier commit is read together with the paths that the last one has", async () => {
    const root = await make("tracked");
    const files = new Map(start).set("new.txt", "new\n");
    await save("tracked", files, start);
    git(root, "add", "new.txt");
    git(root, "commit", "--quiet", "--message=Second");
    writeFileSync(join(root, "token.txt"), "secret\n");
    const first = (await listPast(host, state, "tracked")).states.at(-1)?.source;
    if (!first) throw new Error("no commit");
    const { files: then, committed } = await readPast(host, state, "tracked", first);
    expect([...then.keys()]).toEqual(["bindep.txt", MAIN]);
    expect(committed).toEqual(new Set(["bindep.txt", MAIN, "new.txt"]));
});

test("nothing that the repository names is run when it is read or committed to", async () => {
    const root = await make("hostile");
    const planted = join(root, ".git", "trap");
    writeFileSync(planted, '#!/bin/sh\necho "$0 $*" >>/workshop/repository/.git/sprung\ncat\n');
    chmodSync(planted, 0o755);
    // As git sees it where we run it.
    const trap = "/workshop/repository/.git/trap";
    const settings = {
        "core.fsmonitor": trap,
        "core.pager": trap,
        "core.editor": trap,
        "core.sshCommand": trap,
        "core.askPass": trap,
        "core.alternateRefsCommand": trap,
        "core.hooksPath": "hooks-of-mine",
        "credential.helper": trap,
        "diff.external": trap,
        "diff.trap.command": trap,
        "diff.trap.textconv": trap,
        "filter.trap.clean": trap,
        "filter.trap.smudge": trap,
        "filter.trap.process": trap,
        "gpg.program": trap,
        "commit.gpgSign": "true",
        "log.showSignature": "true",
        "alias.log": `!${trap}`,
        "alias.commit-tree": `!${trap}`,
        "remote.origin.url": `ext::${trap}`,
        "remote.origin.promisor": "true",
        "protocol.ext.allow": "always",
        "extensions.partialClone": "origin",
    };
    for (const [key, value] of Object.entries(settings)) git(root, "config", key, value);
    writeFileSync(join(root, ".git", "info", "attributes"), "* filter=trap diff=trap\n");
    writeFileSync(join(root, ".gitattributes"), "* filter=trap diff=trap\n");
    const hooks = ["pre-commit", "post-commit", "reference-transaction", "post-index-change", "commit-msg"];
    for (const directory of ["hooks", "hooks-of-mine"]) {
        mkdirSync(join(root, ".git", directory), { recursive: true });
        mkdirSync(join(root, directory), { recursive: true });
        for (const hook of hooks) {
            rmSync(join(root, ".git", directory, hook), { force: true });
            symlinkSync("../trap", join(root, ".git", directory, hook));
            symlinkSync("../.git/trap", join(root, directory, hook));
        }
    }
    execFileSync("chown", ["--recursive", "--no-dereference", `${keeperId}:${keeperId}`, root]);

    const { commits } = await list("hostile");
    expect(commits).toHaveLength(1);
    await readCommit(host, state, await workTreeOf("hostile"), commits[0]?.id ?? "");
    await save("hostile", new Map(start).set(MAIN, "# new\n"), start);
    expect(await commit("hostile", "Commit")).toBe(true);
    expect((await list("hostile")).commits).toHaveLength(2);
    expect(existsSync(join(root, ".git", "sprung"))).toBe(false);
});

test("a repository that lies outside of its work tree is not gone after, and its past is kept by us", async () => {
    const outside = mkdtempSync(join(tmpdir(), "outside-"));
    const root = await make("pointing");
    rmSync(join(root, ".git"), { recursive: true });
    writeFileSync(join(root, ".git"), `gitdir: ${outside}\n`);
    expect(await findWorkTree(host, root)).toBeNull();
    await save("pointing", new Map(start).set(MAIN, "# new\n"), start);
    const { workTree, states } = await listPast(host, state, "pointing");
    expect(workTree).toBeNull();
    expect(states).toHaveLength(2);
    const pointing = { root, path: "" };
    const request = { message: "x", by: "jana" };
    await expect(listCommits(host, state, pointing, [])).rejects.toMatchObject({ problem: "failed" });
    await expect(commitDefinition(host, state, "pointing", pointing, request)).rejects.toMatchObject({
        problem: "failed",
    });
    expect(readdirSync(outside)).toEqual([]);
    rmSync(outside, { recursive: true });
});

test("a submodule is not taken for a directory of the work tree around it", async () => {
    const root = await make("around");
    mkdirSync(join(root, "module"));
    writeFileSync(join(root, "module", ".git"), "gitdir: ../.git/modules/module\n");
    expect(await findWorkTree(host, join(root, "module"))).toBeNull();
});
