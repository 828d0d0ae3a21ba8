import { execFileSync } from "node:child_process";
import {
    copyFileSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { fetchCollections } from "../../src/content/fetch.ts";
import { forgetAnswers } from "../../src/content/forget.ts";
import { collectionsPath } from "../../src/content/path.ts";
import { type Content, type ContentFile, contentDirectory, packContent } from "../../src/content/repository.ts";
import type { Host } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node.ts";
import { collectionArtefacts } from "../support/collections.ts";
import { type GalaxyServer, startGalaxyServer } from "../support/galaxy-server.ts";

const state = mkdtempSync(join(tmpdir(), "content-"));
const host = nodeHost({ state });
let galaxy: GalaxyServer;

beforeAll(async () => {
    galaxy = await startGalaxyServer({
        directory: await collectionArtefacts(["ansible.posix", "ansible.utils", "ansible.netcommon"]),
    });
    mkdirSync(`${state}/cache/work`, { recursive: true });
    mkdirSync(`${state}/content`, { recursive: true });
});
afterAll(async () => {
    await galaxy.stop();
    rmSync(state, { recursive: true });
});

const wanted = (name: string, files: ReadonlyMap<string, string> = new Map()) => ({
    collections: [{ name }],
    shown: name,
    artefacts: { directory: `${state}/artefacts`, collections: [], roles: [] },
    access: {
        config: `[galaxy]\nserver_list = test\n[galaxy_server.test]\nurl = ${galaxy.url}\n`,
        ...{ gitCredentials: [], secrets: [], keys: null, shown: galaxy.url, options: [] },
    },
    files,
});

test("collections come with what they depend on, and with their metadata", async () => {
    const { collections } = await fetchCollections(host, `${state}/cache`, wanted("ansible.netcommon"));
    expect(collections.map(({ name }) => name)).toEqual(["ansible.netcommon", "ansible.utils"]);
    expect(collections[1]?.files.get("requirements.txt")).toContain("netaddr");
});

test("the same question within the hour asks no server, unless all are asked anew", async () => {
    const question = wanted("ansible.posix");
    const first = await fetchCollections(host, `${state}/cache`, question);
    const asked = galaxy.requests.length;
    expect(await fetchCollections(host, `${state}/cache`, question)).toEqual(first);
    expect(galaxy.requests.length).toBe(asked);
    await forgetAnswers(host, `${state}/cache`);
    expect((await fetchCollections(host, `${state}/cache`, question)).collections).toEqual(first.collections);
    expect(galaxy.requests.length).toBeGreaterThan(asked);
    expect(existsSync(first.directory)).toBe(true);
});

test("what an address with a query had is not taken for what it has with another", async () => {
    const { artefacts } = await fetchCollections(host, `${state}/cache`, wanted("ansible.posix"));
    const collections = [{ name: `${artefacts[0]?.source}?v=1`, type: "url" }];
    const question = { ...wanted("ansible.posix"), collections, shown: "an address without its query" };
    const first = await fetchCollections(host, `${state}/cache`, question);
    const other = await fetchCollections(host, `${state}/cache`, question);
    expect(other.directory).not.toBe(first.directory);
});

test("what no server has is said in ansible-galaxy's words", async () => {
    await expect(fetchCollections(host, `${state}/cache`, wanted("acme.nothing"))).rejects.toMatchObject({
        problem: "failed",
        message: expect.stringContaining("acme.nothing"),
    });
});

test("an ansible.cfg beside the definition is not obeyed", async () => {
    const files = new Map([
        ["ansible.cfg", "[galaxy]\nserver = http://127.0.0.1:9/\n[defaults]\nlog_path = /workshop/result/obeyed\n"],
    ]);
    const { directory } = await fetchCollections(host, `${state}/cache`, wanted("ansible.posix", files));
    expect(existsSync(`${directory}/obeyed`)).toBe(false);
});

const nothing: Omit<Content, "name" | "version"> = {
    summary: "Sample",
    arch: "noarch",
    collections: [],
    requires: [],
    trees: [],
    files: new Map(),
    directories: new Map(),
    links: new Map(),
    about: new Map(),
};

/** Pack it; what rpm says of it then, and its bytes. */
async function pack(content: Content) {
    await packContent(host, state, content);
    const rpm = `${contentDirectory(state, content)}/${content.name}-${content.version}-1.${content.arch}.rpm`;
    const ask = (...query: string[]) =>
        execFileSync("rpm", ["--query", "--package", ...query, rpm], {
            encoding: "utf8",
            stdio: ["ignore", "pipe", "ignore"],
        });
    return { ask, bytes: readFileSync(rpm) };
}

async function packTwice(content: Content) {
    const { bytes } = await pack(content);
    rmSync(contentDirectory(state, content), { recursive: true });
    const again = await pack(content);
    expect(again.bytes.equals(bytes)).toBe(true);
    return again;
}

test("the same content makes the same RPM, byte for byte, and says what it provides", async () => {
    const { directory, collections } = await fetchCollections(host, `${state}/cache`, wanted("ansible.posix"));
    const { ask } = await packTwice({
        ...nothing,
        name: "ee-sample",
        version: "0.0123456789ab",
        summary: "100% sample\n%{lua: error()}",
        collections,
        trees: [{ from: `${directory}/ansible_collections/ansible/posix`, to: `${collectionsPath}/ansible/posix` }],
        about: new Map([["definition/execution-environment.yml", "version: 3\n"]]),
    });
    expect(ask("--provides")).toMatch(/^ansible-collection\(ansible\.posix\) = \d/m);
    expect(ask("--list")).toContain("/usr/share/ansible/collections/ansible_collections/ansible/posix/MANIFEST.json");
    expect(ask("--list")).toContain("/usr/share/ee/sample/definition/execution-environment.yml");
    expect(ask("--queryformat", "%{SUMMARY}")).toBe("100% sample %{lua: error()}");
    expect(ask("--queryformat", "%{PAYLOADCOMPRESSOR}")).toBe("gzip");
});

test("what is there already is not made again", async () => {
    const content = { ...nothing, name: "ee-sample", version: "0.0123456789ab" };
    const marker = `${contentDirectory(state, content)}/marker`;
    writeFileSync(marker, "");
    await packContent(host, state, content);
    expect(existsSync(marker)).toBe(true);
});

/** What ls shows of each file: mode, owner, and where a link leads. */
const listing = "[%{FILEMODES:perms} %{FILEUSERNAME} %{FILENAMES} %{FILELINKTOS}\n]";

test("trees, files, directories and links lie where they belong, root's, with the modes asked for", async () => {
    const tree = `${state}/tree`;
    mkdirSync(`${tree}/sub`, { recursive: true });
    writeFileSync(`${tree}/sub/program`, "#!/bin/sh\n", { mode: 0o775 });
    writeFileSync(`${tree}/data`, "of the tree", { mode: 0o664 });
    symlinkSync("../data", `${tree}/sub/link`);
    const over = `${state}/over`;
    mkdirSync(over);
    writeFileSync(`${over}/data`, "of the later tree");
    copyFileSync("/usr/bin/true", `${over}/more`);
    const { ask } = await packTwice({
        ...nothing,
        name: "ee-trees",
        version: "0.1",
        arch: "x86_64",
        requires: ["python3.12dist(requests) >= 2", "(git-core or git)"],
        trees: [
            { from: tree, to: "/usr/share/ansible/roles/acme.one" },
            { from: over, to: "/usr/share/ansible/roles/acme.one" },
        ],
        files: new Map<string, ContentFile>([
            ["/etc/acme/secret.conf", { mode: 0o600, content: "a = 1\n" }],
            ["/usr/bin/tool@1+ü", { mode: 0o4755, content: { from: `${over}/more` } }],
            ["/usr/share/ansible/roles/acme.one/sub/own", { mode: 0o640, content: new Uint8Array([0, 255]) }],
        ]),
        directories: new Map([["/usr/share/acme/empty", 0o700]]),
        links: new Map([
            ["/usr/bin/python", "python3.12"],
            ["/etc/long", `/usr/${"x".repeat(150)}`],
        ]),
    });
    expect(ask("--queryformat", listing).split("\n").sort().join("\n")).toBe(`
-rw------- root /etc/acme/secret.conf${" "}
-rw-r----- root /usr/share/ansible/roles/acme.one/sub/own${" "}
-rw-r--r-- root /usr/share/ansible/roles/acme.one/data${" "}
-rwsr-xr-x root /usr/bin/tool@1+ü${" "}
-rwxr-xr-x root /usr/share/ansible/roles/acme.one/more${" "}
-rwxr-xr-x root /usr/share/ansible/roles/acme.one/sub/program${" "}
drwx------ root /usr/share/acme/empty${" "}
drwxr-xr-x root /usr/share/ansible/roles/acme.one${" "}
drwxr-xr-x root /usr/share/ansible/roles/acme.one/sub${" "}
drwxr-xr-x root /usr/share/ee/trees${" "}
lrwxrwxrwx root /etc/long /usr/${"x".repeat(150)}
lrwxrwxrwx root /usr/bin/python python3.12
lrwxrwxrwx root /usr/share/ansible/roles/acme.one/sub/link ../data`);
    expect(ask("--requires")).toContain("python3.12dist(requests) >= 2\n");
    expect(ask("--requires")).toContain("(git-core or git)\n");
    expect(ask("--queryformat", "%{ARCH}")).toBe("x86_64");
    // What RPM knows machine code by, where one system has it in two widths.
    expect(ask("--queryformat", "[%{FILECLASS}\n]")).toMatch(/^ELF 64-bit/m);
});

test("names in a tree are names, whatever they spell", async () => {
    const tree = `${state}/hostile`;
    mkdirSync(`${tree}/%(touch escaped)`, { recursive: true });
    const names = ["%{lua: error()}", "$(touch escaped)", "a 'b' \"c\"", "[x]{y,z}*?", "back\\slash", "-rf"];
    for (const name of names) writeFileSync(`${tree}/%(touch escaped)/${name}`, name);
    const { ask } = await packTwice({
        ...nothing,
        name: "ee-hostile",
        version: "0.1",
        trees: [{ from: tree, to: "/usr/share/hostile" }],
    });
    const packed = ask("--queryformat", "[%{FILENAMES}\\0]");
    for (const name of names) expect(packed).toContain(`/usr/share/hostile/%(touch escaped)/${name}`);
});

test("a tree with a name of two lines, or with a pipe, is refused by that name", async () => {
    const tree = `${state}/odd`;
    mkdirSync(tree);
    const content: Content = {
        ...nothing,
        name: "ee-odd",
        version: "0.1",
        trees: [{ from: tree, to: "/usr/share/odd" }],
    };
    writeFileSync(`${tree}/two\nlines`, "");
    await expect(pack(content)).rejects.toThrow('"/usr/share/odd/two\\nlines" cannot be packed.');
    rmSync(`${tree}/two\nlines`);
    execFileSync("mkfifo", [`${tree}/pipe`]);
    await expect(pack(content)).rejects.toThrow('"/usr/share/odd/pipe" cannot be packed.');
});

test("trees are looked through while they are packed, and what is odd does not leave the workshop", async () => {
    const tree = `${state}/beside`;
    mkdirSync(tree);
    execFileSync("mkfifo", [`${tree}/pipe`]);
    const content: Content = {
        ...nothing,
        name: "ee-beside",
        version: "0.1",
        trees: [{ from: tree, to: "/usr/share/odd" }],
    };
    const events: string[] = [];
    const watched: Host = {
        ...host,
        async run(argv, options) {
            const isCheck = argv[0] === "find" && argv.includes("-quit");
            const name = argv.includes("rpmbuild") ? "packed" : isCheck ? "looked through" : null;
            if (name === null) return host.run(argv, options);
            events.push(`to be ${name}`);
            return host.run(argv, options).finally(() => events.push(name));
        },
    };
    await expect(packContent(watched, state, content)).rejects.toThrow('"/usr/share/odd/pipe" cannot be packed.');
    expect(events.slice(0, 2).sort()).toEqual(["to be looked through", "to be packed"]);
    // Nobody takes the workshop away under who works in it.
    expect(events.slice(2).sort()).toEqual(["looked through", "packed"]);
    expect(existsSync(contentDirectory(state, content))).toBe(false);
    expect(readdirSync(`${state}/cache/work`)).toEqual([]);
});

test("a link in a tree leads nobody out of the box", async () => {
    const tree = `${state}/leading`;
    mkdirSync(tree);
    symlinkSync(state, `${tree}/out`);
    const content: Content = {
        ...nothing,
        name: "ee-leading",
        version: "0.1",
        trees: [{ from: tree, to: "/usr/share/leading" }],
        files: new Map([["/usr/share/leading/out/escaped", { mode: 0o644, content: "x" }]]),
    };
    await pack(content).catch(() => undefined);
    expect(existsSync(`${state}/escaped`)).toBe(false);
});
