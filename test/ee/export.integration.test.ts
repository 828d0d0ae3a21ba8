import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { exportDefinition } from "../../src/ee/export.ts";
import { readImport } from "../../src/ee/import.ts";
import { createDefinition } from "../../src/ee/store.ts";
import { nodeHost } from "../../src/host/node.ts";

const state = mkdtempSync(join(tmpdir(), "export-"));
const host = nodeHost({ state });
afterAll(() => rmSync(state, { recursive: true }));

const encoder = new TextEncoder();
const binary = Uint8Array.from({ length: 5000 }, (_byte, index) => index * 13);

const files = new Map<string, Uint8Array>([
    ["execution-environment.yml", encoder.encode("\ufeff# Grüße\r\nversion: 3\r\n")],
    ["ansible.cfg", encoder.encode("[galaxy_server.hub]\nurl = https://hub.example.com/\ntoken = hunter2\n")],
    ["files/logo.png", binary],
    ["files/old.txt", Uint8Array.from([0xe4, 0x0a, 0xff, 0x0d])],
    [`files/${"deep/".repeat(20)}${"n".repeat(120)}`, encoder.encode("x\n")],
]);

test("what is exported can be imported, byte for byte but for secrets", async () => {
    await createDefinition(host, state, "kolla", files);
    const { archive, redacted } = await exportDefinition(host, state, "kolla");
    expect(redacted).toEqual(["ansible.cfg"]);
    expect(new TextDecoder().decode(archive)).not.toContain("hunter2");

    const read = await readImport([{ path: "kolla.tar", size: archive.length, read: () => Promise.resolve(archive) }]);
    if ("complaint" in read) throw new Error(read.complaint);
    const [found] = read.found;
    expect(found?.name).toBe("kolla");
    expect([...(found?.files.keys() ?? [])].sort()).toEqual([...files.keys()].sort());
    for (const [path, bytes] of files)
        if (path !== "ansible.cfg") expect([path, found?.files.get(path)]).toEqual([path, bytes]);

    await createDefinition(host, state, "again", found?.files ?? new Map());
    const again = await exportDefinition(host, state, "again");
    expect(again.redacted).toEqual([]);
    expect((await exportDefinition(host, state, "kolla")).archive).toEqual(archive);
});

test("a definition that is gone cannot be exported", async () => {
    await expect(exportDefinition(host, state, "nothing")).rejects.toMatchObject({ problem: "not-found" });
});
