import {
    chmodSync,
    chownSync,
    cpSync,
    existsSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    symlinkSync,
    truncateSync,
    writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { HostError } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node.ts";
import { type Import, importArtefact } from "../../src/ostree/import.ts";
import { listRefs } from "../../src/ostree/repo.ts";
import { layOutArtefact, listObjects, makeTestRepo, packArtefact, run, type TestRepo } from "../support/ostree-repo.ts";

const REF = "ee/core/rhel-9.6/x86_64";
let made: TestRepo;
let first: string;
let second: string;
let other: string;

beforeAll(() => {
    made = makeTestRepo();
    first = made.commit({ "/usr/bin/a": "a" }, { ref: REF, version: "1" });
    second = made.commit({ "/usr/bin/a": "a", "/usr/bin/b": "b" }, { ref: REF, version: "2", parent: first });
    other = made.commit({ "/usr/lib/other": "other" }, { ref: REF, version: "0" });
});
afterAll(() => made.remove());

/** A machine of its own: a state directory with no repository in it yet. */
function makeMachine(name: string) {
    const state = join(made.directory, name);
    mkdirSync(join(state, "work"), { recursive: true });
    const repo = join(state, "repo");
    const host = nodeHost({ state });
    const request = (file: string, rest: Partial<Import> = {}): Import => ({
        ...{ repo, file, work: join(state, "work"), ref: REF, parent: null },
        ...rest,
    });
    return { state, repo, host, request };
}

const goodSummary = (parent: string | null, version: string) => ({
    ref: REF,
    "ostree-version": version,
    ...(parent === null ? {} : { "ostree-parent-commit": parent }),
});

test("an artefact is imported, and once more without a difference", async () => {
    const { repo, host, request } = makeMachine("good");
    const file = packArtefact(layOutArtefact(made, first, goodSummary(null, "1")));
    const size = statSync(file).size;
    expect(await importArtefact(host, request(file))).toEqual({ checksum: first, version: "1", size });
    const objects = listObjects(repo);
    expect(await importArtefact(host, request(file))).toEqual({ checksum: first, version: "1", size });
    expect(listObjects(repo)).toEqual(objects);
    expect(await listRefs(host, repo)).toEqual([{ ref: REF, checksum: first }]);
    expect(readdirSync(join(repo, "..", "work"))).toEqual([]);
    run("ostree", `--repo=${repo}`, "fsck", "--quiet");

    const next = packArtefact(layOutArtefact(made, second, goodSummary(first, "2")));
    await importArtefact(host, request(next, { parent: first }));
    expect(await listRefs(host, repo)).toEqual([{ ref: REF, checksum: second }]);
});

test("a summary in the artefact that names an old commit changes nothing", async () => {
    const { repo, host, request } = makeMachine("summary");
    const root = layOutArtefact(made, first, goodSummary(null, "1"));
    run("ostree", `--repo=${root}/repo`, "refs", `--create=${REF}`, first);
    run("ostree", `--repo=${root}/repo`, "summary", "--update");
    run("ostree", `--repo=${root}/repo`, "pull-local", "--disable-fsync", made.path, second);
    writeFileSync(join(root, "compose.json"), JSON.stringify({ ...goodSummary(first, "2"), "ostree-commit": second }));
    await importArtefact(host, request(packArtefact(root), { parent: first }));
    expect(await listRefs(host, repo)).toEqual([{ ref: REF, checksum: second }]);
});

test("the keeper of a shared state directory imports without root's rights", async () => {
    const { state, repo, host, request } = makeMachine("shared");
    for (const directory of [state, join(state, "work")]) {
        chownSync(directory, 60987, 60987);
        chmodSync(directory, 0o2775);
    }
    chmodSync(made.directory, 0o755);
    const file = packArtefact(layOutArtefact(made, first, goodSummary(null, "1")));
    await importArtefact(host, request(file));
    expect(statSync(repo).uid).toBe(60987);
    run("ostree", `--repo=${repo}`, "fsck", "--quiet");
});

test("objects that only their owner may read are for everyone to read in the repository", async () => {
    const { repo, host, request } = makeMachine("modes");
    const file = packArtefact(layOutArtefact(made, first, goodSummary(null, "1")), "--mode=u=r,go=");
    await importArtefact(host, request(file));
    const modes = listObjects(repo).map(name => statSync(join(repo, "objects", name)).mode & 0o777);
    expect(new Set(modes)).toEqual(new Set([0o664]));
});

describe("what is not what it says is refused, and nothing of it is kept", () => {
    type Tamper = (root: string) => string | undefined;
    const object = (root: string, suffix: string) =>
        join(root, "repo/objects", listObjects(join(root, "repo")).find(name => name.endsWith(suffix)) ?? "");
    const commitObject = (root: string) => join(root, "repo/objects", first.slice(0, 2), `${first.slice(2)}.commit`);
    const rewrite = (root: string, change: Record<string, unknown>) => {
        const file = join(root, "compose.json");
        writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...change }));
    };
    const corrupt = (file: string) => {
        const bytes = readFileSync(file);
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff;
        chmodSync(file, 0o644);
        rmSync(file);
        writeFileSync(file, bytes);
    };
    const cases: [string, RegExp, Tamper][] = [
        [
            "a device node",
            /holds a device node, repo\/objects\/tty\./,
            root => run("mknod", join(root, "repo/objects/tty"), "c", "5", "0"),
        ],
        ["a pipe", /holds a pipe, repo\/tmp\/pipe\./, root => run("mkfifo", join(root, "repo/tmp/pipe"))],
        [
            "objects that are a link to another repository",
            /holds a link, repo\/objects\./,
            root => {
                rmSync(join(root, "repo/objects"), { recursive: true });
                symlinkSync(join(made.path, "objects"), join(root, "repo/objects"));
                return undefined;
            },
        ],
        [
            "a hard link",
            /holds a hard link, repo\//,
            root => run("ln", join(root, "repo/config"), join(root, "repo/state/config")),
        ],
        [
            "a name with ..",
            /holds \S*\.\.\/.*, which does not belong there/,
            root => {
                writeFileSync(join(root, "evil"), "");
                const file = packArtefact(root, "--exclude=./evil");
                run(
                    "tar",
                    "--append",
                    `--file=${file}`,
                    `--directory=${root}`,
                    "--absolute-names",
                    "--transform=s,^evil$,repo/state/../../../evil,",
                    "evil",
                );
                return file;
            },
        ],
        [
            "a file that has no business there",
            /holds hooks\\n<b>, which does not belong/,
            root => void writeFileSync(join(root, "hooks\n<b>"), ""),
        ],
        ["no compose.json", /has no compose\.json/, root => void rmSync(join(root, "compose.json"))],
        [
            "a compose.json that is none",
            /compose\.json cannot be read/,
            root => void writeFileSync(join(root, "compose.json"), "{"),
        ],
        ["a commit that is not in it", /damaged/, root => void rewrite(root, { "ostree-commit": "0".repeat(64) })],
        ["another ref", /of ref ee\/other, not ee\/core/, root => void rewrite(root, { ref: "ee/other" })],
        ["another version", /another version/, root => void rewrite(root, { "ostree-version": "9" })],
        ["another parent", /another parent/, root => void rewrite(root, { "ostree-parent-commit": "1".repeat(64) })],
        ["a file whose content was changed", /damaged/, root => void corrupt(object(root, ".filez"))],
        ["a tree that was changed", /damaged/, root => void corrupt(object(root, ".dirtree"))],
        ["a commit that was changed", /damaged/, root => void corrupt(commitObject(root))],
        ["an object that is missing", /damaged/, root => void rmSync(object(root, ".filez"))],
        [
            "an archive that breaks off",
            /damaged/,
            root => {
                const file = packArtefact(root);
                truncateSync(file, statSync(file).size >> 1);
                return file;
            },
        ],
        [
            "something that is no archive",
            /damaged/,
            root => {
                writeFileSync(`${root}.tar`, "<html>".repeat(200));
                return `${root}.tar`;
            },
        ],
        [
            "an archive that grows when it is unpacked",
            /grows when it is unpacked/,
            root => {
                run("truncate", "--size=1T", join(root, "repo/config"));
                return packArtefact(root, "--sparse");
            },
        ],
    ];

    /** A repository in which the ref names another commit, and an artefact; each case has copies of them. */
    let there: string;
    let good: string;
    beforeAll(() => {
        there = join(made.directory, "there");
        run("ostree", `--repo=${there}`, "init", "--mode=archive");
        run("ostree", `--repo=${there}`, "pull-local", "--disable-fsync", made.path, other);
        run("ostree", `--repo=${there}`, "refs", `--create=${REF}`, other);
        good = layOutArtefact(made, first, goodSummary(null, "1"));
    });

    test.each(cases)("%s", async (name, message, tamper) => {
        const { repo, host, request, state } = makeMachine(`bad ${name}`);
        cpSync(there, repo, { recursive: true });
        const objects = listObjects(repo);

        const root = join(state, "artefact");
        cpSync(good, root, { recursive: true });
        const given = tamper(root);
        const file = given?.endsWith(".tar") ? given : packArtefact(root);
        const error: HostError = await importArtefact(host, request(file)).then(
            () => expect.unreachable("it was imported"),
            error => error,
        );
        expect(error).toMatchObject({ name: "HostError", problem: "failed" });
        expect(error.message).toMatch(/^The artefact was not imported: .* Nothing of it was kept\.$/);
        expect(error.message).toMatch(message);
        expect(listObjects(repo)).toEqual(objects);
        expect(await listRefs(host, repo)).toEqual([{ ref: REF, checksum: other }]);
        expect(readdirSync(join(repo, "..", "work"))).toEqual([]);
        expect(existsSync(join(dirname(made.directory), "evil"))).toBe(false);
    });

    test("a commit on another parent than the one asked for", async () => {
        const { host, request, repo } = makeMachine("wrong parent");
        const file = packArtefact(layOutArtefact(made, second, goodSummary(first, "2")));
        await expect(importArtefact(host, request(file))).rejects.toThrow(
            `its commit has the parent ${first.slice(0, 12)}, not nothing`,
        );
        expect(await listRefs(host, repo)).toEqual([]);
    });
});
