import {
    chmodSync,
    chownSync,
    existsSync,
    lstatSync,
    mkdtempSync,
    readdirSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { box, type Workshop, withWorkshop } from "../../src/host/confined.ts";
import { keeperId } from "../../src/host/keeper.ts";
import { nodeHost } from "../../src/host/node.ts";

const state = mkdtempSync(join(tmpdir(), "confined-"));
const host = nodeHost({ state });
afterAll(() => rmSync(state, { recursive: true }));

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test.each(["/root", "/home", "/var", "/etc/passwd", "/etc/shadow", `${tmpdir()}/outside`])(
    "%s is not there in the box",
    async path => {
        const run = withWorkshop(host, state, new Map(), workshop =>
            workshop.run(["tar", "--create", "--file=-", path]),
        );
        await expect(run).rejects.toMatchObject({
            problem: "failed",
            detail: expect.stringContaining("No such file or directory"),
        });
    },
);

test("a program in the box is not root, and owns what it makes", async () => {
    const inputs = new Map([["in.txt", "x"]]);
    const listing = await withWorkshop(host, state, inputs, async workshop => {
        await workshop.run(["tar", "--create", "--file=/workshop/made.tar", "in.txt"]);
        return workshop.run(["tar", "--list", "--verbose", "--numeric-owner", "--file=/workshop/made.tar"]);
    });
    expect(text(listing)).not.toMatch(/ 0\/0 /);
});

test("what root lays into a box is the box's own, the directory and links included", async () => {
    const inputs = new Map<string, string | { target: string }>([
        ["deep/in/it.txt", "x"],
        ["deep/link", { target: "/etc/passwd" }],
    ]);
    const owners = await withWorkshop(
        host,
        state,
        inputs,
        async ({ directory }) =>
            ["", "home", "tmp", "deep", "deep/in", "deep/in/it.txt", "deep/link", "key"].map(path => {
                const { uid, gid } = lstatSync(join(directory, path));
                return [uid, gid];
            }),
        { secrets: new Map([["key", "secret"]]) },
    );
    expect(new Set(owners.map(String))).toEqual(new Set([String([keeperId, keeperId])]));
});

test("what a member of the group makes in a box is the group's", async () => {
    const shared = mkdtempSync(join(tmpdir(), "shared-"));
    chownSync(shared, 1234, 60);
    chmodSync(shared, 0o2775);
    const released = await withWorkshop(nodeHost({ state: shared }), shared, new Map(), async workshop => {
        await workshop.run(["mkdir", "/workshop/result"]);
        await workshop.release("result", `${shared}/result`);
        return statSync(`${shared}/result`);
    });
    expect([released.uid, released.gid, released.mode & 0o2070]).toEqual([1234, 60, 0o2070]);
    rmSync(shared, { recursive: true });
});

test("a closed workshop is its keeper's alone, and what is brought into it is read by the box", async () => {
    const shared = mkdtempSync(join(tmpdir(), "closed-"));
    chownSync(shared, 1234, 60);
    chmodSync(shared, 0o2775);
    const file = join(shared, "secret");
    writeFileSync(file, "s3cret", { mode: 0o640 });
    chownSync(file, 0, 60);
    for (const [place, keeper] of [
        [shared, 1234],
        [state, keeperId],
    ] as const) {
        const work = async (workshop: Workshop) => {
            await workshop.bring(file, "tmp/mine");
            const [whole, brought] = ["", "tmp/mine"].map(path => statSync(join(workshop.directory, path)));
            expect([whole?.uid, (whole?.mode ?? 0) & 0o777]).toEqual([keeper, 0o700]);
            expect([brought?.uid, (brought?.mode ?? 0) & 0o777]).toEqual([keeper, 0o600]);
            return workshop.run(["tail", "/workshop/tmp/mine"]);
        };
        const closed = withWorkshop(nodeHost({ state: place }), place, new Map(), work, { isClosed: true });
        expect(text(await closed)).toBe("s3cret");
    }
    rmSync(shared, { recursive: true });
});

test("what is shown to a box cannot be written to", async () => {
    const shown = mkdtempSync(join(tmpdir(), "shown-"));
    writeFileSync(join(shown, "file"), "x");
    for (const path of [shown, join(shown, "file")]) chmodSync(path, 0o777);
    const run = withWorkshop(host, state, new Map([["shown/.keep", ""]]), workshop =>
        workshop.run(["tar", "--create", "--file=/workshop/shown/file", "tmp"], { show: { shown } }),
    );
    await expect(run).rejects.toMatchObject({ detail: expect.stringContaining("Read-only file system") });
    rmSync(shown, { recursive: true });
});

test("a box has no network unless it fetches", () => {
    expect(box(["tar"], "/w", false, {})).toContain("--unshare-net");
    expect(box(["tar"], "/w", false, { network: true })).not.toContain("--unshare-net");
});

test("who fetches in a box may read what the machine knows of networks, root or not", async () => {
    const listing = await withWorkshop(host, state, new Map(), workshop =>
        workshop.run(["tar", "--create", "--file=-", "/etc/nsswitch.conf"], { network: true }),
    );
    expect(text(listing)).toContain("hosts:");
});

test("only programs of the table run in a box", () => {
    expect(() => box(["sh", "-c", "id"], "/w", false, {})).toThrow("sh is not in the table");
});

test("a workshop is gone afterwards, also when its work failed", async () => {
    await expect(withWorkshop(host, state, new Map(), () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(readdirSync(state)).toEqual([]);
});

test("a result is released whole, and belongs to who keeps the directory", async () => {
    await withWorkshop(host, state, new Map([["result/a.txt", "a"]]), async workshop => {
        await workshop.run(["tar", "--create", "--file=/workshop/result/b.tar", "result/a.txt"]);
        await workshop.release("result", `${state}/released`);
    });
    expect(existsSync(`${state}/released/b.tar`)).toBe(true);
    // The group clears it away, and what is in it goes into systems as it is.
    expect(statSync(`${state}/released`).mode & 0o777).toBe(0o775);
    expect(statSync(`${state}/released/a.txt`).mode & 0o777).toBe(0o644);
    rmSync(`${state}/released`, { recursive: true });
});
