import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { dropDraft, dropOldDrafts, keepDraft, readDraft, renameDraft } from "../../src/ee/drafts.ts";
import { nodeHost } from "../../src/host/node.ts";

const home = mkdtempSync(join(tmpdir(), "home-"));
const host = nodeHost({ state: home });
const person = { user: userInfo().username, home };
const drafts = join(home, ".local/state/cockpit-ee/drafts");
afterAll(() => rmSync(home, { recursive: true }));

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

test("a draft is kept for its person only, replaced, and dropped", async () => {
    expect(await readDraft(host, person, "net")).toBeNull();
    expect(await keepDraft(host, person, "net", "one")).toBe(true);
    expect(await readDraft(host, person, "net")).toBe("one");
    expect(await readDraft(host, person, "other")).toBeNull();
    expect(mode(drafts)).toBe("700");
    expect(mode(join(drafts, "net.json"))).toBe("600");

    await keepDraft(host, person, "net", "two");
    expect(await readDraft(host, person, "net")).toBe("two");
    expect(readdirSync(drafts)).toEqual(["net.json"]);
    await dropDraft(host, person, "net");
    await dropDraft(host, person, "net");
    expect(await readDraft(host, person, "net")).toBeNull();
});

test("a draft goes along with a new name, and one that an earlier definition left there does not stay", async () => {
    await keepDraft(host, person, "before", "typed elsewhere");
    await keepDraft(host, person, "after", "of another");
    await renameDraft(host, person, "before", "after");
    expect(await readDraft(host, person, "after")).toBe("typed elsewhere");
    expect(await readDraft(host, person, "before")).toBeNull();
    await renameDraft(host, person, "none", "after");
    expect(await readDraft(host, person, "after")).toBeNull();
});

test("a link, a directory, and a file of somebody else under our name are no drafts", async () => {
    mkdirSync(drafts, { recursive: true });
    symlinkSync("/etc/passwd", join(drafts, "linked.json"));
    mkdirSync(join(drafts, "directory.json"));
    writeFileSync(join(drafts, "foreign.json"), "planted");
    execFileSync("chown", ["nobody", join(drafts, "foreign.json")]);
    for (const name of ["linked", "directory", "foreign"]) expect(await readDraft(host, person, name)).toBeNull();
});

test("a draft that is too long stays where it was typed", async () => {
    expect(await keepDraft(host, person, "long", "x".repeat(2_000_000))).toBe(false);
    expect(await readDraft(host, person, "long")).toBeNull();
});

test("nobody comes back for a draft after a month", async () => {
    await keepDraft(host, person, "old", "old");
    await keepDraft(host, person, "new", "new");
    utimesSync(join(drafts, "old.json"), 0, 0);
    await dropOldDrafts(host, person);
    expect(await readDraft(host, person, "old")).toBeNull();
    expect(await readDraft(host, person, "new")).toBe("new");
});

test("a home that is kept in git does not keep drafts", async () => {
    await keepDraft(host, person, "ignored", "x");
    execFileSync("git", ["-C", home, "init", "--quiet"]);
    const status = execFileSync("git", ["-C", home, "status", "--porcelain", "--untracked-files=all"], {
        encoding: "utf8",
    });
    expect(status).toBe("");
});
