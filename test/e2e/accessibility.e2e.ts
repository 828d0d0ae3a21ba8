/** For everyone: by keyboard, for readers, in the dark, on a telephone. */
import type { Locator, Page } from "@playwright/test";

import { editorOf, savedText } from "./author.ts";
import { COLOURS, chooseStyle, passes } from "./axe.ts";
import { expect, test } from "./fixture.ts";
import { arrive, goTo, listPlaces } from "./places.ts";

// The sample is made before: a session that nobody uses meanwhile would end.
test.use({ isShared: true });

const NARROW = { width: 320, height: 640 };

const isDark = (page: Page) => page.evaluate(() => document.documentElement.classList.contains("pf-v6-theme-dark"));

test("axe has no objection to any page, light, dark or narrow, and none scrolls sideways", async ({
    openPage,
    page,
    sample,
}) => {
    const wide = page.viewportSize();
    await openPage();
    for (const place of listPlaces(sample)) {
        await goTo(page, place.path);
        await arrive(page, place);
        await passes(page, `${place.path}, light`);
        await chooseStyle(page, "dark");
        await passes(page, `${place.path}, dark`, COLOURS);
        await chooseStyle(page, "light");
        await page.setViewportSize(NARROW);
        await passes(page, `${place.path}, narrow`);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect.soft(width, `${place.path}, narrow`).toBe(NARROW.width);
        if (wide) await page.setViewportSize(wide);
    }
});

test("axe has no objection to dialogs and menus", async ({ openPage, page, sample: { name } }) => {
    await openPage();
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    await expect(page.getByRole("menuitem", { name: "Delete" })).toBeVisible();
    await passes(page, "row menu");
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await passes(page, "delete");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Create definition" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await passes(page, "create");
    await goTo(page, `definitions/${name}/build`);
    const start = page.getByRole("button", { name: "Start build" });
    await expect(start).toBeEnabled();
    await passes(page, "build");
});

test("the page is as dark as Cockpit is, from the start and when that changes, and as still as one asks", async ({
    cockpit,
    context,
    openPage,
    page,
}) => {
    const setStyle = (style: string) => localStorage.setItem("shell:style", style);
    await openPage();
    await page.evaluate(setStyle, "dark");
    await page.reload();
    expect(await isDark(page)).toBe(true);
    // The shell is another window of the same browser and the same Cockpit, whatever it shows.
    const shell = await context.newPage();
    await shell.goto(`${cockpit.url}/ping`);
    await shell.evaluate(setStyle, "light");
    await expect.poll(() => isDark(page)).toBe(false);
    await shell.evaluate(setStyle, "auto");
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(() => isDark(page)).toBe(true);
    // Whoever asks for less motion, as all these tests do, is shown nothing that only glides.
    const duration = () => getComputedStyle(document.querySelector("button") as Element).transitionDuration;
    expect(await page.evaluate(duration)).toBe("0s");
    await page.emulateMedia({ reducedMotion: "no-preference" });
    expect(await page.evaluate(duration)).not.toBe("0s");
});

/** Press a key until that has the focus. */
async function reach(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    const isReached = () => target.evaluate(element => element.matches(":focus"));
    for (let presses = 0; presses < 60 && !(await isReached()); presses++) await page.keyboard.press(key);
    await expect(target).toBeFocused();
}

test("a definition is created, edited, saved, planned and made ready to build with the keyboard alone", async ({
    openPage,
    page,
    state,
}) => {
    const { keyboard } = page;
    const press = async (role: "button" | "tab", name: string | RegExp) => {
        const target = page.getByRole(role, { name, exact: typeof name === "string" });
        await expect(target).toBeEnabled();
        await reach(page, target);
        await keyboard.press("Enter");
    };
    await openPage();
    await press("button", "Create definition");
    await expect(page.getByRole("dialog").getByRole("textbox", { name: "Name" })).toBeFocused();
    await keyboard.type("by-keyboard");
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "by-keyboard", level: 1 })).toBeFocused();

    await press("button", /^System/);
    await press("button", "Add system requirement");
    await expect(page.getByRole("list", { name: "System" }).getByRole("textbox")).toBeFocused();
    await keyboard.type("rsync");
    await reach(page, editorOf(page));
    await keyboard.press("Control+End");
    await keyboard.type("# Written without a mouse.\n");
    await keyboard.press("Escape");
    await keyboard.press("Tab");
    await expect(editorOf(page)).not.toBeFocused();
    const save = page.getByRole("button", { name: "Save" });
    await reach(page, save, "Shift+Tab");
    await keyboard.press("Enter");
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    // There is nothing to save any more, and yet nobody is sent back to the top of the page.
    await expect(save).toBeFocused();
    expect(savedText(state, "by-keyboard")).toMatch(/- rsync\n# Written without a mouse\.\n$/);

    await press("tab", "Plan");
    await expect(page.getByRole("status").filter({ hasText: "Ready to build:" })).toBeVisible();
    await press("button", "Build");
    const dialog = page.getByRole("dialog", { name: "Build by-keyboard" });
    await expect(dialog.getByRole("button", { name: "Start build" })).toBeEnabled();
    await reach(page, dialog.getByRole("button", { name: "Start build" }));
    await keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("button", { name: "Build", exact: true })).toBeFocused();
});
