import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { forgetAnswers } from "../../src/content/forget.ts";
import { fetchRoles, type WantedRole } from "../../src/content/roles.ts";
import type { Host } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node.ts";
import { type GalaxyServer, startGalaxyServer } from "../support/galaxy-server.ts";
import { type StaticServer, serveDirectory } from "../support/static-server.ts";
import { commitRole, packRole } from "../support/tiny-roles.ts";

const state = mkdtempSync(join(tmpdir(), "roles-"));
const served = join(state, "served");
const host = nodeHost({ state });
let galaxy: GalaxyServer;
let files: StaticServer;

beforeAll(async () => {
    mkdirSync(join(state, "cache/work"), { recursive: true });
    packRole(`${served}/roles/acme.web-1.0.0.tar.gz`, { files: { "files/old": "" } });
    packRole(`${served}/roles/acme.web-1.10.0.tar.gz`, {
        dependencies: ["acme.base"],
        files: { "files/v2": "new" },
        links: { "files/current": "v2" },
    });
    packRole(`${served}/roles/acme.base-2.0.0.tar.gz`, {});
    packRole(`${served}/roles/acme.one-1.0.0.tar.gz`, { dependencies: ["acme.other"] });
    packRole(`${served}/roles/acme.other-1.0.0.tar.gz`, { dependencies: ["acme.one"] });
    packRole(`${served}/roles/acme.bare-1.0.0.tar.gz`, { files: { "meta/main.yml": null } });
    packRole(`${served}/roles/acme.needy-1.0.0.tar.gz`, { dependencies: ["acme.nowhere"] });
    packRole(`${served}/roles/acme.absolute-1.0.0.tar.gz`, { links: { "files/passwd": "/etc/passwd" } });
    packRole(`${served}/roles/acme.out-1.0.0.tar.gz`, { links: { "files/out": "../../../secret" } });
    packRole(
        `${served}/roles/acme.dots-1.0.0.tar.gz`,
        { files: { "files/x": "x" } },
        "s,role-1/files/x,role-1/../../../x,",
    );
    packRole(`${served}/archive.tar.gz`, { files: { "files/archive": "" } });
    commitRole(`${served}/tool.git`, { "1.0": { files: { "files/a": "1" } }, "2.0": { files: { "files/a": "2" } } });
    galaxy = await startGalaxyServer({ directory: served });
    files = await serveDirectory(served);
});
afterAll(async () => {
    await galaxy.stop();
    await files.close();
    rmSync(state, { recursive: true });
});

const fetch = (...roles: Partial<WantedRole>[]) => {
    const whole = roles.map(role => ({ name: "", src: role.name ?? "", version: "", scm: null, ...role }));
    const config = `[galaxy]\nserver_list = test\n[galaxy_server.test]\nurl = ${galaxy.url}\n`;
    const access = { config, gitCredentials: [], secrets: [], keys: null, shown: galaxy.url, options: ["--timeout=5"] };
    const artefacts = { directory: `${state}/artefacts`, collections: [], roles: [] };
    return fetchRoles(host, `${state}/cache`, { roles: whole, shown: whole, access, artefacts });
};

test("the newest version of a role comes with the role it depends on, and without when it was installed", async () => {
    const { directory, roles, problems } = await fetch({ name: "acme.web" });
    expect(problems.size).toBe(0);
    expect(roles).toEqual([
        { name: "acme.base", version: "2.0.0", digest: expect.any(String), dependents: ["acme.web"] },
        { name: "acme.web", version: "1.10.0", digest: expect.any(String), dependents: [] },
    ]);
    expect(readFileSync(`${directory}/acme.web/files/current`, "utf8")).toBe("new");
    expect(existsSync(`${directory}/acme.web/meta/.galaxy_install_info`)).toBe(false);
});

test("the same question within the hour asks no server, unless all are asked anew, and the same content has the same digest", async () => {
    const first = await fetch({ name: "acme.web", version: "1.0.0" });
    const asked = galaxy.requests.length;
    expect(await fetch({ name: "acme.web", version: "1.0.0" })).toEqual(first);
    expect(galaxy.requests.length).toBe(asked);
    await forgetAnswers(host, `${state}/cache`);
    const { roles } = await fetch({ name: "again", src: "acme.web", version: "1.0.0" });
    expect(roles[0]?.digest).toBe(first.roles[0]?.digest);
    expect((await fetch({ name: "acme.web", version: "1.0.0" })).directory).not.toBe(first.directory);
    expect(existsSync(first.directory ?? "")).toBe(true);
});

test("a role comes from a repository in the version asked for, and from an archive", async () => {
    const { directory, roles, problems } = await fetch(
        { name: "tool", src: `${files.url}/tool.git/.git`, scm: "git", version: "1.0" },
        { name: "packed", src: `${files.url}/archive.tar.gz` },
    );
    expect([...problems]).toEqual([]);
    expect(roles.map(({ name, version }) => [name, version])).toEqual([
        ["packed", ""],
        ["tool", "1.0"],
    ]);
    expect(readFileSync(`${directory}/tool/files/a`, "utf8")).toBe("1");
    expect(existsSync(`${directory}/tool/.git`)).toBe(false);
});

test("roles that depend on each other are fetched once", async () => {
    const { roles } = await fetch({ name: "acme.one" });
    expect(roles.map(({ name }) => name)).toEqual(["acme.one", "acme.other"]);
});

test("every role that cannot be had is named with what is the matter and what helps", async () => {
    const { directory, roles, problems } = await fetch(
        { name: "acme.bare" },
        { name: "acme.web" },
        { name: "acme.nothing" },
        { name: "acme.base", version: "9.9" },
        { name: "lost", src: `${files.url}/lost.tar.gz` },
        { name: "gone", src: `${files.url}/gone.git`, scm: "git" },
    );
    expect(roles.map(({ name }) => name)).toEqual(["acme.base", "acme.web"]);
    expect(existsSync(`${directory}/acme.web/tasks/main.yml`)).toBe(true);
    expect(Object.fromEntries(problems)).toEqual({
        "acme.bare": expect.stringMatching(/no readable meta\/main\.yml.*Add the file to the role/),
        "acme.nothing": expect.stringContaining("It is not there."),
        "acme.base": expect.stringContaining("No server has such a version."),
        lost: expect.stringContaining("It is not there."),
        gone: expect.stringContaining("It is not there."),
    });
});

test("a role whose dependency is not there is named with it, and tried again by the next who asks", async () => {
    const { roles, problems } = await fetch({ name: "acme.needy" }, { name: "acme.base" });
    expect(roles.map(({ name }) => name)).toEqual(["acme.base"]);
    expect([...problems]).toEqual([
        ["acme.needy", expect.stringMatching(/^It depends on the role acme\.nowhere\. It is not there\./)],
    ]);
    const asked = galaxy.requests.length;
    await fetch({ name: "acme.needy" }, { name: "acme.base" });
    expect(galaxy.requests.length).toBeGreaterThan(asked);
});

test("a server that does not answer for one role is not asked for the others", async () => {
    let runs = 0;
    const counting: Host = {
        ...host,
        run: (argv, options) => {
            runs += Number(argv.includes("ansible-galaxy"));
            return host.run(argv, options);
        },
    };
    const roles = ["acme.web", "acme.base"].map(name => ({ name, src: name, version: "", scm: null }));
    const config = "[galaxy]\nserver_list = test\n[galaxy_server.test]\nurl = http://127.0.0.1:9/api/\n";
    const archive = { name: "packed", src: `${files.url}/archive.tar.gz`, version: "", scm: null };
    const fetched = await fetchRoles(counting, `${state}/cache`, {
        ...{ roles: [...roles, archive], shown: "unanswered" },
        access: { config, gitCredentials: [], secrets: [], keys: null, shown: null, options: ["--timeout=5"] },
        artefacts: { directory: `${state}/artefacts`, collections: [], roles: [] },
    });
    expect([...fetched.problems.keys()]).toEqual(["acme.web", "acme.base"]);
    expect(fetched.roles.map(({ name }) => name)).toEqual(["packed"]);
    expect(runs).toBe(2);
});

test.each(["acme.absolute", "acme.out", "acme.dots"])("%s, which leads out of itself, is refused", async name => {
    const { directory, problems } = await fetch({ name });
    expect(directory).toBeNull();
    expect(problems.get(name)).toMatch(/leads out of it/);
    expect(existsSync(join(state, "cache/x"))).toBe(false);
});

test("what an address with a query had is not taken for what it has with another", async () => {
    const ask = () => fetch({ name: "packed", src: `${files.url}/archive.tar.gz?v=1` });
    const [one, other] = [await ask(), await ask()];
    expect(one.roles.map(({ name }) => name)).toEqual(["packed"]);
    expect(other.directory).not.toBe(one.directory);
});
