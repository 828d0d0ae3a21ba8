import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";

import { nodeHost } from "../../src/host/node.ts";
import { readRefusal, weldrComposer } from "../../src/osbuild/weldr.ts";

const directory = mkdtempSync(join(tmpdir(), "weldr-"));
let server: Server | null = null;
afterEach(async () => {
    await new Promise(resolve => (server ? server.close(resolve) : resolve(undefined)));
    server = null;
});
process.once("exit", () => rmSync(directory, { recursive: true, force: true }));

/** A composer that gives this one answer to everything. */
async function answering(status: number, body: string) {
    const socket = join(directory, `${Math.random().toString(36).slice(2)}.socket`);
    server = createServer((_request, response) => response.writeHead(status).end(body));
    await new Promise<void>(resolve => server?.listen(socket, resolve));
    return weldrComposer(nodeHost({ state: directory }), socket);
}

/** An answer of a real composer, as recorded. */
const recorded = (name: string) => {
    const { response } = JSON.parse(readFileSync(`test/fixtures/weldr/${name}.json`, "utf8"));
    return { status: response.status as number, text: JSON.stringify(response.body), body: response.body };
};

test("all that is missing is told at once, from dnf's own words", () => {
    const { body } = recorded("projects-depsolve-missing2");
    const refusal = readRefusal(body.errors[0].msg);
    expect(refusal).toMatchObject({ state: "missing", specs: ["nosuchpkg", "alsonot"] });
});

test("a server that resolves with dnf5 is understood too", () => {
    const message =
        "DNF error occurred: MarkingErrors: No match for argument: nosuchpkg\nNo match for argument: alsonot";
    expect(readRefusal(message)).toMatchObject({ state: "missing", specs: ["nosuchpkg", "alsonot"] });
});

test("what does not go together is a conflict, in dnf's own words", () => {
    expect(
        readRefusal(
            "BadRequest: DNF error occurred: DepsolveError: There was a problem depsolving a, b: \n Problem: …",
        ),
    ).toMatchObject({
        state: "conflict",
    });
});

test("another failure of the resolver is neither", () => {
    expect(
        readRefusal("BadRequest: DNF error occurred: RepoError: There was a problem reading a repository"),
    ).toBeNull();
});

test("an error with status 200 is an error all the same", async () => {
    const { status, text } = recorded("compose-waiting-log");
    expect(status).toBe(200);
    expect(await (await answering(status, text)).readLog("b4be2745-d1b2-45e6-b421-ad4b9b30d745")).toBeNull();
});

test("a compose that still runs has no log yet", async () => {
    const composer = await answering(200, "Build abc is still running.\n");
    expect(await composer.readLog("abc")).toBeNull();
});

test.each([
    ["text", "<html>"],
    ["nothing", ""],
    ["another shape", '{"distros": 3}'],
    ["deep nesting", `${"[".repeat(50_000)}${"]".repeat(50_000)}`],
])("an answer that is %s is garbled, not a value", async (_what, body) => {
    await expect((await answering(200, body)).listDistros()).rejects.toMatchObject({ problem: "garbled" });
});

test("a time that was never set is none", async () => {
    const wire = {
        id: "a",
        blueprint: "b",
        version: "0.0.1",
        compose_type: "c",
        queue_status: "FAILED",
        job_created: 1,
        job_finished: -6795364578.87,
    };
    const composer = await answering(200, JSON.stringify({ uuids: [wire] }));
    expect(await composer.readComposes(["a"])).toMatchObject([{ created: 1000, started: null, finished: null }]);
});

test("names and what is said of packages are read from a real composer's answers, and finding none is no error", async () => {
    const ask = async (name: string) => {
        const { status, text } = recorded(name);
        await new Promise(resolve => (server ? server.close(resolve) : resolve(undefined)));
        return answering(status, text);
    };
    const named = await (await ask("modules-list-glob")).listPackages(["ansible*"], "fedora-37", 50);
    expect(named.total).toBe(7);
    expect(named.names).toContain("ansible-collection-ansible-utils");
    const described = await (await ask("projects-info-tmux")).describePackages(["tmux"], "fedora-37");
    expect(described).toMatchObject([{ name: "tmux", versions: ["3.3a-1.fc37", "3.2a-4.fc37"] }]);
    expect(await (await ask("modules-list-unknown")).listPackages(["x"], "fedora-37", 50)).toEqual({
        names: [],
        total: 0,
    });
    expect(await (await ask("projects-info-unknown")).describePackages(["x"], "fedora-37")).toEqual([]);
    await expect((await ask("projects-depsolve-baddistro")).listPackages(["x"], "no", 50)).rejects.toThrow(
        "Invalid distro",
    );
});

test("a package without an end is cut, and one of another shape is not believed", async () => {
    const build = { epoch: 1, release: "1", source: { version: "2" } };
    const long = JSON.stringify({ projects: [{ name: "a", summary: "x".repeat(1e6), builds: [build, build] }] });
    const [first] = await (await answering(200, long)).describePackages(["a"], "fedora-37");
    expect(first).toEqual({ name: "a", summary: "x".repeat(300), versions: ["1:2-1"] });
    await new Promise(resolve => (server ? server.close(resolve) : resolve(undefined)));
    const wrong = await answering(200, JSON.stringify({ modules: [{ name: 7 }], total: "many" }));
    await expect(wrong.listPackages(["a"], "fedora-37", 50)).rejects.toThrow("not understood");
});

test("a source is checked where the composer has kept its key, and one of 2023 keeps none", async () => {
    const source = { id: "fedora", name: "fedora", url: "file:///f", key: "KEY\n" };
    const { status, text } = recorded("source-info-all");
    expect(await (await answering(status, text)).checksSource(source)).toBe(false);
    const kept = (gpgkeys: unknown, check_gpg = true) =>
        JSON.stringify({ sources: { fedora: { check_gpg, gpgkeys } } });
    for (const [answer, checks] of [
        [kept(["KEY"]), true],
        [kept(["KEY"], false), false],
        [kept(["ANOTHER"]), false],
        [kept(null), false],
        [JSON.stringify({ sources: {} }), false],
    ] as const)
        expect(await (await answering(200, answer)).checksSource(source), answer).toBe(checks);
});
