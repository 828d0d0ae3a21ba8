/** What was written is kept: from somebody else's save, from a lost session, and from one's own next save. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";

import { logIn, pageAddress } from "../support/log-in.ts";
import { addDefinition, editorOf, MAIN_FILE, savedText, systemText, write } from "./author.ts";
import { passesInBoth } from "./axe.ts";
import { expectDenied } from "./denied.ts";
import { test as base, expect } from "./fixture.ts";

type Others = {
    /** The page of another person. */
    openAsRoot: (path: string) => Promise<Page>;
    /** A page of the same person in another browser. */
    openElsewhere: (path: string) => Promise<Page>;
};

const test = base.extend<Others>({
    openAsRoot: async ({ sharedPages, cockpit }, use, { file }) =>
        use(async path => {
            const page = await sharedPages.of(file, "root");
            await page.goto(pageAddress(cockpit, path));
            return page;
        }),
    openElsewhere: async ({ browser, cockpit }, use) => {
        const context = await browser.newContext();
        await use(async path => {
            await logIn(context, cockpit, "builder");
            const page = await context.newPage();
            await page.goto(pageAddress(cockpit, path));
            return page;
        });
        await context.close();
    },
});

test.use({ isShared: true });

/** Lines apart from each other at both ends. */
const text = (first: string, last: string) => `# ${first}\n${systemText("rsync")}# ${last}\n`;

const unsaved = (page: Page): Locator => page.getByText("Unsaved changes");

async function save(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Save" }).click();
    await expect(unsaved(page)).toBeHidden();
}

/** Somebody has saved `theirs` while this page still has `mine`, and learns of it. */
async function collide(page: Page, other: Page, mine: string, theirs: string): Promise<void> {
    await write(page, mine);
    await write(other, theirs);
    await save(other);
    await page.getByRole("button", { name: "Save" }).click();
}

/** Resolves when the page has had a file renamed to this place; it says nothing of drafts, so its channels are looked at. */
const seeRenamed = (page: Page, place: string): Promise<void> =>
    new Promise(resolve => {
        page.on("websocket", socket => {
            let channel = "";
            socket.on("framesent", ({ payload }) => {
                const frame = String(payload);
                if (frame.includes('"mv"') && frame.includes(place)) channel = JSON.parse(frame).channel;
            });
            socket.on("framereceived", ({ payload }) => {
                const frame = String(payload);
                if (channel !== "" && frame.includes('"close"') && JSON.parse(frame).channel === channel) resolve();
            });
        });
    });

test("two who changed different lines are merged, and the merge is seen before it is saved", async ({
    openPage,
    openAsRoot,
    page,
    state,
    takePictures,
}) => {
    await addDefinition(state, "merged", text("first", "last"), { "bindep.txt": "git\n" });
    await openPage("definitions/merged");
    const other = await openAsRoot("definitions/merged");
    await collide(page, other, text("mine", "last"), text("first", "theirs"));

    const dialog = page.getByRole("dialog", { name: "merged was saved by root" });
    await expect(dialog.getByRole("tab", { name: MAIN_FILE })).toBeVisible();
    const table = dialog.getByRole("table", { name: "Mine and Saved by root" });
    await expect(table).toContainText("# mine");
    await expect(table).toContainText("# theirs");
    expect(savedText(state, "merged")).toBe(text("first", "theirs"));
    await passesInBoth(page, "conflict");
    await takePictures("conflict");

    await dialog.getByRole("button", { name: "Merge" }).click();
    await expect(dialog).toBeHidden();
    await expect(unsaved(page)).toBeVisible();
    await expect(editorOf(page)).toContainText("# mine");
    await expect(editorOf(page)).toContainText("# theirs");
    expect(savedText(state, "merged")).toBe(text("first", "theirs"));

    // One step, back and forth; what was made without theirs does not replace it unasked.
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(editorOf(page)).not.toContainText("# theirs");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    expect(savedText(state, "merged")).toBe(text("first", "theirs"));
    await page.getByRole("button", { name: "Redo" }).click();
    await save(page);
    expect(savedText(state, "merged")).toBe(text("mine", "theirs"));
});

test("what both changed is asked for, place by place", async ({ openPage, openAsRoot, page, state, takePictures }) => {
    await addDefinition(state, "asked", text("first", "last"));
    await openPage("definitions/asked");
    const other = await openAsRoot("definitions/asked");
    await collide(page, other, text("mine", "last"), text("theirs", "end"));

    const dialog = page.getByRole("dialog", { name: "asked was saved by root" });
    const merge = dialog.getByRole("button", { name: "Merge" });
    await expectDenied(merge, "Choose for each place first.");
    const place = dialog.getByRole("group", { name: `${MAIN_FILE}, line 1` });
    await expect(place).toContainText("# mine");
    await expect(place).toContainText("# theirs");
    await passesInBoth(page, "conflict of lines");
    await takePictures("conflict-of-lines");
    await place.getByRole("radio", { name: "Both, mine first" }).check();
    await merge.click();
    await save(page);
    expect(savedText(state, "asked")).toBe(`# mine\n${text("theirs", "end")}`);
});

test("one may keep one's own, or take theirs and have one's own back", async ({
    openPage,
    openAsRoot,
    page,
    state,
}) => {
    await addDefinition(state, "chosen", text("first", "last"));
    await openPage("definitions/chosen");
    const other = await openAsRoot("definitions/chosen");
    await collide(page, other, text("mine", "last"), text("theirs", "last"));
    const dialog = page.getByRole("dialog", { name: "chosen was saved by root" });
    await dialog.getByRole("button", { name: "Take theirs" }).click();
    await expect(unsaved(page)).toBeHidden();
    await expect(editorOf(page)).toContainText("# theirs");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(editorOf(page)).toContainText("# mine");
    expect(savedText(state, "chosen")).toBe(text("theirs", "last"));

    await collide(page, other, text("mine again", "last"), text("theirs again", "last"));
    await dialog.getByRole("button", { name: "Keep mine" }).click();
    await expect(unsaved(page)).toBeHidden();
    expect(savedText(state, "chosen")).toBe(text("mine again", "last"));
    // What was typed before is saved now as part of one's own past, so nobody is asked.
    await page.getByRole("button", { name: "Undo" }).click();
    await save(page);
    expect(savedText(state, "chosen")).toBe(text("mine", "last"));
    // Nothing is lost: theirs is among the versions.
    await page.getByRole("tab", { name: "Versions" }).click();
    const rows = page.getByRole("table", { name: "Versions" }).getByRole("row");
    await expect(rows.nth(1)).toContainText("builder");
    await expect(rows.nth(2)).toContainText("builder");
    await expect(rows.nth(3)).toContainText("root");
});

test("each save is a version, to compare with and to restore", async ({ openPage, page, state, takePictures }) => {
    await addDefinition(state, "kept", text("first", "last"));
    await openPage("definitions/kept");
    for (const word of ["second", "third"]) {
        await write(page, text(word, "last"));
        await save(page);
    }
    await expect(page.getByText(/^Saved .* by builder$/)).toBeVisible();
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Versions" }).click();
    const rows = page.getByRole("table", { name: "Versions" }).getByRole("row");
    await expect(rows).toHaveCount(4);
    await expect(rows.nth(1)).toContainText("As it is now");
    await expect(rows.nth(2)).toContainText(MAIN_FILE);
    await expect(rows.nth(3)).toContainText("First version kept");
    await passesInBoth(page, "versions");
    await takePictures("versions");

    await rows.nth(3).getByRole("button", { name: "Compare" }).click();
    const dialog = page.getByRole("dialog", { name: /^kept as of / });
    await expect(dialog.getByRole("table")).toContainText("# first");
    await expect(dialog.getByRole("table")).toContainText("# third");
    await passesInBoth(page, "version");
    await takePictures("version");
    await page.keyboard.press("Escape");

    await rows.nth(3).getByRole("button", { name: "Restore" }).click();
    await expect(editorOf(page)).toContainText("# first");
    await expect(unsaved(page)).toBeVisible();
    expect(savedText(state, "kept")).toBe(text("third", "last"));
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(editorOf(page)).toContainText("# third");
    await page.getByRole("button", { name: "Redo" }).click();
    await save(page);
    expect(savedText(state, "kept")).toBe(text("first", "last"));
});

test.describe("on a page that is watched from the start", () => {
    test.use({ isShared: false });

    test("what was not saved is there again in another browser of the same person, and of nobody else", async ({
        login,
        openPage,
        openAsRoot,
        openElsewhere,
        page,
        state,
    }) => {
        await addDefinition(state, "elsewhere", text("first", "last"));
        await login("builder");
        const kept = seeRenamed(page, "drafts/elsewhere.json");
        await openPage("definitions/elsewhere");
        await write(page, text("typed", "last"));
        await expect(unsaved(page)).toBeVisible();

        await kept;

        const again = await openElsewhere("definitions/elsewhere");
        await expect(again.getByText(/^Draft of .* restored$/)).toBeVisible();
        await expect(editorOf(again)).toContainText("# typed");
        const other = await openAsRoot("definitions/elsewhere");
        await expect(editorOf(other)).toContainText("# first");
        await expect(unsaved(other)).toBeHidden();

        await again.getByRole("button", { name: "Discard" }).click();
        await expect(editorOf(again)).toContainText("# first");
        await expect(unsaved(again)).toBeHidden();
    });
});

test("where a definition is kept in git, its commits are its versions, and it is committed on request", async ({
    openPage,
    page,
    state,
    takePictures,
}) => {
    await addDefinition(state, "in-git", text("first", "last"));
    const root = join(state, "definitions", "in-git");
    const git = (...argv: string[]) =>
        execFileSync("git", ["-C", root, "-c", "user.name=Jana", "-c", "user.email=jana@example.com", ...argv], {
            encoding: "utf8",
            env: {
                PATH: process.env.PATH,
                HOME: "/nonexistent",
                GIT_CONFIG_COUNT: "1",
                GIT_CONFIG_KEY_0: "safe.directory",
                GIT_CONFIG_VALUE_0: "*",
            },
        });
    git("init", "--quiet", "--shared=group", "--initial-branch=main");
    git("add", ".");
    git("commit", "--quiet", "--message=Begin");
    execFileSync("chgrp", ["--recursive", `--reference=${state}`, root]);

    await openPage("definitions/in-git/versions");
    const rows = page.getByRole("table", { name: "Versions" }).getByRole("row");
    await expect(rows.nth(1)).toContainText("Begin");
    await expect(rows.nth(1)).toContainText("Jana");
    const commit = page.getByRole("button", { name: "Commit", exact: true });
    await expectDenied(commit, "Nothing has changed since the last commit.");

    await page.getByRole("tab", { name: "Definition" }).click();
    await write(page, text("second", "last"));
    await page.getByRole("tab", { name: "Versions" }).click();
    await expectDenied(commit, "Save first.");
    await save(page);
    await expect(rows.nth(1)).toContainText("Not committed");
    await takePictures("git");
    await commit.click();
    const dialog = page.getByRole("dialog", { name: "Commit in-git" });
    await dialog.getByRole("textbox", { name: "Message" }).fill("Say second\n\nIt is.");
    await passesInBoth(page, "commit");
    await takePictures("commit");
    await dialog.getByRole("button", { name: "Commit" }).click();
    await expect(dialog).toBeHidden();
    await expect(rows.nth(1)).toContainText("Say second");
    await expect(rows.nth(1)).toContainText("builder");
    expect(git("log", "--format=%an: %s", "HEAD")).toBe("builder: Say second\nJana: Begin\n");
    expect(git("status", "--porcelain")).toBe("");

    await rows.nth(2).getByRole("button", { name: "Restore" }).click();
    await expect(editorOf(page)).toContainText("# first");
});
