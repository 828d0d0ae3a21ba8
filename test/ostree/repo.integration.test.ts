import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Host } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node.ts";
import { diffCommits, readCollections, readPackages, readPython } from "../../src/ostree/inventory.ts";
import { readFiles, readTree } from "../../src/ostree/read-tree.ts";
import { listRefs, readCommit, resolveRevision } from "../../src/ostree/repo.ts";
import { measureTree } from "../../src/ostree/tree.ts";
import { installRpms, makeTestRepo, rpmFiles, run, type TestRepo } from "../support/ostree-repo.ts";
import { checkoutCommit } from "../support/proof.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";

const collections = "/usr/share/ansible/collections/ansible_collections";
const site = "/usr/lib/python3.11/site-packages";
const manifest = (version: string) => JSON.stringify({ collection_info: { version } });
const packageList = "[('listed', '0', '1', '2', 'noarch'), ('epochal', '3', '1.0', '1', 'x86_64')]";

let made: TestRepo;
let tiny: TinyRepository;
let rpms: Map<string, string>;
let host: Host;
/** A commit that holds nothing but one file. */
let bare: string;
const rpm = (name: string) => rpms.get(name) ?? "";

beforeAll(async () => {
    made = makeTestRepo();
    host = nodeHost({ state: made.directory });
    bare = made.commit({ "/usr/x": "" });
    tiny = await makeRepo({
        packages: [
            { name: "alpha", version: "2.0", files: { "/usr/share/alpha": "alpha" }, provides: ["tool(alpha) = 2"] },
            { name: "beta", requires: ["alpha >= 1", "/usr/share/alpha", "beta"] },
            { name: "gamma", arch: "x86_64", requires: ["(tool(alpha) >= 1 with tool(alpha) < 3)", "(beta if delta)"] },
            { name: "by-hand", files: { "/usr/share/by-hand": "" } },
        ],
    });
    rpms = rpmFiles(tiny.directory);
});
afterAll(async () => {
    await tiny.remove();
    made.remove();
});

describe("packages", () => {
    test("come from the RPM database in the commit, with who needs them", async () => {
        const checksum = made.commit({}, { rpms: [rpm("alpha"), rpm("beta"), rpm("gamma")] });
        const facts = { epoch: null, release: "1", licence: "MIT" };
        expect(await readPackages(host, made.path, checksum)).toEqual([
            { ...facts, name: "alpha", version: "2.0", arch: "noarch", size: 5, requiredBy: ["beta", "gamma"] },
            { ...facts, name: "beta", version: "1.0", arch: "noarch", size: 0, requiredBy: ["gamma"] },
            { ...facts, name: "gamma", version: "1.0", arch: "x86_64", size: 0, requiredBy: [] },
        ]);
    });

    test("that were put into the tree by hand are seen, whatever the commit's metadata lists", async () => {
        const composed = made.commit(
            {},
            { rpms: [rpm("alpha")], metadata: { "rpmostree.rpmdb.pkglist": packageList } },
        );
        const tree = join(made.directory, "by-hand");
        await checkoutCommit(made.path, composed, tree);
        installRpms(tree, [rpm("by-hand")]);
        const changed = made.commit(tree, { parent: composed, metadata: { "rpmostree.rpmdb.pkglist": packageList } });
        const names = async (checksum: string) =>
            (await readPackages(host, made.path, checksum)).map(({ name }) => name);
        expect(await names(composed)).toEqual(["alpha"]);
        expect(await names(changed)).toEqual(["alpha", "by-hand"]);
        expect((await diffCommits(host, made.path, composed, changed)).packages).toEqual({
            added: [{ name: "by-hand", version: "1.0-1" }],
            removed: [],
            changed: [],
        });
    });

    test("come from the commit's metadata where it has no database, or one that rpm cannot read", async () => {
        const metadata = { "rpmostree.rpmdb.pkglist": packageList };
        const listed = [
            {
                name: "epochal",
                epoch: "3",
                version: "1.0",
                release: "1",
                arch: "x86_64",
                size: null,
                licence: null,
                requiredBy: [],
            },
            {
                name: "listed",
                epoch: null,
                version: "1",
                release: "2",
                arch: "noarch",
                size: null,
                licence: null,
                requiredBy: [],
            },
        ];
        const none = made.commit({ "/usr/share/x": "" }, { metadata });
        const garbage = made.commit({ "/usr/share/rpm/rpmdb.sqlite": "no database" }, { metadata });
        const old = made.commit({ "/usr/share/rpm/Packages": "\0".repeat(4096) }, { metadata });
        for (const checksum of [none, garbage, old])
            expect(await readPackages(host, made.path, checksum)).toEqual(listed);
        expect(await readPackages(host, made.path, bare)).toEqual([]);
    });

    test("of the host are never taken for the commit's", async () => {
        const database = join(made.directory, "host/usr/share/rpm/rpmdb.sqlite");
        installRpms(join(made.directory, "host"), [rpm("alpha")]);
        const linked = made.commit({ "/usr/share/rpm/rpmdb.sqlite": { link: database } });
        const directory = made.commit({ "/usr/share/rpm": { link: join(database, "..") } });
        for (const checksum of [linked, directory]) expect(await readPackages(host, made.path, checksum)).toEqual([]);
    });

    test("are read where the database lies in the other place", async () => {
        const root = join(made.directory, "other-place");
        installRpms(root, [rpm("alpha")]);
        run("mkdir", "-p", join(root, "usr/lib/sysimage"));
        run("mv", join(root, "usr/share/rpm"), join(root, "usr/lib/sysimage/rpm"));
        run("ln", "-s", "../lib/sysimage/rpm", join(root, "usr/share/rpm"));
        expect(await readPackages(host, made.path, made.commit(root))).toMatchObject([{ name: "alpha" }]);
    });
});

test("collections are told by their manifests, and their sizes by their files", async () => {
    const checksum = made.commit({
        [`${collections}/ansible/posix/MANIFEST.json`]: manifest("1.5.4"),
        [`${collections}/ansible/posix/plugins/a.py`]: "12345",
        [`${collections}/ansible/posix/tests/ansible_collections/nested/one/MANIFEST.json`]: manifest("0"),
        [`${collections}/acme/broken/MANIFEST.json`]: "{ no json",
        [`${collections}/acme/hostile/MANIFEST.json`]: manifest("<b>\u001b[31m1"),
        [`${collections}/acme/huge/MANIFEST.json`]: `${" ".repeat(70_000)}${manifest("1")}`,
        [`${collections}/acme/linked/MANIFEST.json`]: { link: "/etc/passwd" },
        [`${collections}/acme/bare/plugins/b.py`]: "",
        [`${site}/ansible_collections/community/general/MANIFEST.json`]: manifest("6.6.2"),
    });
    const found = await readCollections(host, made.path, checksum);
    expect(found.map(({ name, version }) => [name, version])).toEqual([
        ["acme.broken", null],
        ["acme.hostile", "<b>\\x1b[31m1"],
        ["acme.huge", null],
        ["ansible.posix", "1.5.4"],
        ["community.general", "6.6.2"],
    ]);
    expect(found[3]).toMatchObject({
        size: manifest("1.5.4").length + 5 + manifest("0").length,
        directory: `${collections}/ansible/posix`,
    });
    expect(await readCollections(host, made.path, bare)).toEqual([]);
});

test("several hundred collections are read with a program for every two hundred", async () => {
    const numbers = Array.from({ length: 401 }, (_, index) => index);
    const checksum = made.commit(
        Object.fromEntries(numbers.map(n => [`${collections}/many/c${n}/MANIFEST.json`, manifest(`1.0.${n}`)])),
    );
    const programs: string[] = [];
    const counting: Host = {
        ...host,
        run(argv, options) {
            programs.push(argv[0] ?? "");
            return host.run(argv, options);
        },
    };
    const found = await readCollections(counting, made.path, checksum);
    expect(found.every(({ name, version }) => name === `many.c${version?.slice(4)}`)).toBe(true);
    expect(found).toHaveLength(401);
    expect(programs.filter(name => name === "ostree")).toHaveLength(3);
});

test("Python distributions are told by the names in the tree", async () => {
    const checksum = made.commit({
        [`${site}/ansible_core-2.14.18.dist-info/METADATA`]: "",
        [`${site}/PyYAML-6.0-py3.11.egg-info`]: "",
        [`${site}/six.egg-info/PKG-INFO`]: "",
        [`${site}/setuptools/_vendor/tomli-2.0.dist-info/METADATA`]: "",
        "/usr/lib/python3/dist-packages/jinja2-3.1.2.egg-info/PKG-INFO": "",
        "/usr/share/doc/x-1.dist-info/METADATA": "",
    });
    expect(await readPython(host, made.path, checksum)).toEqual([
        { name: "ansible-core", version: "2.14.18", directory: site },
        { name: "jinja2", version: "3.1.2", directory: "/usr/lib/python3/dist-packages" },
        { name: "pyyaml", version: "6.0", directory: site },
        { name: "six", version: null, directory: site },
    ]);
});

describe("files", () => {
    const forged = `x\n-00644 0 0 5 ${"0".repeat(64)} `;

    test("of one directory are listed, strange names and all", async () => {
        const checksum = made.commit({
            "/usr/bin/ü é": "12345",
            "/usr/bin/a -> b": "",
            "/usr/bin/new\nline": "",
            "/usr/bin/\u001b[31m<b>": "",
            "/usr/bin/link": { link: "a -> b" },
            "/usr/bin/sub/deeper": "",
            "/bin": { link: "usr/bin" },
        });
        const entries = await readFiles(host, made.path, checksum, "/usr/bin");
        expect(entries.map(({ name, path, type, size, target }) => [name, path.slice(9), type, size, target])).toEqual([
            ["\\x1b[31m<b>", "\u001b[31m<b>", "file", 0, null],
            ["a -> b", "a -> b", "file", 0, null],
            ["link", "link", "link", 0, "a -> b"],
            ["new\\x0aline", "new\nline", "file", 0, null],
            ["ü é", "ü é", "file", 5, null],
            ["sub", "sub", "directory", 0, null],
        ]);
        expect(entries[4]).toMatchObject({ mode: 0o644, uid: 0, gid: 0 });
        expect((await readFiles(host, made.path, checksum, "/")).map(({ path }) => path)).toEqual(["/bin", "/usr"]);
        for (const path of ["/nope", "/usr/bin/link", "/bin", "/usr/bin/link/x"])
            await expect(readFiles(host, made.path, checksum, path)).rejects.toMatchObject({ problem: "not-found" });
        const gone = readFiles(host, made.path, "0".repeat(64), "/usr");
        await expect(gone).rejects.toMatchObject({ problem: "not-found" });
    });

    test("whose names look like lines of the listing make no other files", async () => {
        const checksum = made.commit({ [`/usr/${forged}/etc/shadow`]: "", "/usr/z": "12" });
        expect(measureTree(await readTree(host, made.path, checksum))).toMatchObject({ files: 2, size: 2 });
        const { files } = await diffCommits(host, made.path, made.commit({ "/usr/z": "12" }), checksum);
        expect(files.added).toEqual(
            ["", "/etc", "/etc/shadow"].map(path => expect.stringMatching(`${"0".repeat(64)} ${path}/?$`)),
        );
    });

    test("that ostree could not list without doubt are an error, not a guess, where it is asked", async () => {
        const checksum = made.commit({ "/usr/link": { link: `${forged}/usr/z` }, "/usr/z": "12" });
        await expect(readFiles(host, made.path, checksum, "/usr")).rejects.toMatchObject({ problem: "garbled" });
        const tree = await readTree(host, made.path, checksum);
        expect([...tree.keys()].sort()).toEqual(["/", "/usr", "/usr/link", "/usr/z"]);
        expect(tree.get("/usr/link")?.target).toMatch(/^x\\x0a-00644 .* \/usr\/z$/);
    });
});

test("a commit says what it is", async () => {
    const repo = makeTestRepo();
    try {
        const files = {
            "/usr/lib/modules/5.14.0-1.el9/vmlinuz": "kernel",
            "/usr/a": "same",
            "/usr/b": "same",
            "/usr/l": { link: "a" },
        };
        const first = repo.commit({ "/usr/x": "" }, { ref: "ee/x" });
        const second = repo.commit(files, { ref: "ee/x", parent: first, version: "9.6.15", subject: "<i>\u001b[1m" });
        run("ostree", `--repo=${repo.path}`, "refs", "--create=ee/a", second);
        const before = Date.now();
        const commit = await readCommit(host, repo.path, second);
        expect(commit).toEqual({
            ...{
                checksum: second,
                parent: first,
                version: "9.6.15",
                subject: "<i>\\x1b[1m",
                timestamp: commit.timestamp,
            },
            refs: ["ee/a", "ee/x"],
        });
        expect(measureTree(await readTree(host, repo.path, second))).toEqual({
            ...{ size: 10, files: 4, kernel: "5.14.0-1.el9" },
        });
        expect(Math.abs(before - commit.timestamp)).toBeLessThan(60_000);
        expect(await readCommit(host, repo.path, first)).toMatchObject({
            parent: null,
            version: null,
            refs: [],
        });
        expect(measureTree(await readTree(host, repo.path, first))).toMatchObject({ kernel: null });
        expect(await listRefs(host, repo.path)).toEqual(["ee/a", "ee/x"].map(ref => ({ ref, checksum: second })));
        for (const revision of ["ee/x", second, second.slice(0, 10)])
            expect(await resolveRevision(host, repo.path, revision)).toBe(second);
        expect(await resolveRevision(host, repo.path, "ee/x^")).toBe(first);
        const short = second.slice(0, 6);
        for (const revision of ["nope", "", "--help", "a b", "0".repeat(64), `${first}^`, "../repo", "ee", short])
            expect(await resolveRevision(host, repo.path, revision)).toBeNull();
        await host.run(["ostree", "refs", `--repo=${repo.path}`, "--force", `--create=${short}`, first]);
        expect(await resolveRevision(host, repo.path, short)).toBe(first);
        for (const revision of ["0".repeat(64), "ee/x", "../../x"])
            await expect(readCommit(host, repo.path, revision)).rejects.toMatchObject({ problem: "not-found" });
    } finally {
        repo.remove();
    }
});

test("where there is no repository yet, there are no refs and no commits", async () => {
    const repo = join(made.directory, "none");
    expect(await listRefs(host, repo)).toEqual([]);
    expect(await resolveRevision(host, repo, "ee/x")).toBeNull();
});

test("a repository that cannot be read is the machine's failure, not an empty one", async () => {
    const repo = join(made.directory, "broken");
    run("ostree", `--repo=${repo}`, "init", "--mode=archive");
    writeFileSync(join(repo, "config"), "[core]\nrepo_version=7\n");
    await expect(listRefs(host, repo)).rejects.toMatchObject({ name: "HostError", problem: "failed" });
});

test("the difference of two commits lists what lies in added and in removed directories", async () => {
    const general = `${collections}/community/general/MANIFEST.json`;
    const from = made.commit(
        {
            [general]: manifest("6.0.0"),
            [`${site}/requests-2.28.dist-info/METADATA`]: "",
            "/usr/old/deep/file": "",
            "/usr/share/same": "same",
            "/usr/share/turned": "file",
        },
        { metadata: { "rpmostree.rpmdb.pkglist": "[('a', '0', '1', '1', 'noarch'), ('b', '0', '1', '1', 'noarch')]" } },
    );
    const to = made.commit(
        {
            [general]: manifest("6.6.2"),
            [`${collections}/ansible/posix/MANIFEST.json`]: manifest("1.5.4"),
            "/usr/new/deep/file": "",
            "/usr/share/same": "same",
            "/usr/share/turned": { link: "same" },
        },
        { metadata: { "rpmostree.rpmdb.pkglist": "[('a', '1', '1', '2', 'noarch'), ('c', '0', '1', '1', 'noarch')]" } },
    );
    expect(await diffCommits(host, made.path, from, to)).toEqual({
        packages: {
            added: [{ name: "c", version: "1-1" }],
            removed: [{ name: "b", version: "1-1" }],
            changed: [{ name: "a", from: "1-1", to: "1:1-2" }],
        },
        collections: {
            added: [{ name: "ansible.posix", version: "1.5.4" }],
            removed: [],
            changed: [{ name: "community.general", from: "6.0.0", to: "6.6.2" }],
        },
        python: { added: [], removed: [{ name: "requests", version: "2.28" }], changed: [] },
        files: {
            added: [
                ...["/usr/new/", "/usr/new/deep/", "/usr/new/deep/file"],
                ...["/", "/posix/", "/posix/MANIFEST.json"].map(path => `${collections}/ansible${path}`),
            ],
            removed: [
                ...["/usr/lib/", "/usr/lib/python3.11/", `${site}/`, `${site}/requests-2.28.dist-info/`],
                ...[`${site}/requests-2.28.dist-info/METADATA`, "/usr/old/", "/usr/old/deep/", "/usr/old/deep/file"],
            ],
            changed: [general, "/usr/share/turned"],
        },
    });
    const same = await diffCommits(host, made.path, to, to);
    expect(Object.values(same).flatMap(changes => Object.values(changes).flat())).toEqual([]);
});
