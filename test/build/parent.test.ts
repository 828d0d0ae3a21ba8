import { expect, test } from "vitest";

import { readParent, topOf } from "../../src/build/parent.ts";
import type { Host } from "../../src/host/host.ts";

const [then, now] = ["a".repeat(64), "b".repeat(64)];
const remote = { url: "https://example.com/repo/", ref: "ee/theirs" };

test("what was built on a remote's ref is built there again, all else on the commit", () => {
    expect(topOf({ parent: then, remote })).toEqual({ kind: "remote", ...remote, tip: then });
    expect(topOf({ parent: then, remote: { url: null, ref: "ee/own" } })).toEqual({ kind: "commit", checksum: then });
    expect(topOf({ parent: then, remote: null })).toEqual({ kind: "commit", checksum: then });
    expect(topOf({ parent: null, remote: null })).toEqual({ kind: "nothing" });
});

test("a remote's ref that names another commit by now is refused where that of then is to be continued", async () => {
    const asked: string[] = [];
    const host = {
        run: (argv: readonly string[]) => {
            asked.push(argv.at(-1) ?? "");
            return Promise.resolve(new TextEncoder().encode(`${now}\n`));
        },
    } as unknown as Host;
    await expect(readParent(host, "/state", topOf({ parent: then, remote }))).rejects.toMatchObject({
        problem: "not-found",
        message: expect.stringMatching(
            /^The remote's ref ee\/theirs names the commit b{12} by now, and no longer a{12}\./,
        ),
    });
    expect(await readParent(host, "/state", topOf({ parent: now, remote }))).toBe(now);
    expect(await readParent(host, "/state", { kind: "remote", ...remote })).toBe(now);
    expect(new Set(asked)).toEqual(new Set(["https://example.com/repo/refs/heads/ee/theirs"]));
});
