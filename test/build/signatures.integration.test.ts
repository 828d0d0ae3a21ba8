import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { planDefinition } from "../../src/build/planning.ts";
import { fetchCollections } from "../../src/content/fetch.ts";
import { nodeHost } from "../../src/host/node.ts";
import type { Composer } from "../../src/osbuild/composer.ts";
import { weldrComposer } from "../../src/osbuild/weldr.ts";
import { type GalaxyServer, startGalaxyServer } from "../support/galaxy-server.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { packCollection } from "../support/tiny-collections.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";

const directory = mkdtempSync(join(tmpdir(), "signed-"));
const state = join(directory, "state");
const served = join(directory, "served");
const host = nodeHost({ state });
let repository: TinyRepository;
let server: RunningComposer;
let composer: Composer;
let galaxy: GalaxyServer;
let keys: string;

function gpg(...argv: string[]): Buffer {
    return execFileSync("gpg", ["--homedir", join(directory, "gnupg"), "--batch", "--quiet", ...argv]);
}

/** Beside the artefact, as the server looks for it. */
function sign(name: string, text: string): void {
    const file = join(directory, "signed");
    writeFileSync(file, text);
    rmSync(`${file}.asc`, { force: true });
    gpg("--armor", "--detach-sign", file);
    const archive = `${name.replace(".", "-")}-1.0.0.tar.gz`;
    writeFileSync(join(served, `${archive}.asc`), readFileSync(`${file}.asc`));
}

beforeAll(async () => {
    mkdirSync(join(directory, "gnupg"), { mode: 0o700 });
    mkdirSync(state);
    gpg("--passphrase", "", "--quick-generate-key", "acme <acme@example.com>", "ed25519", "sign", "never");
    keys = gpg("--armor", "--export").toString();
    sign("acme.good", packCollection(served, { name: "acme.good", dependencies: { "acme.plain": "*" } }));
    packCollection(served, { name: "acme.bad" });
    sign("acme.bad", "the manifest of another");
    packCollection(served, { name: "acme.plain" });
    galaxy = await startGalaxyServer({ directory: served });
    repository = await makeRepo({ packages: [{ name: "rsync", version: "3.2" }] });
    server = await startComposer({ repos: { tiny: repository.url } });
    composer = weldrComposer(host, server.socket);
});
afterAll(async () => {
    await server.stop();
    await repository.remove();
    await galaxy.stop();
    execFileSync("gpgconf", ["--homedir", join(directory, "gnupg"), "--kill", "all"]);
    rmSync(directory, { recursive: true });
});

const plan = async (name: string, { keyring = "keys.asc", more = "", config = "" } = {}) => {
    const text = `version: 3\ndependencies: {galaxy: {collections: [${name}]}}\nadditional_build_files:\n  - {src: keys.asc, dest: .}\n${more}`;
    const ring = keyring === "" ? "" : `gpg_keyring = ${keyring}\n`;
    const { requirements } = await planDefinition(host, composer, state, {
        name: "sample",
        files: new Map([
            ["execution-environment.yml", text],
            ["keys.asc", keys],
            ["ansible.cfg", `[galaxy]\nserver_list = t\n${ring}${config}[galaxy_server.t]\nurl = ${galaxy.url}\n`],
        ]),
        distro: "centos-9",
    });
    return requirements
        .filter(({ kind }) => kind === "collection")
        .map(({ name: own, fidelity, note }) => [own, fidelity, note]);
};

test("with a keyring, what is signed well is carried, and what is not signed is told", async () => {
    const expected = [
        ["acme.good", "exact", "Signed, and its signature is good."],
        ["acme.plain", "exact", "It is not signed."],
    ];
    expect(await plan("acme.good")).toEqual(expected);
    // As the container image would have it.
    expect(await plan("acme.good", { keyring: "/etc/pki/galaxy/keys.asc" })).toEqual(expected);
});

test("what is signed badly is refused, and so is what is not signed where it has to be", async () => {
    expect(await plan("acme.bad")).toEqual([
        ["acme.bad", "missing", expect.stringMatching(/^Its signature is bad\. .*acme\.bad/)],
    ]);
    expect(await plan("acme.plain", { config: "required_valid_signature_count = +1\n" })).toEqual([
        ["acme.plain", "missing", expect.stringMatching(/^It has no signature that counts, and one is asked for\./)],
    ]);
});

test("without a keyring a signature is told and not checked, and where the definition says so, too", async () => {
    const unchecked = ["acme.bad", "exact", "Signed; nobody checked it, for no keyring is named."];
    expect(await plan("acme.bad", { keyring: "" })).toEqual([unchecked]);
    const step = "additional_build_steps: {prepend_galaxy: ENV ANSIBLE_GALAXY_DISABLE_GPG_VERIFY=1}\n";
    expect(await plan("acme.bad", { more: step })).toEqual([unchecked]);
    const option = "build_arg_defaults: {ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: --disable-gpg-verify}\n";
    expect(await plan("acme.bad", { more: option })).toEqual([unchecked]);
});

test("a keyring that cannot be read leaves nothing unchecked", async () => {
    expect(await plan("acme.good", { keyring: "/etc/pki/galaxy/ring.gpg" })).toEqual([
        ["acme.good", "missing", expect.stringContaining("The keyring /etc/pki/galaxy/ring.gpg cannot be read.")],
    ]);
});

test("a keyring of the machine is taken as gpg keeps it", async () => {
    const config = `[galaxy]\nserver_list = t\n[galaxy_server.t]\nurl = ${galaxy.url}\n`;
    const fetch = (name: string, ring: Uint8Array) =>
        fetchCollections(host, `${state}/cache`, {
            ...{ collections: [{ name }], shown: name, files: new Map<string, string>() },
            access: { config, gitCredentials: [], secrets: [], shown: galaxy.url, options: [], keys: ring },
            artefacts: { directory: `${state}/artefacts`, collections: [], roles: [] },
        });
    for (const ring of [gpg("--export"), readFileSync(join(directory, "gnupg", "pubring.kbx"))]) {
        expect(await fetch("acme.good", ring)).toMatchObject({ signed: ["acme.good"], isChecked: true });
        await expect(fetch("acme.bad", ring)).rejects.toThrow(/Its signature is bad/);
    }
});
