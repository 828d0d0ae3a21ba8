/** The text of a definition's files: completed, found, made, and left with the keyboard alone. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";

import { addDefinition, editorOf, findingsOf, MAIN_FILE, savedText, systemText, write } from "./author.ts";
import { passes } from "./axe.ts";
import { expect, test } from "./fixture.ts";

test.use({ isShared: true });

const completions = (page: Page) => page.getByRole("listbox", { name: "Completions" });
const option = (page: Page, name: string) => completions(page).getByRole("option", { name, exact: true });
const tab = (page: Page, name: string | RegExp) =>
    page.getByRole("tablist", { name: "Files" }).getByRole("tab", { name });
const fileEditor = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

/** The named file as it is on the machine. */
const saved = (state: string, name: string, file: string) =>
    readFileSync(join(state, "definitions", name, file), "utf8");

/** Take what is selected: Enter is for the list as soon as it holds what belongs to the text. */
async function accept(page: Page): Promise<void> {
    await expect(page.locator(".cm-tooltip-autocomplete-disabled")).toHaveCount(0);
    await page.keyboard.press("Enter");
}

test("a key is completed by keyboard, its documentation is told, and Tab leaves the editor", async ({
    openPage,
    page,
    state,
}) => {
    await addDefinition(state, "typed", systemText("rsync"));
    await openPage("definitions/typed");
    const editor = editorOf(page);
    const { keyboard } = page;
    await editor.focus();
    await keyboard.press("Control+End");
    await keyboard.type("opt");
    const options = option(page, "options");
    await expect(options).toHaveAttribute("aria-selected", "true");
    await expect(options).toHaveAccessibleDescription(/Switches of the build\..*ansible-builder 3\.0 or newer/);
    await accept(page);
    await expect(editor).toContainText("options:");

    // What may stand below comes next; the list is narrowed by typing.
    await expect(option(page, "skip_pip_check")).toBeVisible();
    await keyboard.type("skip_pip_c");
    await expect(option(page, "skip_pip_check")).toHaveAccessibleDescription(/3\.2 or newer/);
    await expect(completions(page).getByRole("option")).toHaveCount(1);
    await accept(page);
    await expect(option(page, "true")).toHaveAttribute("aria-selected", "true");
    await accept(page);
    await expect(completions(page)).toBeHidden();
    await keyboard.press("Enter");
    await keyboard.type("us");
    await expect(option(page, "user")).toBeVisible();
    await keyboard.press("Escape");
    await expect(completions(page)).toBeHidden();
    await keyboard.press("Control+Space");
    await expect(option(page, "user")).toBeVisible();
    await accept(page);
    await expect(option(page, "1000")).toBeVisible();
    await accept(page);
    await keyboard.press("Tab");
    await expect(editor).not.toBeFocused();
    await keyboard.press("Control+s");
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    expect(savedText(state, "typed")).toBe(`${systemText("rsync")}options:\n  skip_pip_check: true\n  user: '1000'`);
});

test("axe has no objection to completions and the search, light and dark", async ({
    openPage,
    page,
    state,
    takePictures,
}) => {
    await addDefinition(state, "completed", `${systemText("rsync")}options:\n  user: 1000\n`);
    await openPage("definitions/completed");
    await expect(findingsOf(page)).toHaveCount(1);
    const editor = editorOf(page);
    await editor.press("Control+f");
    await expect(page.getByRole("textbox", { name: "Find" })).toBeFocused();
    await editor.press("Control+End");
    await editor.press("Control+Space");
    await expect(option(page, "additional_build_files")).toBeVisible();
    await passes(page, "completion, light");
    await page.emulateMedia({ colorScheme: "dark" });
    await editor.press("Control+Space");
    await expect(option(page, "additional_build_files")).toBeVisible();
    await passes(page, "completion, dark");
    await takePictures("completion");
});

test("an address opens a file at its line, and a finding's place is such an address", async ({
    openPage,
    page,
    state,
}) => {
    const text = systemText("rsync").replace("system:\n    - rsync", "system: bindep.txt");
    await addDefinition(state, "placed", text, { "bindep.txt": "rsync\n\n\ngit >= 2.0\n" });
    await openPage("definitions/placed?file=bindep.txt&line=4");
    await expect(tab(page, "bindep.txt")).toHaveAttribute("aria-selected", "true");
    const editor = fileEditor(page, "bindep.txt");
    await expect(editor.locator(".cm-shown-line")).toHaveText("git >= 2.0");

    await tab(page, MAIN_FILE).click();
    await expect(editorOf(page)).toBeVisible();
    const place = page.getByRole("link", { name: "bindep.txt, line 4" });
    const href = await place.getAttribute("href");
    expect(href).toContain("?file=bindep.txt&line=4");
    await place.click();
    await expect(editor).toBeFocused();
    expect(page.url()).toContain("?file=bindep.txt&line=4");

    await findingsOf(page).getByRole("button", { name: "Remove the space" }).click();
    await expect(editor).toContainText("git >=2.0");
    await page.reload();
    await expect(tab(page, "bindep.txt")).toHaveAttribute("aria-selected", "true");
});

test("letters that come faster than the page is drawn stay in their order, and the cursor behind them", async ({
    openPage,
    page,
    state,
}) => {
    await addDefinition(state, "hasty", systemText("rsync"));
    await openPage("definitions/hasty");
    const editor = editorOf(page);
    await editor.press("Control+End");
    const typed = "# abcdefghijklmnopqrstuvwxyz0123456789";
    await editor.evaluate(async (_element, letters) => {
        const drawing = new MessageChannel();
        for (const letter of letters) {
            document.execCommand("insertText", false, letter);
            // As long as the editor needs to see it, and now and then until the page is about to be drawn.
            await null;
            if ("cfhmqx38".includes(letter))
                await new Promise(resolve => {
                    drawing.port2.onmessage = resolve;
                    drawing.port1.postMessage(null);
                });
        }
    }, typed);
    await page.keyboard.type("!");
    await page.keyboard.press("Control+s");
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    expect(savedText(state, "hasty")).toBe(`${systemText("rsync")}${typed}!`);
});

test("what is typed over all of the text replaces it, and the page has nothing to complain of", async ({
    openPage,
    page,
    state,
}) => {
    await addDefinition(state, "over", systemText("rsync"));
    await openPage("definitions/over");
    const editor = editorOf(page);
    await editor.press("Control+a");
    await page.keyboard.type("version: 3");
    await expect(editor).toHaveText("version: 3");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+s");
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    expect(savedText(state, "over")).toBe("version: 3");
});

test("keys go from finding to finding and say what they are", async ({ openPage, page, state }) => {
    const text = `${systemText("rsync")}options:\n  user: 1000\n  tags: x\n`;
    await addDefinition(state, "walked", text);
    await openPage("definitions/walked");
    await expect(findingsOf(page)).toHaveCount(2);
    const told = page.locator(".cm-told");
    const editor = editorOf(page);
    await editor.press("Control+Home");
    await page.keyboard.press("F8");
    await expect(told).toContainText("1000");
    await page.keyboard.press("F8");
    await expect(told).toContainText("tags");
    await page.keyboard.press("Shift+F8");
    await expect(told).toContainText("1000");
    await page.keyboard.press("Escape");
    await expect(told).toBeHidden();
    await page.keyboard.press("Tab");
    await expect(editor).not.toBeFocused();
});

test("a file that is named and not there yet is made by typing in it", async ({
    openPage,
    page,
    state,
    takePictures,
}) => {
    const text = systemText("rsync").replace("system:\n    - rsync", "galaxy: deps/requirements.yml");
    await addDefinition(state, "growing", text);
    await openPage("definitions/growing");
    await tab(page, /^deps\/requirements\.yml not there yet/).click();
    const editor = fileEditor(page, "deps/requirements.yml");
    await expect(editor).toContainText("is not there yet");
    await takePictures("not-there-yet");
    await editor.focus();
    await page.keyboard.type("col");
    await expect(option(page, "collections")).toBeVisible();
    await accept(page);
    await page.keyboard.type("ansible.posix");
    await expect(tab(page, /^deps\/requirements\.yml unsaved/)).toBeVisible();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    expect(saved(state, "growing", "deps/requirements.yml")).toBe("collections:\n  - ansible.posix");
});

test("a new file is made under a name that is free, typed and saved", async ({ openPage, page, state }) => {
    await addDefinition(state, "larger", systemText("rsync"));
    await openPage("definitions/larger");
    await page.getByRole("button", { name: "New file" }).click();
    const dialog = page.getByRole("dialog", { name: "New file" });
    const name = dialog.getByRole("textbox", { name: "Name" });
    await expect(name).toBeFocused();
    await name.fill("../outside.txt");
    await expect(dialog.getByText(/^Use a path inside/)).toBeVisible();
    await name.fill(MAIN_FILE);
    await expect(dialog.getByText(/is there already\./)).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Create" })).toBeDisabled();
    await name.fill("files/krb5.conf");
    await page.keyboard.press("Enter");
    const editor = fileEditor(page, "files/krb5.conf");
    await expect(editor).toBeVisible();
    expect(page.url()).toContain("file=files%2Fkrb5.conf");
    await editor.focus();
    await page.keyboard.type("[libdefaults]");
    await page.keyboard.press("Control+s");
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    expect(saved(state, "larger", "files/krb5.conf")).toBe("[libdefaults]");
});

test("a file is deleted with the next save, and until then by one step of undo there again", async ({
    openPage,
    page,
    state,
}) => {
    await addDefinition(state, "smaller", systemText("rsync"), { "notes.txt": "ours\n" });
    await openPage("definitions/smaller?file=notes.txt");
    await expect(fileEditor(page, "notes.txt")).toContainText("ours");
    await expect(page.getByRole("button", { name: `Delete ${MAIN_FILE}` })).toBeHidden();
    await page.getByRole("button", { name: "Delete notes.txt" }).click();
    await expect(page.getByRole("tab", { name: "notes.txt" })).toBeHidden();
    await expect(page.getByText("Unsaved changes")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("tab", { name: "notes.txt" }).click();
    await page.getByRole("button", { name: "Delete notes.txt" }).click();
    expect(saved(state, "smaller", "notes.txt")).toBe("ours\n");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    expect(existsSync(join(state, "definitions/smaller/notes.txt"))).toBe(false);
});

test("what is no text is not shown, and stays as it is when the rest is saved", async ({ openPage, page, state }) => {
    await addDefinition(state, "mixed", systemText("rsync"), { "windows.txt": "a\r\nb\r\n" });
    const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x00, 0xff]);
    writeFileSync(join(state, "definitions/mixed/logo.png"), bytes);
    await openPage("definitions/mixed?file=logo.png");
    await expect(page.getByText("logo.png is not text in UTF-8. Saving leaves it as it is.")).toBeVisible();
    await tab(page, "windows.txt").click();
    const windows = fileEditor(page, "windows.txt");
    await expect(windows).toContainText("b");
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    await windows.press("Control+End");
    await page.keyboard.type("c\nd");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    expect(saved(state, "mixed", "windows.txt")).toBe("a\r\nb\r\nc\r\nd");
    expect(readFileSync(join(state, "definitions/mixed/logo.png"))).toEqual(bytes);
});

test("a list that is no UTF-8 is not changed by the form either", async ({ openPage, page, state }) => {
    const text = systemText("rsync").replace("system:\n    - rsync", "system: bindep.txt");
    await addDefinition(state, "latin", text, { "bindep.txt": "" });
    writeFileSync(join(state, "definitions/latin/bindep.txt"), Buffer.from("# f\xfcr alle\nrsync\n", "latin1"));
    await openPage("definitions/latin");
    await expect(page.getByText(/^bindep\.txt is not text in UTF-8: fields cannot/)).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Base image" })).toBeDisabled();
});

test("the text is searched, commented out and gone on with by keys, and tabs are gone through by arrows", async ({
    openPage,
    page,
    state,
}) => {
    await addDefinition(state, "keyed", systemText("rsync"), { "a.txt": "", "b.txt": "" });
    await openPage("definitions/keyed");
    const editor = editorOf(page);
    const { keyboard } = page;
    await editor.press("Control+f");
    const find = page.getByRole("textbox", { name: "Find" });
    await expect(find).toBeFocused();
    await keyboard.type("rsync");
    await keyboard.press("Enter");
    await keyboard.press("Escape");
    await expect(find).toBeHidden();
    await expect(editor).toBeFocused();
    await keyboard.press("End");
    await keyboard.press("Enter");
    await keyboard.type("git-core");
    await expect(editor).toContainText("- git-core");
    await keyboard.press("Control+/");
    await expect(editor).toContainText("# - git-core");

    await tab(page, MAIN_FILE).focus();
    await keyboard.press("ArrowRight");
    await expect(tab(page, "a.txt")).toBeFocused();
    await keyboard.press("End");
    await keyboard.press("Enter");
    await expect(fileEditor(page, "b.txt")).toBeVisible();
    await keyboard.press("ArrowRight");
    await expect(tab(page, MAIN_FILE)).toBeFocused();
});

test("a word under the pointer is explained", async ({ openPage, page, state }) => {
    await addDefinition(state, "hovered", systemText("rsync"));
    await openPage("definitions/hovered");
    await editorOf(page).getByText("package_pip").hover();
    await expect(page.getByText(/^ansible-core as pip takes it/)).toBeVisible();
});

test("a definition with a thousand lines is written in, and the marks are where they belong", async ({
    openPage,
    page,
    state,
}) => {
    const names = Array.from({ length: 1000 }, (_name, index) => `package-${index}`);
    await addDefinition(state, "long", systemText(...names));
    await openPage("definitions/long");
    await write(page, `${systemText(...names)}options:\n  user: 1000\n`);
    await expect(findingsOf(page).getByRole("link", { name: "line 1010" })).toBeVisible();
    await page.keyboard.press("F8");
    await expect(page.locator(".cm-told")).toContainText("1000");
});
