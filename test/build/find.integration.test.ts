import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { findCollections, readNeeds, readOffered, readVersions } from "../../src/build/find-collections.ts";
import { findPython, findRpms } from "../../src/build/find-packages.ts";
import { parseDefinition } from "../../src/ee/parse.ts";
import { nodeHost } from "../../src/host/node.ts";
import type { Composer } from "../../src/osbuild/composer.ts";
import { weldrComposer } from "../../src/osbuild/weldr.ts";
import { type GalaxyServer, startGalaxyServer } from "../support/galaxy-server.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { packCollection } from "../support/tiny-collections.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";

const state = mkdtempSync(join(tmpdir(), "find-"));
const served = join(state, "served");
const host = nodeHost({ state });
let galaxy: GalaxyServer;
let old: GalaxyServer;
let repository: TinyRepository;
let server: RunningComposer;
let composer: Composer;

const TOKEN = "hush-hush-token";

beforeAll(async () => {
    for (const version of ["1.0.0", "1.10.0", "1.9.0", "2.0.0-rc.1"])
        packCollection(served, {
            name: "acme.net_tools",
            version,
            dependencies: { "acme.base": ">=1.0.0" },
            description: "Switches and routers",
            files: {
                "requirements.txt": "netaddr>=1\n",
                "bindep.txt": "iputils [platform:rpm]\nlibfoo [platform:dpkg]\n",
            },
        });
    packCollection(served, { name: "acme.base", files: { "requirements.txt": "six\nnetaddr>=1\n" } });
    packCollection(served, { name: "other.tools", description: "Nothing of acme" });
    packCollection(`${state}/artefacts`, { name: "local.tools", dependencies: { "local.rest": "*" } });
    packCollection(`${state}/artefacts`, { name: "local.rest", files: { "requirements.txt": "pyyaml\nrequests\n" } });
    repository = await makeRepo({
        packages: [
            { name: "ping", files: { "/usr/bin/ping": "#!/bin/sh\n" }, requires: ["libping"] },
            { name: "libping" },
            { name: "rsync", version: "3.2" },
            { name: "rsync", version: "3.3" },
            { name: "Rsync-Daemon" },
            { name: "python3-dateutil", version: "2.8", provides: ["python3dist(python-dateutil) = 2.8"] },
            { name: "python3-date-docs" },
        ],
    });
    server = await startComposer({ repos: { tiny: repository.url } });
    composer = weldrComposer(host, server.socket);
    [galaxy, old] = await Promise.all([
        startGalaxyServer({ directory: served, authorization: `Token ${TOKEN}` }),
        startGalaxyServer({ directory: served, searches: false }),
    ]);
});
afterAll(async () => {
    for (const each of answering) each.close().closeAllConnections();
    await Promise.all([galaxy.stop(), old.stop(), server.stop(), repository.remove()]);
    rmSync(state, { recursive: true });
});

const answering: Server[] = [];

/** A server of one test; null stands for nothing there. Resolves with its address. */
async function serve(answer: (path: string, answerWith: (value: unknown) => void, login: string) => void) {
    const made = createServer((request, response) => {
        const answerWith = (value: unknown) => {
            response.writeHead(value === null ? 404 : 200);
            response.end(typeof value === "string" ? value : JSON.stringify(value));
        };
        answer(request.url ?? "", answerWith, request.headers.authorization ?? "");
    });
    answering.push(made);
    await new Promise<void>(resolve => made.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

const TEXT = "version: 3\n";

const looking = (config: string) => ({
    ...{
        host,
        state,
        files: new Map([
            ["execution-environment.yml", TEXT],
            ["ansible.cfg", config],
        ]),
    },
    definition: parseDefinition(TEXT, "execution-environment.yml").definition ?? {},
});

const config = (servers: Record<string, string>, more = "") =>
    `[galaxy]\nserver_list = ${Object.keys(servers).join(",")}\n${Object.entries(servers)
        .map(([name, url]) => `[galaxy_server.${name}]\nurl = ${url}\n`)
        .join("")}${more}`;

/** Nobody listens there. */
const NOBODY = "http://127.0.0.1:9/api/";

const own = () => looking(config({ own: galaxy.url }, `token = ${TOKEN}\n`));

test("words, namespaces and names are found on a server and among the machine's own artefacts, the nearest first", async () => {
    const names = async (text: string) => (await findCollections(own(), text)).found.map(({ name }) => name);
    expect(await names("tools")).toEqual(["local.tools", "other.tools", "acme.net_tools"]);
    expect(await names("acme")).toEqual(["acme.base", "acme.net_tools", "other.tools"]);
    expect(await names("acme.net")).toEqual(["acme.net_tools"]);
    expect(await names("routers")).toEqual(["acme.net_tools"]);
    expect(await names("nosuchthing")).toEqual([]);
});

test("a collection is told with its real versions, and each of them with what it depends on", async () => {
    const [found] = (await findCollections(own(), "acme.net")).found;
    expect(found).toMatchObject({ server: "own", version: "2.0.0-rc.1", description: "Switches and routers" });
    const chosen = { name: "acme.net_tools", server: "own" };
    expect(await readVersions(own(), chosen)).toEqual(["2.0.0-rc.1", "1.10.0", "1.9.0", "1.0.0"]);
    const offer = await readOffered(own(), { ...chosen, version: "1.9.0" });
    expect([...(offer?.dependencies ?? [])]).toEqual([["acme.base", ">=1.0.0"]]);
    expect(await readOffered(own(), { ...chosen, version: "7.0.0" })).toBeNull();
    expect(await readVersions(own(), { name: "local.tools", server: null })).toEqual(["1.0.0"]);
    await expect(readVersions(own(), { ...chosen, server: "renamed" })).rejects.toMatchObject({ problem: "not-found" });
    const here = await readOffered(own(), { name: "local.tools", server: null, version: "1.0.0" });
    expect([...(here?.dependencies ?? [])]).toEqual([["local.rest", "*"]]);
});

test("what a collection would add is what it and its dependencies ask for on the target, and each says who asks", async () => {
    const { collections, python, system } = await readNeeds(
        own(),
        { name: "acme.net_tools", version: "1.9.0" },
        "centos-9",
    );
    expect(collections.map(({ name, version }) => `${name} ${version}`)).toEqual([
        "acme.net_tools 1.9.0",
        "acme.base 1.0.0",
    ]);
    expect(python).toEqual([
        { text: "six", askedBy: ["acme.base 1.0.0"] },
        { text: "netaddr>=1", askedBy: ["acme.base 1.0.0", "acme.net_tools 1.9.0"] },
    ]);
    expect(system).toEqual([{ text: "iputils [platform:rpm]", askedBy: ["acme.net_tools 1.9.0"] }]);
});

test("what the machine has itself needs no server to tell what it would add", async () => {
    const needs = await readNeeds(looking(config({ dead: NOBODY })), { name: "local.tools", version: "1.0.0" }, "");
    // ansible-builder leaves pyyaml to ansible-core.
    expect(needs.python.map(({ text }) => text)).toEqual(["requests"]);
});

test("each server that cannot be asked is named with the reason, and the others answer all the same", async () => {
    const { found, servers } = await findCollections(
        looking(config({ dead: NOBODY, closed: galaxy.url, old: old.url, lost: "http://nosuchhost.invalid/" })),
        "acme.base",
    );
    expect(found).toMatchObject([{ name: "acme.base", server: "old", version: "1.0.0" }]);
    expect(servers.map(({ isSearched, problem }) => [isSearched, problem])).toEqual([
        [true, "127.0.0.1:9 does not answer."],
        [true, expect.stringMatching(/^127\.0\.0\.1:\d+ refuses\. Give a token/)],
        [false, null],
        [true, expect.stringContaining("nosuchhost.invalid")],
    ]);
    expect((await findCollections(looking(config({ old: old.url })), "acme")).found).toEqual([]);
});

test("an answer is bounded and judged: foreign names, a token led elsewhere, no JSON and no end are all refused", async () => {
    const asked: string[] = [];
    const entry = (name: unknown, description: string | null = null) => ({
        collection_version: { namespace: "acme", name, version: "1.0.0", description },
    });
    const answers: Record<string, unknown> = {
        "/good/": { available_versions: { v3: "v3/" } },
        "/away/": { available_versions: { v3: "//127.0.0.1:9/v3/../" } },
        "/page/": "<html>",
        "/page/api/": "<html>",
        "/good/v3/collections/acme/fine/versions/?limit=100&offset=0": {
            data: [{ version: "../1" }, 7, { version: "1.9.0" }, { version: "1.10.0" }],
        },
        "/good/v3/collections/acme/fine/versions/1.9.0/": {
            metadata: { dependencies: { "../x": "*", "acme.ok": ">=1" }, description: null },
            requires_ansible: ">=2.14\u0007",
        },
        "/good/v3/collections/acme/fine/versions/1.10.0/": { metadata: { dependencies: ["acme.ok"] } },
        "/large/": "x".repeat(20 * 1024 * 1024),
    };
    const at = await serve((path, answerWith) => {
        asked.push(path);
        const fine = entry("fine", `a\n\u202e${"b".repeat(5000)}`);
        const found = { data: [entry("../x"), entry("a b"), entry(7), "x", fine] };
        answerWith(answers[path] ?? (path.startsWith("/good/v3/plugin/") ? found : null));
    });
    const places = ["good", "away", "page", "large"];
    const { found, servers } = await findCollections(
        looking(config(Object.fromEntries(places.map(place => [place, `${at}/${place}/`])), `token = ${TOKEN}\n`)),
        "fine",
    );
    expect(found.map(({ name }) => name)).toEqual(["acme.fine"]);
    expect(found[0]?.description).toMatch(/^a b{298}$/);
    expect(servers.map(({ problem }) => problem)).toEqual([
        null,
        expect.stringContaining("no Galaxy server"),
        expect.stringContaining("is not understood"),
        expect.stringContaining("more than can be looked at"),
    ]);
    const good = looking(config({ good: `${at}/good/` }));
    const fine = { name: "acme.fine", server: "good" };
    expect(await readVersions(good, fine)).toEqual(["1.10.0", "1.9.0"]);
    expect(await readOffered(good, { ...fine, version: "1.9.0" })).toEqual({
        ...{ description: "", requiresAnsible: ">=2.14", size: null },
        dependencies: new Map([["acme.ok", ">=1"]]),
    });
    await expect(readOffered(good, { ...fine, version: "1.10.0" })).rejects.toThrow("is not understood");
    expect(asked.join("\n")).not.toContain(TOKEN);
});

test("an automation hub is asked beside its distributions, with the access that it gives for a token", async () => {
    const asked: string[] = [];
    const at = await serve((path, answerWith, login) => {
        asked.push(`${path} ${login}`);
        if (path === "/sso") answerWith({ access_token: "for-now" });
        else if (path === "/hub/content/published/") answerWith({ available_versions: { v3: "v3/" } });
        else answerWith({ data: [] });
    });
    const hub = config({ hub: `${at}/hub/content/published/` }, `auth_url = ${at}/sso\ntoken = ${TOKEN}\n`);
    expect((await findCollections(looking(hub), "acme.x")).servers).toMatchObject([
        { isSearched: true, problem: null },
    ]);
    const question = "namespace=acme&is_highest=true&limit=50&distribution_base_path=published";
    expect(asked).toEqual([
        "/sso ",
        "/hub/content/published/ Bearer for-now",
        `/hub/v3/plugin/ansible/search/collection-versions/?${question} Bearer for-now`,
    ]);
});

test("a search that nobody waits for any more ends at once, and leaves nothing behind", async () => {
    const controller = new AbortController();
    const at = await serve(() => controller.abort());
    const search = findCollections(looking(config({ slow: `${at}/` })), "acme", controller.signal);
    await expect(search).rejects.toMatchObject({ problem: "cancelled" });
    expect(readdirSync(`${state}/cache/work`)).toEqual([]);
});

test("the composer finds RPMs by a part of their name, by a file, and by the distribution that they provide", async () => {
    const asking = { composer, distro: "centos-9" };
    expect((await findRpms(asking, "rsync")).found).toMatchObject([
        { name: "rsync", versions: ["3.3-1", "3.2-1"], summary: "Tiny rsync" },
        { name: "Rsync-Daemon", versions: ["1.0-1"] },
    ]);
    expect((await findRpms(asking, "/usr/bin/ping")).found).toMatchObject([{ name: "ping", entry: "ping" }]);
    const python = { prefix: "python3", dist: "python3dist" };
    expect((await findPython(asking, python, "date")).found).toMatchObject([
        { entry: "python-dateutil", name: "python3-dateutil", versions: ["2.8-1"] },
    ]);
});
