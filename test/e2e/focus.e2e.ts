/** Whoever goes by keyboard is never sent back to the top of the page because what he pressed is not there any more. */
import type { Locator, Page } from "@playwright/test";

import { addDefinition, editorOf, findingsOf, systemText } from "./author.ts";
import { expect, test } from "./fixture.ts";

test.use({ isShared: true });

/** Press a button as the keyboard does. */
async function press(button: Locator): Promise<void> {
    await button.focus();
    await button.press("Enter");
}

const heading = (page: Page, name: string) => page.getByRole("heading", { name, level: 1, exact: true });

test("a fix leaves the focus at the next finding, the last one in the text at its place", async ({
    openPage,
    page,
    state,
}) => {
    await addDefinition(
        state,
        "fixed",
        `${systemText("rsync")}options:\n  user: 1000\n  package_manager_pat: /usr/bin/dnf\n`,
    );
    await openPage("definitions/fixed");
    await expect(findingsOf(page)).toHaveCount(2);
    await press(page.getByRole("button", { name: "Quote it" }));
    await expect(findingsOf(page)).toHaveCount(1);
    await expect(findingsOf(page).getByRole("button")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(findingsOf(page)).toHaveCount(0);
    await expect(editorOf(page)).toBeFocused();

    // Steps are gone back and forth without leaving the button, and there may be none left.
    const [undo, redo] = [page.getByRole("button", { name: "Undo" }), page.getByRole("button", { name: "Redo" })];
    await press(undo);
    await undo.press("Enter");
    await expect(undo).toHaveAttribute("aria-disabled", "true");
    await expect(undo).toBeFocused();
    await press(redo);
    await expect(redo).toBeFocused();
});

test("what is taken away in the form and in the text leaves the focus beside it", async ({ openPage, page, state }) => {
    await addDefinition(state, "taken", systemText("rsync"), { "notes.txt": "ours\n" });
    await openPage("definitions/taken?file=notes.txt");
    await press(page.getByRole("button", { name: "Delete notes.txt" }));
    await expect(page.getByRole("tab", { name: "execution-environment.yml" })).toBeFocused();
    await press(page.getByRole("button", { name: "Remove ansible-core" }));
    await expect(page.getByRole("textbox", { name: "ansible-core" })).toBeFocused();
    await page.reload();
    await press(page.getByRole("button", { name: "Discard" }));
    await expect(heading(page, "taken")).toBeFocused();
});

test("a version that is restored leads to its definition, focus and all", async ({ openPage, page, state }) => {
    await addDefinition(state, "restored", systemText("rsync"));
    await openPage("definitions/restored");
    await page.getByRole("textbox", { name: "ansible-core" }).fill(">=2.16");
    await page.keyboard.press("Control+s");
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    await page.getByRole("tab", { name: "Versions" }).click();
    await press(page.getByRole("button", { name: "Restore" }));
    await expect(page.getByRole("textbox", { name: "ansible-core" })).toHaveValue("");
    await expect(heading(page, "restored")).toBeFocused();
});

test("who takes a search back can search on at once", async ({ openPage, page, state }) => {
    await addDefinition(state, "searched", systemText("rsync"));
    await openPage("?q=nothing-like-this");
    const search = page.getByRole("searchbox", { name: "Search definitions" });
    await press(page.getByRole("button", { name: "Clear the search" }));
    await expect(search).toBeFocused();
    await expect(search).toHaveValue("");
    await page.keyboard.type("searched");
    await expect(page.getByRole("link", { name: "searched", exact: true })).toBeVisible();
});

test("in the list a renamed and a restored definition have the focus", async ({ openPage, page, state }) => {
    await addDefinition(state, "before", systemText("rsync"));
    await openPage();
    const link = (name: string) => page.getByRole("link", { name, exact: true });
    await press(page.getByRole("button", { name: "Actions for before" }));
    await page.getByRole("menuitem", { name: "Rename" }).click();
    const dialog = page.getByRole("dialog", { name: "Rename before" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("later");
    await page.keyboard.press("Enter");
    await expect(link("later")).toBeFocused();

    await press(page.getByRole("button", { name: "Actions for later" }));
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await press(page.getByRole("dialog").getByRole("button", { name: "Delete" }));
    await expect(link("later")).toBeHidden();
    await expect(page.getByRole("link").and(page.locator(":focus"))).toBeVisible();
    await press(page.getByRole("button", { name: "Undo" }));
    await expect(link("later")).toBeFocused();
});
