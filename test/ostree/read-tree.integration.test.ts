import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { Host } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node.ts";
import { parseTree } from "../../src/ostree/listing.ts";
import { objectPath } from "../../src/ostree/object.ts";
import { readDirectories } from "../../src/ostree/read-directories.ts";
import { readTree } from "../../src/ostree/read-tree.ts";
import { listObjects, makeTestRepo, run, type TestRepo, writeTree } from "../support/ostree-repo.ts";

let made: TestRepo;
let host: Host;
/** With strange names, rights and links, things that are there twice, and nothing in a directory. */
let strange: string;

beforeAll(() => {
    made = makeTestRepo();
    host = nodeHost({ state: made.directory });
    const tree = join(made.directory, "strange");
    writeTree(tree, {
        "/usr/bin/ü é": "12345",
        "/usr/bin/a -> b": "same",
        "/usr/bin/new\nline": "same",
        "/usr/bin/\u001b[31m<b>": "",
        "/usr/bin/link": { link: "a -> b" },
        "/usr/share/link": { link: "a -> b" },
        "/usr/share/deep/er/file": "x".repeat(5000),
        "/usr/share/deep/twin/file": "twin",
        "/usr/share/twin/file": "twin",
        "/usr/empty/": "",
        "/bin": { link: "usr/bin" },
    });
    chmodSync(join(tree, "usr/bin/ü é"), 0o4711);
    chmodSync(join(tree, "usr/share/deep"), 0o1777);
    strange = made.commit(tree);
});
afterAll(() => made.remove());

/** What the program itself tells of a commit. */
function listed(repo: string, checksum: string) {
    const ask = (option: string) => run("ostree", `--repo=${repo}`, "ls", "--recursive", option, checksum);
    return parseTree(`${ask("--checksum")}\n`, ask("--nul-filenames-only"));
}

const byPath = (entries: Iterable<{ path: string }>) => [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));

const pathIn = (repo: string, checksum: string, kind: Parameters<typeof objectPath>[1]) =>
    join(repo, "objects", objectPath(checksum, kind));

test("a tree is as ostree itself lists it, and read by four programs", async () => {
    const programs: string[] = [];
    const counting: Host = {
        ...host,
        run(argv, options) {
            programs.push(argv[0] ?? "");
            return host.run(argv, options);
        },
    };
    const tree = await readTree(counting, made.path, strange);
    expect(byPath(tree.values())).toEqual(byPath(listed(made.path, strange)));
    expect([...tree.keys()][0]).toBe("/");
    expect(programs).toEqual(["cat", "tar", "xargs", "xargs"]);
});

test.each(["bare", "bare-user", "bare-user-only"])("a repository of mode %s is read, too", async mode => {
    const repo = join(made.directory, mode);
    run("ostree", `--repo=${repo}`, "init", `--mode=${mode}`);
    const plain = made.commit({ "/usr/bin/a": "12", "/usr/bin/l": { link: "a" }, "/usr/share/x\ny": "" });
    run("ostree", `--repo=${repo}`, "pull-local", "--disable-fsync", made.path, plain);
    expect(byPath((await readTree(host, repo, plain)).values())).toEqual(byPath(listed(made.path, plain)));
});

test("objects are found in the repository's parent, too", async () => {
    const repo = join(made.directory, "child");
    run("ostree", `--repo=${repo}`, "init", "--mode=archive");
    run("ostree", `--repo=${repo}`, "config", "set", "core.parent", made.path);
    const copy = pathIn(repo, strange, "commit");
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(pathIn(made.path, strange, "commit"), copy);
    expect((await readTree(host, repo, strange)).size).toBe(listed(made.path, strange).length);
});

test("what of a tree is not there is a failure, not left out", async () => {
    for (const suffix of [".filez", ".dirtree", ".dirmeta"]) {
        const repo = join(made.directory, `lacking${suffix}`);
        run("ostree", `--repo=${repo}`, "init", "--mode=archive");
        const checksum = made.commit({ "/usr/bin/a": "12" });
        run("ostree", `--repo=${repo}`, "pull-local", "--disable-fsync", made.path, checksum);
        const gone = listObjects(repo).find(name => name.endsWith(suffix));
        rmSync(join(repo, "objects", gone ?? ""));
        await expect(readTree(host, repo, checksum)).rejects.toMatchObject({ name: "HostError", problem: "failed" });
    }
});

test("directories of more commits than are read at once are read level by level", async () => {
    const programs: (readonly string[])[] = [];
    const counting: Host = {
        ...host,
        run(argv, options = {}) {
            if (argv[0] === "tar") programs.push(argv);
            // As if there were too many of them.
            const isAll = argv[0] === "tar" && argv.at(-1) === ".";
            return host.run(argv, isAll ? { ...options, maxBytes: 1 } : options);
        },
    };
    const tree = await readTree(counting, made.path, strange);
    expect(byPath(tree.values())).toEqual(byPath(listed(made.path, strange)));
    // "/", "usr", what is in that, and two below "share".
    expect(programs).toHaveLength(1 + 5);
});

/** A directory that is in itself, by these names of one letter. */
function inItself(names: string, contents: string, rights: string): Buffer {
    const entries = [...names].map(name => `${Buffer.from(name).toString("hex")}00${contents}${rights}2202`);
    const ends = [...names].map((_, index) => ((index + 1) * 68).toString(16).padStart(2, "0"));
    return Buffer.from(`${entries.join("")}${ends.join("")}00`, "hex");
}

/** Rights with twelve thousand extended attributes: 60 kB, which take some milliseconds to read. */
function manyAttributes(): Buffer {
    const bytes = Buffer.alloc(12 + 12_000 * 5);
    for (let index = 0; index < 12_000; index++) {
        bytes.set([0x61, 0, 2], 12 + index * 3);
        bytes.writeUInt16LE((index + 1) * 3, 12 + 12_000 * 3 + index * 2);
    }
    return bytes;
}

test("directories without end are refused, soon", async () => {
    const rights = "c".repeat(64);
    const rightsFile = pathIn(made.path, rights, "dirmeta");
    mkdirSync(dirname(rightsFile), { recursive: true });
    writeFileSync(rightsFile, manyAttributes());
    for (const [names, digit] of [
        ["a", "a"],
        ["ab", "b"],
    ] as const) {
        const contents = digit.repeat(64);
        const file = pathIn(made.path, contents, "dirtree");
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, inItself(names, contents, rights));
        await expect(readDirectories(host, made.path, { contents, rights })).rejects.toMatchObject({
            problem: "too-large",
        });
        rmSync(file);
    }
    rmSync(rightsFile);
});
