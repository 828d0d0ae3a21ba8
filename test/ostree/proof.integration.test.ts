import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { makeTestRepo, type TestRepo, writeTree } from "../support/ostree-repo.ts";
import { box, checkoutCommit, runFromCommit } from "../support/proof.ts";

let made: TestRepo;
let checkout: string;

beforeAll(async () => {
    made = makeTestRepo();
    const tree = join(made.directory, "tree");
    mkdirSync(join(tree, "usr/sbin"), { recursive: true });
    writeTree(tree, { "/usr/etc/name": "commit" });
    // The one program of every distribution that needs no libraries, nor a loader.
    copyFileSync("/sbin/ldconfig", join(tree, "usr/sbin/ldconfig"));
    checkout = join(made.directory, "checkout");
    await checkoutCommit(made.path, made.commit(tree), checkout);
});
afterAll(() => made.remove());

test("a program of the commit runs", async () => {
    expect(await runFromCommit(checkout, ["ldconfig", "--version"])).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(/^ldconfig \(/),
    });
});

test("a program of the host does not run, though it is there", async () => {
    for (const program of ["sh", "/usr/bin/env", "/bin/true"])
        expect(await runFromCommit(checkout, [program])).toMatchObject({
            status: 1,
            stderr: expect.stringContaining("No such file or directory"),
        });
});

test("every path of the host that is bound lies in the checkout", () => {
    const flags = box(checkout);
    const bound = flags.flatMap((flag, index) => (flag.endsWith("bind") ? [flags[index + 1]] : []));
    expect(bound).toEqual([`${checkout}/usr`, `${checkout}/usr/etc`]);
});
