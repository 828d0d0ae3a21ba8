import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { isUnsettled } from "../../src/build/plan.ts";
import { planLocked } from "../../src/build/plan-locked.ts";
import { planDefinition, planWhole } from "../../src/build/planning.ts";
import { readLock } from "../../src/build/read-lock.ts";
import { carryOn } from "../../src/build/run.ts";
import { startBuild } from "../../src/build/start.ts";
import { textOf } from "../../src/host/bytes.ts";
import type { Host } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node.ts";
import type { Composer } from "../../src/osbuild/composer.ts";
import { weldrComposer } from "../../src/osbuild/weldr.ts";
import { findSecrets } from "../support/find-secrets.ts";
import { makeRepository } from "../support/git-repository.ts";
import { type GitServer, serveGit } from "../support/git-server.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { type StaticServer, serveDirectory } from "../support/static-server.ts";
import { packRole } from "../support/tiny-roles.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";

const SECRET = "pw-clone-3f9d20c1";

const directory = mkdtempSync(join(tmpdir(), "clones-"));
const state = `${directory}/state`;
const served = `${directory}/served`;
const argumentsSeen: string[] = [];
const real = nodeHost({ state });
const host: Host = {
    ...real,
    run: (argv, options) => {
        argumentsSeen.push(...argv);
        return real.run(argv, options);
    },
};
const git = makeRepository(`${served}/a.git`);
let server: GitServer;
let downloads: StaticServer;
let repository: TinyRepository;
let running: RunningComposer;
let composer: Composer;

function commit(files: Readonly<Record<string, string>>): string {
    for (const [path, text] of Object.entries(files)) {
        const file = `${served}/a.git/${path}`;
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
        if (text.startsWith("#!")) chmodSync(file, 0o755);
    }
    git("add", "--all");
    git("commit", "--quiet", "--message", "more");
    return git("rev-parse", "HEAD");
}

/** An archive of these files; a text that begins with an arrow is a link. */
function pack(name: string, files: Readonly<Record<string, string>>): void {
    const tree = `${directory}/packed/${name}`;
    for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(`${tree}/${path}`), { recursive: true });
        if (text.startsWith("->")) symlinkSync(text.slice(2), `${tree}/${path}`);
        else writeFileSync(`${tree}/${path}`, text);
    }
    execFileSync("tar", ["--create", "--gzip", `--file=${served}/${name}`, `--directory=${tree}`, "."]);
}

beforeAll(async () => {
    for (const each of [state, served]) mkdirSync(each, { recursive: true });
    packRole(`${state}/artefacts/acme.web-1.0.0.tar.gz`, {});
    commit({
        "roles/acme.own/tasks/main.yml": "[]\n",
        "roles/acme.own/files/run.sh": "#!/bin/sh\n",
        "roles/.hidden/tasks/main.yml": "[]\n",
        "bin/tool": "#!/bin/sh\necho one\n",
        "other/acme.web/tasks/main.yml": "[]\n",
    });
    git("tag", "v1");
    commit({ "bin/tool": "#!/bin/sh\necho two\n" });
    server = await serveGit(served, `me:${SECRET}`);
    downloads = await serveDirectory(served);
    pack("one.tar.gz", { "bin/run": "one\n", "bin/only": "one\n", "etc/conf": "->../elsewhere" });
    pack("two.tar.gz", { "bin/run": "two\n", "etc/conf": "two\n" });
    pack("odd.tar.gz", { bin: "a file\n" });
    pack("mine.tar.gz", { "share/deep/x": "mine\n" });
    pack("secret.tar.gz", { "share/.netrc.yml": `password: ${SECRET}\n` });
    repository = await makeRepo({
        packages: [
            { name: "filesystem", files: { "/usr/bin/": "", "/usr/lib/": "", "/var/": "" } },
            { name: "python3", version: "3.9.18" },
        ],
    });
    running = await startComposer({ repos: { tiny: repository.url } });
    composer = weldrComposer(host, running.socket);
});
afterAll(async () => {
    await running.stop();
    for (const each of [server, downloads]) await each.close();
    await repository.remove();
    rmSync(directory, { recursive: true });
});

const address = (path = "a.git") => `${server.url.replace("//", `//me:${SECRET}@`)}/${path}`;

/** Archives of the definition, by their names. */
const own = (...names: string[]) =>
    new Map(names.map(name => [`files/${name}`, textOf(readFileSync(`${served}/${name}`))] as const));

const define = (...steps: string[]) =>
    new Map([
        [
            "execution-environment.yml",
            JSON.stringify({
                version: 3,
                additional_build_files: [{ src: "files", dest: "." }],
                dependencies: { galaxy: { roles: [{ src: "acme.web", version: "1.0.0" }] } },
                additional_build_steps: { append_final: steps },
            }),
        ],
    ]);

const authored = (...steps: string[]) => ({ name: "cloned", files: define(...steps), distro: "centos-9" });
const rowsOf = async (...steps: string[]) =>
    (await planDefinition(host, composer, state, authored(...steps))).requirements.filter(
        ({ kind }) => kind === "build-step",
    );

test("what steps clone and unpack is in the commit, locked by commits, and what lets one in is nowhere", async () => {
    const unpack = (name: string) => `RUN curl -sL ${downloads.url}/${name} | tar xz -C /opt/both`;
    const { files } = authored(
        `RUN git clone --depth 1 -b v1 ${address()} && cp -r a/roles/* /usr/share/ansible/roles/ && cp a/bin/tool /usr/local/bin/ && rm -rf a`,
        `RUN git clone ${address()} /opt/a`,
        unpack("one.tar.gz"),
        unpack("two.tar.gz"),
        `RUN curl -sL ${downloads.url}/one.tar.gz | tar xz -C /usr/share/acme bin/only`,
        "ADD _build/mine.tar.gz /opt/mine",
        "COPY _build/mine.tar.gz /tmp/",
        "RUN tar xf /tmp/mine.tar.gz -C /tmp && cp -r /tmp/share/* /usr/share/mine/ && rm -rf /tmp/share /tmp/mine.tar.gz",
    );
    for (const [path, text] of own("mine.tar.gz")) files.set(path, text);
    const { id } = await startBuild(host, state, {
        ...{ definition: { name: "cloned", files }, distro: "centos-9", type: "edge-commit", ref: "ee/cloned" },
        ...{ top: { kind: "nothing" }, startedBy: "tester" },
    });
    expect(await carryOn(host, composer, state, id)).toMatchObject({ error: null, state: "done" });
    const ostree = (...argv: string[]) =>
        execFileSync("ostree", [`--repo=${state}/repo`, ...argv], { encoding: "utf8" });
    const read = (path: string) => ostree("cat", "ee/cloned", path);
    const list = (...paths: string[]) => ostree("ls", "-R", "ee/cloned", ...paths);
    expect(read("/usr/bin/tool")).toBe("#!/bin/sh\necho one\n");
    expect(list("/usr/bin/tool")).toMatch(/^-00755 /);
    expect(list("/usr/share/ansible/roles/acme.own/files/run.sh")).toMatch(/^-00755 /);
    expect(list("/usr/share/ansible/roles")).toContain("/acme.web/tasks/main.yml");
    expect(list("/usr/share/ansible/roles")).not.toContain(".hidden");
    expect(read("/usr/share/factory/opt/a/bin/tool")).toBe("#!/bin/sh\necho two\n");
    expect(list("/usr/share/factory/opt/a")).not.toContain(".git");
    expect(read("/usr/share/factory/opt/both/bin/run")).toBe("two\n");
    expect(read("/usr/share/factory/opt/both/bin/only")).toBe("one\n");
    expect(read("/usr/share/factory/opt/both/etc/conf")).toBe("two\n");
    expect(read("/usr/share/factory/opt/mine/share/deep/x")).toBe("mine\n");
    expect(read("/usr/share/mine/deep/x")).toBe("mine\n");
    const { clones } = JSON.parse(read("/usr/share/ee/cloned/lock.json"));
    const [v1, main] = ["v1", "main"].map(name => git("rev-parse", name));
    expect(clones).toEqual([
        { path: "/usr/share/ansible/roles", url: `${server.url}/a.git`, member: "roles/*", commit: v1 },
        { path: "/usr/bin/tool", url: `${server.url}/a.git`, member: "bin/tool", commit: v1 },
        { path: "/usr/share/factory/opt/a", url: `${server.url}/a.git`, member: "", commit: main },
    ]);
    const commitFiles = `${directory}/commit`;
    ostree("checkout", "--user-mode", "ee/cloned", commitFiles);
    for (const where of [state, commitFiles]) expect([where, findSecrets(where, [SECRET]).found]).toEqual([where, []]);
    expect(argumentsSeen.filter(argument => argument.includes(SECRET))).toEqual([]);
    const { requirements } = JSON.parse(read("/usr/share/ee/cloned/plan.json"));
    const got = requirements.map(({ satisfiedBy }: { satisfiedBy: string | null }) => satisfiedBy);
    expect(got).toEqual(expect.arrayContaining([v1, main].map(commit => `commit ${commit?.slice(0, 12)}`)));

    // The branch goes on, and what was built is built again of what it was then.
    commit({ "bin/tool": "#!/bin/sh\necho three\n" });
    const lock = await readLock(host, `${state}/repo`, ostree("rev-parse", "ee/cloned").trim(), "cloned");
    for (const kept of ["content/ee-cloned", "cache/clones"]) rmSync(`${state}/${kept}`, { recursive: true });
    const again = await planLocked(host, composer, state, { name: "cloned", files, distro: "centos-9" }, lock);
    expect(again.plan.requirements.filter(isUnsettled)).toEqual([]);
    expect(again.content?.version).toBe(lock.content.version);
    git("update-ref", "refs/heads/main", v1 ?? "");
    git("reflog", "expire", "--expire=now", "--all");
    git("gc", "--quiet", "--prune=now");
    rmSync(`${state}/cache/clones`, { recursive: true });
    const gone = await planLocked(host, composer, state, { name: "cloned", files, distro: "centos-9" }, lock);
    expect(gone.plan.requirements.filter(isUnsettled)).toMatchObject([
        { kind: "build-step", fidelity: "missing", note: `${server.url}/a.git has no ${main}.` },
    ]);
});

test("an archive of the definition with what may be a secret in it is not unpacked into a commit", async () => {
    const { files, ...rest } = authored("ADD _build/secret.tar.gz /opt/mine", "ADD _build/one.tar.gz /opt/mine");
    for (const [path, text] of own("secret.tar.gz", "one.tar.gz")) files.set(path, text);
    const { plan, content } = await planWhole(host, composer, state, { ...rest, files });
    const brought = ["secret", "one"].map(name => content?.about.get(`definition/files/${name}.tar.gz`));
    expect(brought).toEqual(["<redacted>\n", files.get("files/one.tar.gz")]);
    const rows = plan.requirements.filter(({ kind }) => kind === "build-step");
    expect(rows.map(({ fidelity, note }) => [fidelity, note])).toEqual([
        [
            "left-over",
            "What is in a commit everybody can read, and files/secret.tar.gz: share/.netrc.yml holds what may be a secret.",
        ],
        ["equivalent", "A file below /usr, put in its place when the system starts."],
    ]);
});

test("what a step clones is told where it is not to be had, or where something is already", async () => {
    const clone = (rest: string) => `RUN git clone ${address()} /tmp/a && ${rest}`;
    const tar = (name: string) => `RUN curl -sL ${downloads.url}/${name} | tar xz -C /opt/both`;
    const [nowhere, nothing, role, odd, , moved] = await rowsOf(
        `RUN git clone ${address("none.git")} /opt/none`,
        clone("cp -r /tmp/a/none/* /opt/b/"),
        clone("cp -r /tmp/a/other/* /usr/share/ansible/roles/"),
        tar("one.tar.gz"),
        tar("odd.tar.gz"),
        clone("mv -T /tmp/a/bin /opt/bin"),
    );
    const written = await rowsOf("RUN echo step > /etc/over/tool", clone("cp -r /tmp/a/bin/. /etc/over/"));
    const leftOver = { carrier: null, fidelity: "left-over" };
    expect(nowhere).toMatchObject({ ...leftOver, note: expect.stringContaining("/none.git cannot be cloned: ") });
    expect(nothing).toMatchObject({ ...leftOver, note: `${server.url}/a.git has no none.` });
    expect(role).toMatchObject({
        ...leftOver,
        note: "/usr/share/ansible/roles/acme.web holds what the content brings already.",
    });
    expect(odd).toMatchObject({
        ...leftOver,
        note: "One archive has a directory at /usr/share/factory/opt/both/bin, and another that is unpacked there has none.",
    });
    expect(written).toContainEqual(
        expect.objectContaining({ ...leftOver, note: "It has /etc/over/tool, which an earlier step has put there." }),
    );
    expect(moved).toMatchObject({
        fidelity: "equivalent",
        note: `A file below /usr, put in its place when the system starts. Nothing vouches for ${server.url}/a.git: the step names no commit.`,
    });
});
