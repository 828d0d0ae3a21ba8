import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeClaim } from "../../src/build/claim.ts";
import { isOver } from "../../src/build/record.ts";
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

let repository: TinyRepository;
let server: RunningComposer;
let state: string;
let host: Host;
let composer: Composer;

beforeEach(async () => {
    state = mkdtempSync(join(tmpdir(), "builds-"));
    repository = await makeRepo({
        packages: [
            { name: "filesystem", files: { "/usr/bin/": "", "/usr/lib/": "", "/etc/": "", "/var/": "" } },
            { name: "quick", files: { "/usr/bin/quick": "quick\n" } },
            // Installs for as long as anybody waits for it.
            { name: "slow", files: { "/usr/bin/slow": "slow\n" }, post: "posix.sleep(600)" },
        ],
    });
    server = await startComposer({ repos: { tiny: repository.url } });
    host = nodeHost({ state });
    composer = weldrComposer(host, server.socket);
});
afterEach(async () => {
    await server.stop();
    await repository.remove();
    rmSync(state, { recursive: true });
});

const start = (system: string, name = "sample") =>
    startBuild(host, state, {
        definition: {
            name,
            files: new Map([["execution-environment.yml", `version: 3\ndependencies:\n  system: [${system}]\n`]]),
        },
        distro: "centos-9",
        type: "edge-commit",
        ref: "ee/sample",
        top: { kind: "nothing" },
        startedBy: "tester",
    });

/** Resolves when a build that somebody drives has come to this state. */
const until = (word: string, id: string, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
        carryOn(host, composer, state, id, {
            ...(signal ? { signal } : {}),
            onChange: record => record.state === word && resolve(),
        }).catch(reject);
    });

test("a build ends with a commit that its ref names", async () => {
    const { id } = await start("quick");
    const record = await carryOn(host, composer, state, id);
    expect(record).toMatchObject({ state: "done", error: null, blueprintVersion: "0.0.1" });
    expect(await resolveRevision(host, `${state}/repo`, "ee/sample")).toBe(record?.checksum);
    expect(await readBuildLog(host, composer, state, record as never)).toContain("org.osbuild.ostree.commit");
});

test("every build pushes a version that was never used before", async () => {
    const first = await carryOn(host, composer, state, (await start("quick")).id);
    const second = await carryOn(host, composer, state, (await start("quick")).id);
    expect([first?.blueprintVersion, second?.blueprintVersion]).toEqual(["0.0.1", "0.0.2"]);
});

test("a cancelled build is cancelled at once, imports nothing and keeps its record", async () => {
    const { id } = await start("slow");
    await until("running", id);
    await cancelBuild(host, composer, state, id);
    await expect
        .poll(() => readBuild(host, state, id), { timeout: 60_000 })
        .toMatchObject({ state: "cancelled", checksum: null });
    expect(await resolveRevision(host, `${state}/repo`, "ee/sample")).toBeNull();
});

test("a build is cancelled, too, when the composer calls its compose FAILED before we are done with cancelling", async () => {
    const { id } = await start("slow");
    const real = composer;
    let seen: () => void = () => undefined;
    const failureSeen = new Promise<void>(resolve => {
        seen = resolve;
    });
    composer = {
        ...real,
        cancelCompose: compose => real.cancelCompose(compose).then(() => failureSeen),
        readLog(compose) {
            seen();
            return real.readLog(compose);
        },
    };
    await until("running", id);
    await cancelBuild(host, composer, state, id);
    await expect
        .poll(() => readBuild(host, state, id), { timeout: 60_000 })
        .toMatchObject({ state: "cancelled", error: null });
});

test("a build that nobody drives any more is taken up where it was", async () => {
    const { id } = await start("quick");
    const page = new AbortController();
    const closed = carryOn(host, composer, state, id, {
        signal: page.signal,
        onChange: record => record.state === "waiting" && page.abort(),
    });
    await closed.catch(() => undefined);
    expect((await listBuilds(host, state)).map(isOver)).toEqual([false]);
    expect(await carryOn(host, composer, state, id)).toMatchObject({ state: "done" });
});

test("a build is driven by one page at a time, and by the next when the claim is stale", async () => {
    const { id } = await start("quick");
    const claim = `${state}/builds/${id}.claim`;
    writeFileSync(claim, "another page");
    expect(await carryOn(host, composer, state, id)).toMatchObject({ state: "preparing" });
    const longAgo = Date.now() / 1000 - 60;
    utimesSync(claim, longAgo, longAgo);
    expect(await carryOn(host, composer, state, id)).toMatchObject({ state: "done" });
});

test("a compose whose id never arrived is found again by its blueprint's version", async () => {
    const { id } = await start("quick");
    let composes = 0;
    const forgetful: Composer = {
        ...composer,
        startCompose: async request => {
            composes += 1;
            await composer.startCompose(request);
            throw new HostError("garbled", "the page was closed");
        },
    };
    await carryOn(host, forgetful, state, id).catch(() => undefined);
    expect(await readBuild(host, state, id)).toMatchObject({
        state: "starting",
        composeId: null,
        blueprintVersion: "0.0.1",
    });
    expect(await carryOn(host, composer, state, id)).toMatchObject({ state: "done", blueprintVersion: "0.0.1" });
    expect(composes).toBe(1);
    expect(await composer.listComposes()).toHaveLength(1);
});

test("an emptied repository fails the build with dnf's own text", async () => {
    await repository.empty();
    const { id } = await start("quick");
    expect(await carryOn(host, composer, state, id)).toMatchObject({
        state: "failed",
        error: { message: expect.stringContaining("quick") },
    });
});

test("a compose that the composer does not know any more is lost, and its record stays", async () => {
    const { id } = await start("slow");
    const page = new AbortController();
    await until("running", id, page.signal);
    const record = await readBuild(host, state, id);
    page.abort();
    const amnesic: Composer = { ...composer, readComposes: async () => [] };
    await expect
        .poll(() => carryOn(host, amnesic, state, id), { timeout: 60_000 })
        .toMatchObject({ state: "lost", composeId: record?.composeId });
    expect(await listBuilds(host, state)).toHaveLength(1);
});

test("a build that is not over cannot be deleted; one that is goes with its compose", async () => {
    const { id } = await start("quick");
    await expect(deleteBuild(host, composer, state, id)).rejects.toMatchObject({ problem: "failed" });
    const record = await carryOn(host, composer, state, id);
    await deleteBuild(host, composer, state, id);
    expect(await listBuilds(host, state)).toEqual([]);
    expect(await composer.readComposes([record?.composeId ?? ""])).toEqual([]);
});

test("a record that cannot be read is not shown as something else", async () => {
    await start("quick");
    writeFileSync(`${state}/builds/${"0".repeat(16)}.json`, '{"id": "../../etc"}');
    expect(await listBuilds(host, state)).toHaveLength(1);
});

test("the content's source is there only while packages are resolved", async () => {
    await carryOn(host, composer, state, (await start("quick")).id);
    const { body } = await server.ask("GET", "/api/v1/projects/source/list");
    expect(body).toEqual({ sources: ["tiny"] });
});

test("a cancel finds the compose whose id never arrived", async () => {
    const { id } = await start("slow");
    const forgetful: Composer = {
        ...composer,
        startCompose: async request => {
            await composer.startCompose(request);
            throw new HostError("garbled", "the page was closed");
        },
    };
    await expect(carryOn(host, forgetful, state, id)).rejects.toThrow("the page was closed");
    await cancelBuild(host, composer, state, id);
    expect(await carryOn(host, composer, state, id)).toMatchObject({ state: "cancelled" });
    expect(await composer.listComposes()).toMatchObject([{ state: "FAILED" }]);
});

test("builds of one definition at once take turns with its blueprint, and each ends with a version of its own", async () => {
    const ids = [await start("quick"), await start("quick"), await start("quick")].map(({ id }) => id);
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
    expect(new Set(records.map(record => record?.blueprintVersion)).size).toBe(3);
    expect(steps).toEqual(ids.flatMap(() => ["push", "started"]));
});

test("a composer that is away while the artefact is fetched does not fail the build", async () => {
    const { id } = await start("quick");
    const away: Composer = { ...composer, downloadCommand: () => ["curl", "--fail", "http://127.0.0.1:9/"] };
    await expect(carryOn(host, away, state, id)).rejects.toMatchObject({ problem: "garbled" });
    expect(await carryOn(host, composer, state, id)).toMatchObject({ state: "done" });
});

test("of many who want to drive a build whose driver is gone, one does", async () => {
    const { id } = await start("quick");
    const claim = `${state}/builds/${id}.claim`;
    writeFileSync(claim, "a page that was closed");
    const longAgo = Date.now() / 1000 - 60;
    utimesSync(claim, longAgo, longAgo);
    const claims = await Promise.all(Array.from({ length: 8 }, () => takeClaim(host, state, id)));
    const held = claims.filter(each => each !== null);
    expect(held).toHaveLength(1);
    await held[0]?.release();
});
