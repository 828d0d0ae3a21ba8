import { expect, test } from "vitest";

import { fetchAsked, signatureNote } from "../../src/build/gather.ts";
import { carriedFiles } from "../../src/ee/carried.ts";
import { parseDefinition } from "../../src/ee/parse.ts";
import { type Host, HostError } from "../../src/host/host.ts";

/** A machine on which every program ends well and says nothing, but for reading files and for ansible-galaxy. */
const hostWith = (files: Readonly<Record<string, string | HostError>>): Host => ({
    request: () => Promise.reject(new Error("a request")),
    keeperIsRoot: async () => false,
    start: argv => Promise.reject(new Error(argv.join(" "))),
    run: ([program = "", ...argv]) => {
        if (program === "bwrap") return Promise.reject(new HostError("failed", ""));
        if (program !== "cat") return Promise.resolve(new Uint8Array());
        const found = files[argv.at(-1) ?? ""] ?? new HostError("failed", "", "No such file or directory");
        return found instanceof HostError ? Promise.reject(found) : Promise.resolve(new TextEncoder().encode(found));
    },
});

function fetchOne(host: Host) {
    const main = "execution-environment.yml";
    const text = "version: 3\ndependencies: {galaxy: {collections: [acme.one]}}\n";
    const files = new Map([[main, text]]);
    const { definition } = parseDefinition(text, main);
    if (!definition) throw new Error("no definition");
    const carried = carriedFiles(files, definition);
    return fetchAsked(host, "/state", { files, definition, carried, shown: definition, byRpm: new Set() }, undefined);
}

const CONFIG = "/etc/ansible/ansible.cfg";

test("settings that the machine keeps from who plans here say nothing to him, and others are asked for", async () => {
    const closed = new HostError("failed", "", `cat: ${CONFIG}: Permission denied`);
    const { collections } = await fetchOne(hostWith({ [CONFIG]: closed }));
    expect(collections.problem).toBe("ansible-galaxy ended without a word.");
    const broken = new HostError("failed", "", `cat: ${CONFIG}: Input/output error`);
    await expect(fetchOne(hostWith({ [CONFIG]: broken }))).rejects.toBe(broken);
});

test("where a keyring may be named out of sight, what is signed is said to be unchecked, and why", () => {
    const noted = (isChecked: boolean, isClosed: boolean) =>
        signatureNote({ signed: ["a.b"], isChecked }, "a.b", isClosed);
    expect(noted(false, true)).toContain(
        `nobody checked it. A keyring may be named in ${CONFIG}, which you may not read`,
    );
    expect(noted(false, false)).toContain("no keyring is named");
    expect(noted(true, true)).toContain("its signature is good");
});

test("who gives up while keys are read is not told that they cannot be read", async () => {
    const given = new HostError("cancelled", "given up");
    const host = hostWith({ [CONFIG]: "[galaxy]\ngpg_keyring = /ring\n", "/ring": given });
    await expect(fetchOne(host)).rejects.toBe(given);
});
