import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

import { readKeptLock } from "../../src/build/build-lock.ts";
import { rpmOf } from "../../src/build/lock.ts";
import { lockPlan } from "../../src/build/lock-plan.ts";
import { isUnsettled } from "../../src/build/plan.ts";
import { planLocked } from "../../src/build/plan-locked.ts";
import { planDefinition } from "../../src/build/planning.ts";
import { readLock } from "../../src/build/read-lock.ts";
import { recordSchema } from "../../src/build/record.ts";
import { carryOn } from "../../src/build/run.ts";
import { startBuild } from "../../src/build/start.ts";
import { buildDirectory } from "../../src/build/store.ts";
import { runCommandLine } from "../../src/cli/command-line.ts";
import { runLock } from "../../src/cli/lock-definition.ts";
import { type LockedPlan, lockFile, parseLocked, withoutLock, writeLocked } from "../../src/ee/lock-file.ts";
import { nodeHost } from "../../src/host/node.ts";
import { setCatalogue } from "../../src/language.ts";
import type { Composer } from "../../src/osbuild/composer.ts";
import { weldrComposer } from "../../src/osbuild/weldr.ts";
import { readPackages } from "../../src/ostree/inventory.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { serveDirectory } from "../support/static-server.ts";
import { packCollection } from "../support/tiny-collections.ts";
import { packRole } from "../support/tiny-roles.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";
import { makeWheel } from "../support/wheels.ts";

const directory = mkdtempSync(join(tmpdir(), "author-lock-"));
const state = `${directory}/state`;
const artefacts = `${state}/artefacts`;
const host = nodeHost({ state });
let repository: TinyRepository;
let server: RunningComposer;
let composer: Composer;

beforeAll(async () => {
    mkdirSync(`${state}/wheels`, { recursive: true });
    const filesystem = { name: "filesystem", files: { "/usr/bin/": "", "/usr/lib/": "", "/var/": "" } };
    const packages = [filesystem, { name: "quick" }, { name: "grouped" }, { name: "python3", version: "3.9.18" }];
    repository = await makeRepo({ packages });
    server = await startComposer({ repos: { tiny: repository.url } });
    composer = weldrComposer(host, server.socket);
});
afterAll(async () => {
    await server.stop();
    await repository.remove();
    rmSync(directory, { recursive: true });
});

const keepWheel = (version: string) =>
    writeFileSync(`${state}/wheels/kept-${version}-py3-none-any.whl`, makeWheel({ name: "kept", version }));

const name = "locked";
const secret = "hunter2";
const definition = (system = ["quick"]) =>
    new Map([
        [
            "execution-environment.yml",
            [
                "version: 3",
                "dependencies:",
                "  galaxy: {collections: [acme.tools], roles: [acme.web]}",
                "  python: [kept]",
                `  system: [${system.join(", ")}]`,
                "",
            ].join("\n"),
        ],
        [
            "ansible.cfg",
            `[galaxy]\nserver_list = own\n[galaxy_server.own]\nurl = http://ann:${secret}@127.0.0.1:9/api/\ntoken = ${secret}\n`,
        ],
    ]);
const plan = (files: ReadonlyMap<string, string>) =>
    planDefinition(host, composer, state, { name, files, distro: "centos-9" });
const lock = (files: ReadonlyMap<string, string>, as = name) =>
    lockPlan(host, composer, state, { name: as, files, distro: "centos-9" }, { by: "ann" });
const build = async (files: ReadonlyMap<string, string>, top: string | null = null, ref = "ee/locked") => {
    const { id } = await startBuild(host, state, {
        ...{ definition: { name, files }, distro: "centos-9", type: "edge-commit", ref, startedBy: "ann" },
        top: top === null ? { kind: "nothing" } : { kind: "commit", checksum: top },
    });
    return carryOn(host, composer, state, id);
};
const rpmsOf = async (checksum: string | null | undefined) =>
    (await readPackages(host, `${state}/repo`, checksum ?? "")).map(rpmOf);
const gotOf = ({ requirements }: Awaited<ReturnType<typeof plan>>) => requirements.map(row => row.satisfiedBy);
const inTheWay = ({ requirements }: Awaited<ReturnType<typeof plan>>) =>
    requirements.filter(isUnsettled).map(({ text, fidelity, note }) => [text, fidelity, note]);

async function command(...argv: string[]) {
    const written = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const)
        vi.spyOn(process[stream], "write").mockImplementation(chunk => {
            written[stream] += chunk;
            return true;
        });
    try {
        const signal = new AbortController().signal;
        const status = await runCommandLine(["--socket", server.socket, "--state", state, ...argv], signal);
        return { status, ...written };
    } finally {
        vi.restoreAllMocks();
    }
}

test("a plan that is not settled, and an image that is named by a tag, are not locked", async () => {
    expect(await lock(definition(["nothere"]))).toMatchObject({
        file: null,
        reason: expect.stringContaining("nothere"),
    });
    const image = { container: { image: "registry.example.com/team/ee:latest", alone: true } };
    const tagged = new Map([...definition(), ["cockpit-ee.json", JSON.stringify(image)]]);
    expect(await lock(tagged)).toMatchObject({ file: null, reason: expect.stringContaining("is named by a tag") });
});

test("the command locks and unlocks a definition of the machine, as a version of it, and one elsewhere", async () => {
    const plain = (...system: string[]) => `version: 3\ndependencies: {system: [${system.join(", ")}]}\n`;
    const main = "execution-environment.yml";
    const [own, elsewhere] = [`${state}/definitions/plain`, `${directory}/elsewhere/plain`];
    for (const path of [own, elsewhere]) {
        mkdirSync(path, { recursive: true });
        writeFileSync(`${path}/${main}`, plain("grouped"));
        expect(await command("lock", "--distro", "centos-9", path)).toMatchObject({ status: 0 });
        expect(readdirSync(path)).toEqual([lockFile, main]);
    }
    const newer = await makeRepo({ packages: [{ name: "grouped", version: "2.0" }] });
    await composer.pushSource({ id: "grouped", name: "grouped", url: newer.url, key: null });
    const planned = async (...more: string[]) =>
        JSON.parse((await command("plan", "--json", ...more, elsewhere)).stdout);
    const got = (version: string) => ({
        distro: "centos-9",
        leftOver: [],
        requirements: [{ text: "grouped", satisfiedBy: `grouped-${version}-1` }],
    });
    expect(await planned()).toMatchObject(got("1.0"));
    expect(await planned("--newest")).toMatchObject(got("2.0"));
    expect(await command("plan", "--newest", "--lock", "x", elsewhere)).toMatchObject({ status: 2 });
    const drift = JSON.parse((await command("drift", "--json", elsewhere)).stdout);
    expect(drift).toEqual([{ kind: "system", text: "grouped", from: "grouped-1.0-1", to: "grouped-2.0-1" }]);

    const before = readFileSync(`${elsewhere}/${lockFile}`, "utf8");
    writeFileSync(`${elsewhere}/${main}`, plain("nothere"));
    const refused = expect.stringContaining("plain was not locked: Not everything is settled: nothere.");
    expect(await command("lock", "--distro", "centos-9", elsewhere)).toMatchObject({ status: 1, stderr: refused });
    expect(readFileSync(`${elsewhere}/${lockFile}`, "utf8")).toBe(before);
    symlinkSync(elsewhere, `${directory}/plain-too`);
    for (const usage of [
        ["unlock", `${directory}/plain-too`],
        ["lock", "--newest", elsewhere],
    ])
        expect(await command(...usage)).toMatchObject({ status: 2 });
    expect(readFileSync(`${elsewhere}/${lockFile}`, "utf8")).toBe(before);
    writeFileSync(`${elsewhere}/${lockFile}`, before.replace("grouped", "other"));
    expect(await command("drift", elsewhere)).toMatchObject({
        status: 1,
        stderr: expect.stringContaining("what is locked of plain cannot be read"),
    });
    for (const path of [own, elsewhere]) {
        expect(await command("unlock", path)).toMatchObject({ status: 0 });
        expect(readdirSync(path)).toEqual([main]);
    }
    expect(await command("unlock", own)).toMatchObject({ status: 1, stderr: expect.stringContaining("is not locked") });
    expect(readdirSync(`${state}/versions/plain`)).not.toEqual([]);
    await composer.deleteSource("grouped");
    await newer.remove();
});

const stepped = "version: 3\nadditional_build_steps: {append_final: [RUN useradd -u 1000 runner]}\n";

test("a build that began with a lock does not go on without it, and none begins with what is no lock", async () => {
    const files = new Map([["execution-environment.yml", `${stepped}dependencies: {system: [quick]}\n`]]);
    const { file, reason } = await lock(files);
    expect(reason).toBeNull();
    expect(file).toContain("customizations");
    // Another version comes between the plan and the question what it brings: with each question here.
    const { depsolve } = composer;
    let answers = 0;
    const changing: typeof depsolve = async (...asked) => {
        const answer = await depsolve(...asked);
        if (answer.state !== "resolved") return answer;
        const version = `9.${answers++}`;
        return { ...answer, packages: answer.packages.map(each => ({ ...each, version })) };
    };
    const authored = { name, files, distro: "centos-9" };
    const moved = await lockPlan(host, { ...composer, depsolve: changing }, state, authored, { by: "ann" });
    expect(moved).toMatchObject({ file: null, reason: "The sources have changed meanwhile. Lock again." });
    expect(inTheWay(await plan(new Map(files).set(lockFile, file ?? "")))).toEqual([]);
    const begin = (text: string) =>
        startBuild(host, state, {
            ...{ definition: { name, files: new Map(files).set(lockFile, text) }, distro: "centos-9" },
            ...{ type: "edge-commit", ref: "ee/kept", startedBy: "ann", top: { kind: "nothing" } },
        });
    const one = await begin(file ?? "");
    const kept = `${buildDirectory(state, one.id)}/${lockFile}`;
    expect(await readKeptLock(host, state, one)).toBe(file);
    const message = expect.stringContaining(`The copy of ${lockFile} that this build began with is gone`);
    writeFileSync(kept, "{}");
    await expect(readKeptLock(host, state, one)).rejects.toMatchObject({ message });
    rmSync(kept);
    expect(await carryOn(host, composer, state, one.id)).toMatchObject({ state: "failed", error: { message } });
    // A record of before there were any tells of none.
    const { ownLock: _none, ...older } = one;
    expect(await readKeptLock(host, state, recordSchema.parse(older))).toBeNull();

    const unread = expect.stringContaining("is not as it was written");
    await expect(begin("http://ann:hunter2@127.0.0.1/")).rejects.toMatchObject({ message: unread });
});

test("a collection that lies in a directory of the definition is the one that was locked, or the plan says so", async () => {
    const files = (say: string) =>
        new Map([
            ["execution-environment.yml", "version: 3\ndependencies: {galaxy: requirements.yml}\n"],
            ["requirements.yml", "collections: [{name: own, type: dir}]\n"],
            ["own/galaxy.yml", "namespace: acme\nname: own\nversion: 1.0.0\nreadme: README.md\nauthors: [Ann]\n"],
            ["own/README.md", say],
        ]);
    const { file, reason } = await lock(files("then"));
    expect(reason).toBeNull();
    const built = await build(new Map(files("then")).set(lockFile, file ?? ""), null, "ee/own");
    expect(built).toMatchObject({ error: null, state: "done" });
    expect(inTheWay(await plan(new Map(files("then")).set(lockFile, file ?? "")))).toEqual([]);
    expect(inTheWay(await plan(new Map(files("now")).set(lockFile, file ?? "")))).toEqual([
        ["own/README.md", "conflict", expect.stringContaining("It is not what it was")],
    ]);
    // The same of a commit, which has no sums of these files.
    const of = await readLock(host, `${state}/repo`, built?.checksum ?? "", name);
    const again = async (say: string) => {
        const authored = { name, files: files(say), distro: "centos-9" };
        return inTheWay((await planLocked(host, composer, state, authored, of)).plan);
    };
    expect(await again("then")).toEqual([]);
    expect(await again("now")).toEqual([
        ["acme.own 1.0.0", "conflict", expect.stringContaining("It is another now: its SHA-256 is")],
    ]);
});

test("what is locked is built on the commit that was locked, unless another is named, and not once it is gone", async () => {
    const [path, repo] = [`${directory}/elsewhere/onto`, `${state}/repo`];
    mkdirSync(path, { recursive: true });
    writeFileSync(`${path}/execution-environment.yml`, "version: 3\ndependencies: {system: [quick]}\n");
    const make = async (...more: string[]) => {
        const { status, stdout, stderr } = await command("build", "--json", "--distro", "centos-9", ...more, path);
        return { status, stderr, record: stdout === "" ? null : JSON.parse(stdout) };
    };
    const first = (await make("--ref", "ee/base")).record.checksum;
    expect(await command("lock", "--distro", "centos-9", "--parent", "ee/none", path)).toMatchObject({
        status: 1,
        stderr: "cockpit-ee: This machine's repository has no ref named ee/none.\n",
    });
    const lockIt = ["lock", "--json", "--distro", "centos-9", "--parent", "ee/base", path];
    expect(JSON.parse((await command(...lockIt)).stdout)).toMatchObject({ parent: first, leftOver: [] });
    const text = readFileSync(`${path}/${lockFile}`, "utf8");
    expect(parseLocked(text)?.parent).toEqual({ checksum: first, remote: null });

    // The ref goes on, and what is locked does not follow it.
    expect((await make("--newest", "--ref", "ee/base")).record).toMatchObject({ parent: null, state: "done" });
    const second = await make("--ref", "ee/second");
    expect(second.record).toMatchObject({ parent: first, state: "done" });
    expect(second.stderr).toContain(`On top of ${first}, which is locked\n`);
    expect((await command("plan", path)).stdout).toContain(`  On top of ${first}, unless --parent says otherwise.\n`);

    await host.run(["ostree", "refs", "--repo", repo, "--delete", "ee"]);
    rmSync(`${repo}/objects/${first.slice(0, 2)}/${first.slice(2)}.commit`);
    const gone = `This machine's repository has no commit ${first.slice(0, 12)} to build on. Lock again, or unlock.`;
    const planned = JSON.parse((await command("plan", "--json", path)).stdout);
    expect(planned).toMatchObject({ leftOver: [first.slice(0, 12)] });
    expect(planned.requirements).toContainEqual(
        expect.objectContaining({ text: first.slice(0, 12), fidelity: "missing", note: gone }),
    );
    expect(await make()).toMatchObject({ status: 1, stderr: expect.stringContaining(gone), record: null });
    const other = await make("--parent", second.record.checksum);
    expect(other).toMatchObject({ status: 0, record: { parent: second.record.checksum, state: "done" } });
    expect(other.stderr).toContain(`On top of ${second.record.checksum}, and not of ${first}, which is locked\n`);
});

test("what is locked on a remote's commit is built on that, and who plans it is told where nobody answers", async () => {
    const [path, archive] = [`${directory}/elsewhere/far`, `${directory}/archive`];
    mkdirSync(path, { recursive: true });
    writeFileSync(`${path}/execution-environment.yml`, "version: 3\ndependencies: {system: [quick]}\n");
    const make = ["build", "--json", "--distro", "centos-9", "--ref"];
    const first = JSON.parse((await command(...make, "ee/far", "--newest", path)).stdout).checksum;
    await host.run(["ostree", "init", "--repo", archive, "--mode=archive"]);
    await host.run(["ostree", "pull-local", "--repo", archive, `${state}/repo`, "ee/far"]);
    const remote = await serveDirectory(archive);
    const asked = ["--distro", "centos-9", "--url", remote.url, "--parent", "ee/far"];
    expect(await command("lock", ...asked, path)).toMatchObject({ status: 0 });
    expect(parseLocked(readFileSync(`${path}/${lockFile}`, "utf8"))?.parent).toEqual({
        checksum: first,
        remote: { url: remote.url, ref: "ee/far" },
    });
    const second = await command(...make, "ee/near", path);
    expect(second.stderr).toContain(`On top of ${first} of ${remote.url}, which is locked\n`);
    expect(JSON.parse(second.stdout)).toMatchObject({ parent: first, state: "done" });

    await remote.close();
    const note = `${remote.url} does not answer. Try again when it does; or lock again, or unlock.`;
    const planned = JSON.parse((await command("plan", "--json", path)).stdout);
    expect(planned.requirements).toContainEqual(
        expect.objectContaining({ text: first.slice(0, 12), fidelity: "missing", note }),
    );
});

test.each([
    ["that the pages show", "definitions/moved", / saved moved meanwhile, and nothing was changed; try again\n$/],
    ["anywhere else", "moved", /: moved was written meanwhile, and nothing was changed; try again\n$/],
])("a definition %s that is saved while its plan is made is not locked, and stays so", async (_where, at, message) => {
    const own = `${state}/${at}`;
    const main = `${own}/execution-environment.yml`;
    mkdirSync(own, { recursive: true });
    writeFileSync(main, "version: 3\ndependencies: {system: [quick]}\n");
    const saved = "version: 3\ndependencies: {system: [grouped]}\n";
    const depsolve: Composer["depsolve"] = (...asked) => {
        writeFileSync(main, saved);
        return composer.depsolve(...asked);
    };
    const told = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const none = { type: undefined, ref: undefined, parent: undefined, url: undefined, lock: undefined };
    const { signal } = new AbortController();
    const asked = { json: false, distro: "centos-9", distros: [], newest: false, refresh: false };
    const context = { host, composer: { ...composer, depsolve }, socket: server.socket, state, signal };
    const image = { container: undefined, containerOnly: false };
    expect(await runLock({ ...context, ...none, ...asked, ...image }, [own])).toBe(1);
    expect(told.mock.lastCall?.[0]).toMatch(message);
    vi.restoreAllMocks();
    expect(readFileSync(main, "utf8")).toBe(saved);
    expect(readdirSync(own)).toEqual(["execution-environment.yml"]);
});

test("what became of a definition is told alike in every language, of which none says where a line stands as another does", async () => {
    const files = (list: string) =>
        new Map([
            ["execution-environment.yml", "version: 3\ndependencies: {system: bindep.txt}\n"],
            ["bindep.txt", list],
        ]);
    const { file, reason } = await lock(files("quick\ngrouped\n"));
    expect(reason).toBeNull();
    const told = async () => inTheWay(await plan(new Map(files("quick\n")).set(lockFile, file ?? "")));
    const english = await told();
    expect(english.map(([text]) => text)).toEqual(["grouped"]);
    const words: Record<string, string> = { "$0, line $1": "Zeile $1 von $0", "line $0": "in Zeile $0 (hier)" };
    setCatalogue({ gettext: text => words[text] ?? text, ngettext: (one, many, count) => (count === 1 ? one : many) });
    expect(await told()).toEqual(english);
    setCatalogue({ gettext: text => text, ngettext: (one, many, count) => (count === 1 ? one : many) });
});

test("what an author locks is planned and built whatever is newer, until he unlocks, and nothing is newer without a word", async () => {
    packCollection(artefacts, { name: "acme.tools", dependencies: { "acme.base": "*" } });
    packCollection(artefacts, { name: "acme.base" });
    packRole(`${artefacts}/acme.web-1.0.0.tar.gz`, {});
    keepWheel("1.0");
    const files = definition();
    const { file, reason, plan: then } = await lock(files);
    expect(reason).toBeNull();
    expect(file).not.toContain(secret);
    const locked = new Map(files).set(lockFile, file ?? "");
    expect(gotOf(then)).toEqual(expect.arrayContaining(["1.0.0", "kept-1.0 (wheel)", "quick-1.0-1"]));

    const newer = await makeRepo({ packages: [{ name: "quick", version: "2.0" }] });
    await composer.pushSource({ id: "newer", name: "newer", url: newer.url, key: null });
    for (const each of ["acme.tools", "acme.base"]) packCollection(artefacts, { name: each, version: "2.0.0" });
    keepWheel("2.0");
    const kept = await plan(locked);
    expect(kept).toMatchObject({
        leftOver: [],
        content: then.content,
        locked: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect(gotOf(kept)).toEqual(gotOf(then));
    const fresh = await plan(withoutLock(locked));
    expect(gotOf(fresh)).toEqual(expect.arrayContaining(["2.0.0", "kept-2.0 (wheel)", "quick-2.0-1"]));

    // What the image type brings by itself is in no plan, and may be newer.
    const base = await makeRepo({ packages: [{ name: "bash" }] });
    await composer.pushSource({ id: "base", name: "base", url: base.url, key: null });
    const first = await build(locked);
    expect(first).toMatchObject({ error: null, state: "done", content: then.content });
    const packed = `${state}/content/ee-locked/${then.content?.version}`;
    const rpm = readdirSync(packed).find(file => file.endsWith(".rpm"));
    const size = execFileSync("rpm", ["-qp", "--qf", "%{SIZE}", `${packed}/${rpm}`], { encoding: "utf8" });
    expect(kept.contentSize).toBe(Number(size));
    expect(await rpmsOf(first?.checksum)).toEqual(expect.arrayContaining(["bash-1.0-1.noarch", "quick-1.0-1.noarch"]));
    const second = await build(withoutLock(locked), first?.checksum);
    expect(second).toMatchObject({ error: null, state: "done" });
    expect(await rpmsOf(second?.checksum)).toContain("quick-2.0-1.noarch");

    const again = " Lock again, or unlock.";
    const more = await plan(new Map([...definition(["quick", "grouped"]), [lockFile, file ?? ""]]));
    expect(inTheWay(more)).toEqual([["grouped", "conflict", `It was not asked for when the plan was locked.${again}`]]);
    const less = await plan(new Map([...definition([]), [lockFile, file ?? ""]]));
    const other = `It is not what it was when the plan was locked.${again}`;
    expect(inTheWay(less)).toEqual([["quick", "conflict", `It is not asked for any more.${again}`]]);
    const both = new Map([...definition(["quick", "grouped"]), ["ansible.cfg", ""], [lockFile, file ?? ""]]);
    expect(inTheWay(await plan(both))).toEqual([...inTheWay(more), ["ansible.cfg", "conflict", other]]);
    const { lock: made, ...rest } = parseLocked(file ?? "") ?? { lock: {} };
    const blueprint = { customizations: { user: [{ name: "eve" }] } };
    const signed = writeLocked({ ...rest, lock: { ...made, blueprint } } as LockedPlan);
    expect(inTheWay(await plan(new Map(files).set(lockFile, signed)))).toEqual([
        [lockFile, "conflict", `What it says beside packages is not what the definition makes.${again}`],
    ]);
    const edited = (changes: Partial<LockedPlan>) =>
        plan(new Map(files).set(lockFile, writeLocked({ ...rest, lock: made, ...changes } as LockedPlan)));
    const { rpms = [], plan: planned = {} } = parseLocked(file ?? "") ?? {};
    const without = rpms.filter(rpm => !rpm.startsWith("quick-"));
    expect(inTheWay(await edited({ rpms: without }))).toEqual([
        ["quick", "conflict", `It is not among the RPMs that are locked.${again}`],
    ]);
    expect(inTheWay(await edited({ rpms: [...without, "quick-0:2.0-1.noarch"].sort() }))).toEqual([
        ["quick", "conflict", `quick-2.0-1 is locked for it, and quick-1.0-1 was planned.${again}`],
    ]);
    const requirements = then.requirements.filter(({ kind }) => kind !== "system");
    expect(inTheWay(await edited({ rpms: without, plan: { ...planned, requirements } }))).toEqual([
        ["quick", "conflict", `It was not asked for when the plan was locked.${again}`],
    ]);
    const torn = await plan(new Map([...files, [lockFile, (file ?? "").replace("quick-0:1.0", "quick-0:2.0")]]));
    expect(inTheWay(torn)).toEqual([[lockFile, "conflict", `It is not as it was written.${again}`]]);
    const elsewhere = { name: "cloned", files: locked, distro: "centos-9" };
    expect(inTheWay(await planDefinition(host, composer, state, elsewhere))).toEqual([
        [lockFile, "conflict", `It is of ${name}.${again}`],
    ]);
    const relocked = await lock(new Map([...definition(["quick", "grouped"]), [lockFile, file ?? ""]]));
    expect(relocked.file).toContain("quick-0:2.0-1.noarch");

    for (const gone of ["content/ee-locked", "cache"]) rmSync(`${state}/${gone}`, { recursive: true });
    rmSync(`${artefacts}/acme-base-1.0.0.tar.gz`);
    rmSync(`${state}/wheels/kept-1.0-py3-none-any.whl`);
    await repository.empty();
    const because = (text: string) => expect.stringMatching(new RegExp(`${text}[\\s\\S]*${again}$`));
    expect(inTheWay(await plan(locked))).toEqual([
        ["python3-3.9.18-1.noarch", "missing", because("No source has it any more")],
        ["quick-1.0-1.noarch", "missing", because("The sources have quick-2.0-1")],
        ["acme.base 1.0.0", "missing", because("ansible-galaxy says")],
        ["acme.tools 1.0.0", "missing", because("ansible-galaxy says")],
        ["kept 1.0", "missing", because("There is no kept-1.0-py3-none-any.whl any more")],
    ]);
    await newer.remove();
    await base.remove();
});
