import { execFileSync } from "node:child_process";
import {
    chmodSync,
    chownSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { BuildRecord } from "../../src/build/record.ts";
import { carryOn, readBuildLog } from "../../src/build/run.ts";
import { startBuild } from "../../src/build/start.ts";
import { contentDirectory, type Packed } from "../../src/content/repository.ts";
import { publicKeyFile, signContent } from "../../src/content/sign.ts";
import { readSigningKey } from "../../src/content/signing-key.ts";
import { signingKeyFile } from "../../src/content/signing-room.ts";
import type { Host } from "../../src/host/host.ts";
import { keeperId } from "../../src/host/keeper.ts";
import { nodeHost } from "../../src/host/node.ts";
import type { Composer } from "../../src/osbuild/composer.ts";
import type { Source } from "../../src/osbuild/source.ts";
import { weldrComposer } from "../../src/osbuild/weldr.ts";
import { readLog, start as startCompose, waitFor } from "../local-composer/watch.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { type KeyRing, makeKeyRing } from "../support/signing-keys.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";

const directory = mkdtempSync(join(tmpdir(), "signing-"));
const state = join(directory, "state");
const host = nodeHost({ state });
let repository: TinyRepository;
let server: RunningComposer;
let composer: Composer;
let ring: KeyRing;
let ours: string;
let others: string;

beforeAll(async () => {
    ring = makeKeyRing(directory);
    ours = ring.make("EE content <ee@example.com>");
    others = ring.make("Somebody else <else@example.com>");
    mkdirSync(`${state}/signing`, { recursive: true });
    repository = await makeRepo({
        packages: [
            { name: "filesystem", files: { "/usr/bin/": "", "/usr/lib/": "", "/etc/": "", "/var/": "" } },
            { name: "rsync", version: "3.2" },
        ],
    });
    server = await startComposer({ repos: { tiny: repository.url } });
    composer = weldrComposer(host, server.socket);
});
afterAll(async () => {
    await server.stop();
    await repository.remove();
    ring.stop();
    rmSync(directory, { recursive: true });
});

const put = (text: string | Buffer) => writeFileSync(signingKeyFile(state), text, { mode: 0o600 });

/** Build to the end; with what was asked of the composer's sources. */
async function build(by: Composer = composer, lock: string | null = null) {
    const pushed: Source[] = [];
    const watched: Composer = {
        ...by,
        pushSource: source => {
            pushed.push(source);
            return by.pushSource(source);
        },
    };
    const text = "version: 3\ndependencies:\n  system: [rsync]\n";
    const { id } = await startBuild(host, state, {
        definition: { name: "web", files: new Map([["execution-environment.yml", text]]) },
        ...{ distro: "centos-9", type: "edge-commit", ref: "ee/web", top: { kind: "nothing" } },
        ...{ startedBy: "tester", lock },
    });
    const record = await carryOn(host, watched, state, id);
    if (!record) throw new Error("the build is gone");
    return { record, pushed };
}

const contentOf = ({ content }: BuildRecord): NonNullable<BuildRecord["content"]> => {
    if (!content) throw new Error("no content");
    return content;
};

const rpmIn = (content: Packed): string => `${contentDirectory(state, content)}/ee-web-${content.version}-1.noarch.rpm`;

/** Who signed a package of a commit, by the RPM database in it: what rpm prints. */
function signerIn(checksum: string | null): string {
    const tree = join(directory, "tree");
    const checkout = ["checkout", "--user-mode", "--subpath=/usr/share/rpm", checksum ?? "", tree];
    execFileSync("ostree", [`--repo=${state}/repo`, ...checkout]);
    const query = ["--dbpath", tree, "--query", "--queryformat", "%{RSAHEADER:pgpsig}", "ee-web"];
    const said = execFileSync("rpm", query).toString();
    rmSync(tree, { recursive: true });
    return said;
}

let unsigned: Buffer;
let signed: BuildRecord;

test("without a key nothing is signed", async () => {
    expect(await signContent(host, state, { name: "ee-web", version: "0.1" })).toBeNull();
});

test("with a key the commit has a content RPM that is signed, and the composer has checked it with that key alone", async () => {
    put(ring.secret(ours));
    const left = `${state}/cache/work/left`;
    mkdirSync(`${left}/home/.gnupg`, { recursive: true });
    utimesSync(left, new Date("2026-01-01"), new Date("2026-01-01"));
    const { record, pushed } = await build();
    expect(record).toMatchObject({ state: "done", error: null, content: { key: ours, isChecked: true } });
    expect(pushed.map(({ key }) => key)).toEqual([
        readFileSync(`${contentDirectory(state, contentOf(record))}/key.asc`, "utf8"),
    ]);
    expect(signerIn(record.checksum)).toContain(`Key ID ${ours.slice(-16).toLowerCase()}`);
    unsigned = readFileSync(rpmIn({ ...contentOf(record), key: null }));
    expect(
        execFileSync("rpmkeys", ["--checksig", rpmIn({ ...contentOf(record), key: null })]).toString(),
    ).not.toContain("signatures");
    signed = record;
});

test("the secret key is nowhere but where it was put, and nothing of a workshop stays, nor of one that was left", () => {
    const armored = ring.secret(ours).split("\n")[12] ?? "";
    const search = (what: string) =>
        execFileSync("sh", [
            "-c",
            'grep --recursive --files-with-matches --text -e "$1" "$2" || test $? = 1',
            "sh",
            what,
            state,
        ]);
    expect(search(armored).toString()).toBe(`${signingKeyFile(state)}\n`);
    expect(search("PRIVATE KEY").toString()).toBe(`${signingKeyFile(state)}\n`);
    expect(search("11:private-key").toString()).toBe("");
    expect(readdirSync(`${state}/cache/work`)).toEqual([]);
});

test("what is signed already is not signed again, another key signs the same RPM, and two at once are no harm", async () => {
    const content = contentOf(signed);
    const before = readFileSync(rpmIn(content));
    expect(await signContent(host, state, { ...content, key: null })).toMatchObject({ fingerprint: ours });
    expect(readFileSync(rpmIn(content)).equals(before)).toBe(true);

    put(ring.secret(others));
    const both = [1, 2].map(() => signContent(host, state, { ...content, key: null }));
    expect(await Promise.all(both)).toMatchObject([{ fingerprint: others }, { fingerprint: others }]);
    const packed = { ...content, key: others };
    const metadata = execFileSync("sh", [
        "-c",
        'zcat "$1"/repodata/*primary.xml.gz',
        "sh",
        contentDirectory(state, packed),
    ]);
    const [sum = ""] = execFileSync("sha256sum", [rpmIn(packed)])
        .toString()
        .split(" ");
    expect(metadata.toString()).toContain(sum);
    expect(readFileSync(rpmIn({ ...content, key: null })).equals(unsigned)).toBe(true);
    put(ring.secret(ours));
});

test("a key signs by its subkey, which rpm finds in what lies beside the RPM", async () => {
    const primary = ring.make("Subkey <sub@example.com>");
    ring.gpg("--passphrase", "", "--quick-add-key", primary, "rsa2048", "sign", "never");
    put(ring.secret(primary));
    const content = { ...contentOf(signed), key: null };
    const found = await signContent(host, state, content);
    expect(found?.fingerprint).toMatch(/^[0-9A-F]{40}$/);
    expect(found?.fingerprint).not.toBe(primary);
    const packed = { ...content, key: found?.fingerprint ?? "" };
    const rpmkeys = ["--define", `_dbpath ${directory}/keyring`, "--define", "_pkgverify_level signature"];
    execFileSync("rpmkeys", [...rpmkeys, "--import", `${contentDirectory(state, packed)}/${publicKeyFile}`]);
    expect(execFileSync("rpmkeys", [...rpmkeys, "--checksig", rpmIn(packed)]).toString()).toContain("signatures OK");
    put(ring.secret(ours));
});

test("a compose whose content RPM is signed by another key, or by none, fails and says so", async () => {
    const content = contentOf(signed);
    const key = readFileSync(`${contentDirectory(state, content)}/${publicKeyFile}`, "utf8");
    for (const by of [others, null]) {
        const url = `file://${contentDirectory(state, { ...content, key: by })}`;
        await composer.pushSource({ id: "wrong", name: "wrong", url, key });
        const packages = [{ name: "ee-web", version: content.version }];
        const id = await startCompose(server, { name: "wrong", distro: "centos-9", packages });
        expect(await waitFor(server, id, "FINISHED", "FAILED")).toBe("FAILED");
        expect(await readLog(server, id)).toMatch(/ee-web-\S+\.rpm: digests SIGNATURES NOT OK/);
        await composer.deleteSource("wrong");
    }
});

test("where a composer keeps no keys it is not told to look for one, and the record says that nobody did", async () => {
    // As those of 2023: the key is dropped, the rest is kept.
    const forgetful: Composer = {
        ...composer,
        async pushSource({ id, name, url, key }) {
            const source = { id, name, type: "yum-baseurl", url, check_gpg: key !== null, check_ssl: false };
            await server.ask("POST", "/api/v1/projects/source/new", source, { "Content-Type": "application/json" });
        },
    };
    const { record, pushed } = await build(forgetful);
    expect(record).toMatchObject({ state: "done", content: { key: ours, isChecked: false } });
    expect(pushed.map(({ key }) => key === null)).toEqual([false, true]);
    expect(signerIn(record.checksum)).toContain(`Key ID ${ours.slice(-16).toLowerCase()}`);
});

test("what was signed is built again exactly, also when it has to be packed and signed anew", async () => {
    rmSync(`${state}/content/ee-web`, { recursive: true });
    const { record } = await build(composer, signed.checksum);
    expect(record).toMatchObject({ state: "done", error: null, content: { ...contentOf(signed) } });
    expect(readFileSync(rpmIn({ ...contentOf(record), key: null })).equals(unsigned)).toBe(true);
});

const reason = async (key: string | Buffer): Promise<string> => {
    put(key);
    return readSigningKey(host, state).then(
        found => `taken: ${found?.fingerprint}`,
        (error: Error) => error.message,
    );
};

test("a key that nobody could sign with is refused, with what to do about it", async () => {
    const file = signingKeyFile(state);
    expect(await reason(ring.gpg("--armor", "--export", ours))).toBe(
        `${file} holds a public key alone. Write it with gpg --armor --export-secret-keys.`,
    );
    expect(await reason(ring.secret(ours, others))).toBe(`${file} holds 2 keys, and one signs. Export that one alone.`);
    const elliptic = ring.make("Curve <curve@example.com>", { kind: "ed25519" });
    expect(await reason(ring.secret(elliptic))).toContain("is not an RSA key");
    expect(await reason(ring.secret(ring.make("Short", { kind: "rsa1024" })))).toContain(
        "has 1024 bits, and rpm wants 2048",
    );
    expect(await reason(ring.secret(ring.make("Old", { hasExpired: true })))).toContain(
        "expired on 2020-01-02. Put another",
    );
    const odd = ring.make("a:b\u202e\x1b[31m $(touch x) %{nil} <odd@example.com>");
    expect(await reason(ring.secret(odd))).toBe(`taken: ${odd}`);
    expect((await readSigningKey(host, state))?.user).toBe("a:b\\x1b[31m $(touch x) %{nil} <odd@example.com>");
});

test("a file that is no key, however odd, is refused", async () => {
    const none = `${signingKeyFile(state)} holds no OpenPGP key. Write it with gpg --armor --export-secret-keys.`;
    const armored = (text: string) =>
        `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${text}\n-----END PGP PRIVATE KEY BLOCK-----\n`;
    for (const text of [
        "",
        "no key",
        "\0".repeat(9),
        armored("xx"),
        "x".repeat(70_000),
        ring.secret(ours).slice(0, 400),
    ])
        expect(await reason(text), JSON.stringify(text.slice(0, 40))).toBe(none);
    rmSync(signingKeyFile(state));
    mkdirSync(signingKeyFile(state));
    await expect(readSigningKey(host, state)).rejects.toMatchObject({ problem: "failed", message: none });
    rmSync(signingKeyFile(state), { recursive: true });
});

test("gpg is asked of a key once, until its file changes, and nobody who writes to the cache says whose key signs", async () => {
    const asked: string[] = [];
    const watched: Host = {
        ...host,
        run: (argv, options) => {
            if (argv[0] === "bwrap") asked.push(argv.join(" "));
            return host.run(argv, options);
        },
    };
    put(ring.secret(ours));
    const first = await readSigningKey(watched, state);
    const times = asked.length;
    expect(times).toBeGreaterThan(0);
    expect(await readSigningKey(watched, state)).toEqual(first);
    expect(asked.length).toBe(times);

    put("not a key");
    // As an earlier version kept it, and anybody of the group could.
    const print = ["-maxdepth", "0", "-printf", "%y %s %i %T@ %C@"];
    const stamp = execFileSync("find", ["-L", signingKeyFile(state), ...print]).toString();
    const key = { fingerprint: others, user: "Forged <forged@example.com>", expires: null };
    writeFileSync(`${state}/cache/signing.json`, JSON.stringify({ stamp, key }));
    await expect(readSigningKey(watched, state)).rejects.toThrow("holds no OpenPGP key");
    rmSync(`${state}/cache/signing.json`);
});

test("a build with a key that has a passphrase fails before anything is composed", async () => {
    const composes = (await composer.listComposes()).length;
    const locked = ring.make("Locked", { passphrase: "open sesame" });
    put(ring.gpg("--passphrase", "open sesame", "--armor", "--export-secret-keys", locked));
    const { record, pushed } = await build();
    expect(record).toMatchObject({ state: "failed", composeId: null });
    expect(record.error?.message).toContain("has a passphrase, and nobody is there to type it");
    expect(await readBuildLog(host, composer, state, record)).toBe("");
    expect([pushed.length, (await composer.listComposes()).length]).toEqual([0, composes]);
});

test("who may not read the key is told so, and a member of the group who may signs with it", async () => {
    const shared = join(directory, "shared");
    mkdirSync(`${shared}/signing`, { recursive: true });
    chmodSync(directory, 0o755);
    chownSync(shared, 1234, 60);
    chmodSync(shared, 0o2775);
    const file = signingKeyFile(shared);
    writeFileSync(file, ring.secret(ours), { mode: 0o600 });
    const member = nodeHost({ state: shared });
    await expect(readSigningKey(member, shared)).rejects.toMatchObject({
        message: expect.stringContaining(`you may not read the key: ${file}`),
    });
    chownSync(file, 0, 60);
    chmodSync(file, 0o640);
    expect(await readSigningKey(member, shared)).toMatchObject({ fingerprint: ours });
    expect(statSync(`${shared}/cache/work`).uid).toBe(1234);
    expect(keeperId).not.toBe(1234);
    expect(existsSync(`${shared}/cache/work`)).toBe(true);
    expect(readdirSync(`${shared}/cache/work`)).toEqual([]);
});
