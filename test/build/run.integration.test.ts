import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeClaim } from "../../src/build/claim.ts";
import { type BuildRecord, isOver } from "../../src/build/record.ts";
import { cancelBuild, carryOn, deleteBuild, readBuildLog } from "../../src/build/run.ts";
import { startBuild } from "../../src/build/start.ts";
import { listBuilds, readBuild } from "../../src/build/store.ts";
import { type Host, HostError } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node.ts";
import type { Composer } from "../../src/osbuild/composer.ts";
import { weldrComposer } from "../../src/osbuild/weldr.ts";
import { resolveRevision } from "../../src/ostree/repo.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";

const state = mkdtempSync(join(tmpdir(), "builds-"));
const host: Host = nodeHost({ state });
let repository: TinyRepository;
let server: RunningComposer;
let composer: Composer;

beforeAll(async () => {
    repository = await makeRepo({
        packages: [
            { name: "filesystem", files: { "/usr/bin/": "", "/usr/lib/": "", "/etc/": "", "/var/": "" } },
            { name: "quick", files: { "/usr/bin/quick": "quick\n" } },
            // Installs for as long as anybody waits for it.
            { name: "slow", files: { "/usr/bin/slow": "slow\n" }, post: "posix.sleep(600)" },
        ],
    });
    server = await startComposer({ repos: { tiny: repository.url } });
    composer = weldrComposer(host, server.socket);
});
afterAll(async () => {
    await server.stop();
    await repository.remove();
    rmSync(state, { recursive: true });
});

/** A build of a definition that asks for one package, which it is named after. */
const start = (system: string, ref = `ee/${system}`) =>
    startBuild(host, state, {
        definition: {
            name: system,
            files: new Map([["execution-environment.yml", `version: 3\ndependencies:\n  system: [${system}]\n`]]),
        },
        distro: "centos-9",
        type: "edge-commit",
        ref,
        top: { kind: "nothing" },
        startedBy: "tester",
    });

/** Drive a build as a page does; `reached` resolves when it has come to this state, `ended` when nobody drives it any more. */
function drive(
    id: string,
    word: BuildRecord["state"],
    { signal, by = composer }: { signal?: AbortSignal; by?: Composer } = {},
) {
    let come: () => void = () => undefined;
    const reached = new Promise<void>(resolve => {
        come = resolve;
    });
    const onChange = (record: BuildRecord) => record.state === word && come();
    const ended = carryOn(host, by, state, id, { ...(signal ? { signal } : {}), onChange });
    return { reached: Promise.race([reached, ended]), ended };
}

const staleAt = (): number => Date.now() / 1000 - 60;

test("a build ends with a commit that its ref names; not before can it be deleted, and its compose goes with it", async () => {
    const { id } = await start("quick", "ee/first");
    await expect(deleteBuild(host, composer, state, id)).rejects.toMatchObject({ problem: "failed" });
    const record = await carryOn(host, composer, state, id);
    expect(record).toMatchObject({ state: "done", error: null, blueprintVersion: "0.0.1" });
    expect(record?.content).toMatchObject({ key: null, isChecked: null });
    expect(await resolveRevision(host, `${state}/repo`, "ee/first")).toBe(record?.checksum);
    expect(await readBuildLog(host, composer, state, record as never)).toContain("org.osbuild.ostree.commit");
    // The content's was there only while packages were resolved.
    const { body } = await server.ask("GET", "/api/v1/projects/source/list");
    expect(body).toEqual({ sources: ["tiny"] });

    await deleteBuild(host, composer, state, id);
    expect(await listBuilds(host, state)).toEqual([]);
    expect(await composer.readComposes([record?.composeId ?? ""])).toEqual([]);
});

test("a build is taken up where it was: by one page at a time, with its compose found again, and its artefact fetched again", async () => {
    const { id } = await start("quick", "ee/again");
    const claim = `${state}/builds/${id}.claim`;
    writeFileSync(claim, "another page");
    expect(await carryOn(host, composer, state, id)).toMatchObject({ state: "preparing" });
    utimesSync(claim, staleAt(), staleAt());

    let composes = 0;
    const forgetful: Composer = {
        ...composer,
        startCompose: async request => {
            composes += 1;
            await composer.startCompose(request);
            throw new HostError("garbled", "the page was closed before the id came");
        },
    };
    await expect(carryOn(host, forgetful, state, id)).rejects.toThrow("before the id came");
    const begun = await readBuild(host, state, id);
    // The blueprint, which the composer still has, was at 0.0.1 before: every build pushes a version never used.
    expect(begun).toMatchObject({ state: "starting", composeId: null, blueprintVersion: "0.0.2" });

    const page = new AbortController();
    const closing = { signal: page.signal, onChange: ({ state }: BuildRecord) => state === "waiting" && page.abort() };
    await expect(carryOn(host, composer, state, id, closing)).rejects.toMatchObject({ problem: "cancelled" });
    expect((await listBuilds(host, state)).map(isOver)).toEqual([false]);

    const away: Composer = { ...composer, downloadCommand: () => ["curl", "--fail", "http://127.0.0.1:9/"] };
    await expect(carryOn(host, away, state, id)).rejects.toMatchObject({ problem: "garbled" });
    expect(await carryOn(host, composer, state, id)).toMatchObject({ state: "done", blueprintVersion: "0.0.2" });
    expect(composes).toBe(1);
    const ours = (await composer.listComposes()).filter(({ blueprint }) => blueprint === "quick");
    expect(ours).toHaveLength(1);
});

test("builds of one definition at once take turns with its blueprint, and each ends with a version of its own", async () => {
    const ids = [await start("quick"), await start("quick")].map(({ id }) => id);
    const steps: string[] = [];
    const watched: Composer = {
        ...composer,
        pushBlueprint: blueprint => {
            steps.push("push");
            return composer.pushBlueprint(blueprint);
        },
        startCompose: async request => {
            const composeId = await composer.startCompose(request);
            steps.push("started");
            return composeId;
        },
    };
    const records = await Promise.all(ids.map(id => carryOn(host, watched, state, id)));
    expect(records).toMatchObject(ids.map(() => ({ state: "done" })));
    expect(records.map(record => record?.blueprintVersion).toSorted()).toEqual(["0.0.3", "0.0.4"]);
    expect(steps).toEqual(ids.flatMap(() => ["push", "started"]));
});

test("a cancelled build is cancelled at once, imports nothing and keeps its record", async () => {
    const { id } = await start("slow");
    const { reached, ended } = drive(id, "running");
    await reached;
    await cancelBuild(host, composer, state, id);
    expect(await ended).toMatchObject({ state: "cancelled", checksum: null });
    expect(await readBuild(host, state, id)).toMatchObject({ state: "cancelled", checksum: null });
    expect(await resolveRevision(host, `${state}/repo`, "ee/slow")).toBeNull();
});

test("a build is cancelled, too, when the composer calls its compose FAILED before we are done with cancelling", async () => {
    const { id } = await start("slow");
    let seen: () => void = () => undefined;
    const failureSeen = new Promise<void>(resolve => {
        seen = resolve;
    });
    const by: Composer = {
        ...composer,
        cancelCompose: compose => composer.cancelCompose(compose).then(() => failureSeen),
        readLog(compose) {
            seen();
            return composer.readLog(compose);
        },
    };
    const { reached, ended } = drive(id, "running", { by });
    await reached;
    await cancelBuild(host, by, state, id);
    expect(await ended).toMatchObject({ state: "cancelled", error: null });
});

test("a cancel finds the compose whose id never arrived", async () => {
    const { id } = await start("slow");
    let lost = "";
    const forgetful: Composer = {
        ...composer,
        startCompose: async request => {
            lost = await composer.startCompose(request);
            throw new HostError("garbled", "the page was closed");
        },
    };
    await expect(carryOn(host, forgetful, state, id)).rejects.toThrow("the page was closed");
    await cancelBuild(host, composer, state, id);
    expect(await carryOn(host, composer, state, id)).toMatchObject({ state: "cancelled" });
    expect(await composer.readComposes([lost])).toMatchObject([{ state: "FAILED" }]);
});

test("a build that ends clears away the workshop that a closed page has left, and none that is in use", async () => {
    const [left, used] = ["left", "used"].map(name => `${state}/cache/work/${name}`) as [string, string];
    for (const directory of [left, used]) mkdirSync(`${directory}/home/.gnupg`, { recursive: true, mode: 0o700 });
    utimesSync(left, staleAt() - 3600, staleAt() - 3600);
    const { id } = await start("quick");
    await cancelBuild(host, composer, state, id);
    expect(await carryOn(host, composer, state, id)).toMatchObject({ state: "cancelled" });
    expect([left, used].map(existsSync)).toEqual([false, true]);
    rmSync(used, { recursive: true });
});

test("a compose that the composer does not know any more is lost, and its record stays", async () => {
    const { id } = await start("slow");
    const page = new AbortController();
    const { reached, ended } = drive(id, "running", { signal: page.signal });
    await reached;
    page.abort();
    await expect(ended).rejects.toMatchObject({ problem: "cancelled" });
    const record = await readBuild(host, state, id);
    const amnesic: Composer = { ...composer, readComposes: async () => [] };
    const lost = await carryOn(host, amnesic, state, id);
    expect(lost).toMatchObject({ state: "lost", composeId: record?.composeId });
    expect((await listBuilds(host, state)).map(build => build.id)).toContain(id);
    await composer.cancelCompose(record?.composeId ?? "");
});

test("a record that cannot be read is not shown as something else", async () => {
    const before = await listBuilds(host, state);
    writeFileSync(`${state}/builds/${"0".repeat(16)}.json`, '{"id": "../../etc"}');
    expect(before.length).toBeGreaterThan(0);
    expect(await listBuilds(host, state)).toEqual(before);
});

test("of many who want to drive a build whose driver is gone, one does", async () => {
    const { id } = await start("quick");
    const claim = `${state}/builds/${id}.claim`;
    writeFileSync(claim, "a page that was closed");
    utimesSync(claim, staleAt(), staleAt());
    const claims = await Promise.all(Array.from({ length: 8 }, () => takeClaim(host, state, id)));
    const held = claims.filter(each => each !== null);
    expect(held).toHaveLength(1);
    await held[0]?.release();
});

test("a repository that was emptied fails the build with dnf's own text", async () => {
    await repository.empty();
    const { id } = await start("quick");
    expect(await carryOn(host, composer, state, id)).toMatchObject({
        state: "failed",
        error: { message: expect.stringContaining("quick") },
    });
});
