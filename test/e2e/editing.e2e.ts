/** A definition is written: the text is the truth, the form is a view of it, and nothing that was typed is lost. */
import { addDefinition, createFromText, editorOf, findingsOf, savedText, systemText, write } from "./author.ts";
import { expect, test } from "./fixture.ts";

test.use({ isShared: true });

const WITH_NUMBER = `${systemText("rsync")}options:\n  user: 1000\n`;

const system = { section: /^System/, list: "System" };

test("a definition is made of pasted text, and the form shows what the text says", async ({ openPage, state }) => {
    const page = await openPage();
    await page.getByRole("button", { name: "Create definition" }).click();
    await createFromText(page, "pasted", systemText("rsync"));
    await expect(page.getByRole("heading", { name: "pasted", level: 1 })).toBeVisible();
    await page.getByRole("button", { name: system.section }).click();
    await expect(page.getByRole("list", { name: system.list }).getByRole("textbox")).toHaveValue("rsync");
    expect(savedText(state, "pasted")).toBe(systemText("rsync"));
    await expect(page.getByText(/^Saved today, .* by builder$/)).toBeVisible();
});

test("broken text has its finding at its line, the form waits for it, and a fix repairs what has one", async ({
    openPage,
    state,
}) => {
    await addDefinition(state, "broken", "version: 3\nimages: [\n");
    const page = await openPage("definitions/broken");
    await expect(
        findingsOf(page)
            .first()
            .getByRole("link", { name: /^line \d+$/ }),
    ).toBeVisible();
    await expect(page.getByRole("button", { name: /^Fix line \d+ first$/ })).toBeVisible();

    // What could be read before stays to be seen, and cannot be changed.
    await write(page, WITH_NUMBER);
    await expect(page.getByRole("button", { name: /^Fix line/ })).toBeHidden();
    await expect(page.getByRole("textbox", { name: "Base image" })).toBeEnabled();
    await write(page, `${systemText("rsync")}options: [\n`);
    await expect(page.getByRole("textbox", { name: "Base image" })).toBeDisabled();

    await write(page, WITH_NUMBER);
    const finding = findingsOf(page).filter({ hasText: "1000" });
    await finding.getByRole("link", { name: "line 11" }).click();
    await expect(editorOf(page)).toBeFocused();
    await finding.getByRole("button", { name: "Quote it" }).click();
    await expect(findingsOf(page)).toHaveCount(0);
    await expect(editorOf(page)).toContainText(/user: ["']1000["']/);
    await expect(page.getByText("accepts this file")).toBeVisible();
});

test.describe("on a page whose clock is held", () => {
    test.use({ isShared: false });

    test("a line that is half typed disables and moves nothing, but nobody enters anything in the form meanwhile", async ({
        login,
        openPage,
        page,
        state,
        takePictures,
    }) => {
        await login("builder");
        await page.clock.install();
        await addDefinition(state, "calm", systemText("rsync"));
        await openPage("definitions/calm");
        const image = page.getByRole("textbox", { name: "Base image" });
        const fixFirst = page.getByRole("button", { name: /^Fix line \d+ first$/ });
        await expect(image).toBeEnabled();
        await page.clock.pauseAt(Date.now() + 60_000);
        const place = await image.boundingBox();
        const half = `${systemText("rsync")}options: {\n`;
        await write(page, half);
        await expect(editorOf(page)).toContainText("options: {");
        await expect(image).toBeEnabled();
        await expect(fixFirst).toBeHidden();

        await page.clock.runFor(1000);
        await expect(image).toBeDisabled();
        await expect(fixFirst).toBeVisible();
        await expect(image).toHaveValue("quay.io/centos/centos:stream9");
        expect(await image.boundingBox()).toEqual(place);
        await takePictures("unreadable");

        // What can be read again can be edited at once; what is half typed cannot, whoever is quick.
        await write(page, systemText("rsync"));
        await expect(image).toBeEnabled();
        await write(page, half);
        await expect(image).toBeEnabled();
        await image.focus();
        await page.keyboard.type("x");
        await expect(image).toBeDisabled();
        await expect(fixFirst).toBeFocused();
        await page.keyboard.press("Enter");
        await expect(editorOf(page)).toBeFocused();
        await write(page, systemText("rsync"));
        await image.fill("quay.io/ours/base:1");
        await page.keyboard.press("Control+s");
        await expect(page.getByText("Unsaved changes")).toBeHidden();
        expect(savedText(state, "calm")).toBe(systemText("rsync").replace(/quay\S+/, "quay.io/ours/base:1"));
    });
});

test("form and text follow each other, comments stay, and keys undo and redo both", async ({ openPage, state }) => {
    const text = `# ours\n${systemText("rsync")}`;
    await addDefinition(state, "in-step", text);
    const page = await openPage("definitions/in-step");
    const editor = editorOf(page);
    await page.getByRole("button", { name: system.section }).click();
    const names = page.getByRole("list", { name: system.list }).getByRole("textbox", { name: "Name" });
    await names.fill("ansible-core");
    await expect(editor).toContainText("- ansible-core");
    await expect(editor).toContainText("# ours");
    await expect(page.getByText("Unsaved changes")).toBeVisible();

    await write(page, text.replace("rsync", "clash-a"));
    await expect(names).toHaveValue("clash-a");

    await editor.press("Control+z");
    await expect(names).toHaveValue("ansible-core");
    await names.press("Control+z");
    await expect(names).toHaveValue("rsync");
    await names.press("Control+Shift+z");
    await expect(editor).toContainText("- ansible-core");

    await names.press("Control+s");
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    expect(savedText(state, "in-step")).toBe(text.replace("rsync", "ansible-core"));
});

test("what was not saved is there again after a reload, and can be discarded and had back", async ({
    openPage,
    page,
    state,
}) => {
    await addDefinition(state, "draft", systemText("rsync"));
    await openPage("definitions/draft");
    await write(page, systemText("slow"));
    await expect(page.getByText("Unsaved changes")).toBeVisible();
    await page.reload();
    await expect(page.getByText(/^Draft of .* restored$/)).toBeVisible();
    await expect(editorOf(page)).toContainText("- slow");
    expect(savedText(state, "draft")).toBe(systemText("rsync"));
    await page.getByRole("button", { name: "Discard" }).click();
    await expect(editorOf(page)).toContainText("- rsync");
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(editorOf(page)).toContainText("- slow");
});

test("delete asks, and can be undone by what stands below the page", async ({
    openPage,
    page,
    state,
    takePictures,
}) => {
    await addDefinition(state, "doomed", systemText("rsync"));
    await openPage();
    const link = page.getByRole("link", { name: "doomed", exact: true });
    await page.getByRole("button", { name: "Actions for doomed" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete doomed?" });
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await dialog.getByRole("button", { name: "Delete" }).click();
    await expect(link).toBeHidden();
    const undo = page.getByRole("button", { name: "Undo" });
    await expect(undo).toBeVisible();
    await takePictures("deleted");
    for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 700 });
        const [message, main] = [await undo.boundingBox(), await page.getByRole("main").boundingBox()];
        expect(message?.y).toBeGreaterThan((main?.y ?? 0) + (main?.height ?? 0));
        await expect(undo).toBeInViewport({ ratio: 1 });
    }
    await undo.click();
    await expect(link).toBeVisible();
    expect(savedText(state, "doomed")).toBe(systemText("rsync"));
});

test("a definition is cloned and renamed under names that are free", async ({ openPage, page, state }) => {
    await addDefinition(state, "origin", systemText("rsync"));
    await openPage();
    await page.getByRole("button", { name: "Actions for origin" }).click();
    await page.getByRole("menuitem", { name: "Clone" }).click();
    const clone = page.getByRole("dialog", { name: "Clone origin" });
    await clone.getByRole("textbox", { name: "Name" }).fill("origin-copy");
    await clone.getByRole("button", { name: "Clone" }).click();
    await expect(page.getByRole("link", { name: "origin-copy" })).toBeVisible();

    await page.getByRole("button", { name: "Actions for origin-copy" }).click();
    await page.getByRole("menuitem", { name: "Rename" }).click();
    const rename = page.getByRole("dialog", { name: "Rename origin-copy" });
    await rename.getByRole("textbox", { name: "Name" }).fill("origin");
    await expect(rename.getByText("There is a definition named origin already.")).toBeVisible();
    await expect(rename.getByRole("button", { name: "Rename" })).toBeDisabled();
    await rename.getByRole("textbox", { name: "Name" }).fill("renamed");
    await rename.getByRole("button", { name: "Rename" }).click();
    await expect(page.getByRole("link", { name: "renamed" })).toBeVisible();
    expect(savedText(state, "renamed")).toBe(systemText("rsync"));
});

test("renamed and deleted from its own page, a definition takes the page along", async ({ openPage, page, state }) => {
    await addDefinition(state, "here", systemText("rsync"));
    await openPage("definitions/here");
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Rename" }).click();
    const rename = page.getByRole("dialog", { name: "Rename here" });
    await rename.getByRole("textbox", { name: "Name" }).fill("there");
    await rename.getByRole("button", { name: "Rename" }).click();
    await expect(page.getByRole("heading", { name: "there", level: 1, exact: true })).toBeVisible();
    expect(page.url()).toContain("definitions/there");

    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("dialog", { name: "Delete there?" }).getByRole("button", { name: "Delete" }).click();
    await expect(page.getByRole("heading", { name: "Execution environments", level: 1 })).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("link", { name: "there", exact: true })).toBeVisible();
});
