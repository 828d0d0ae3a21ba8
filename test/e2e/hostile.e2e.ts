/** Names and texts that somebody could hope to be taken for a path, a command or a page: refused, or shown as they are. */
import type { Page } from "@playwright/test";

import { addDefinition, createFromText, editorOf, findingsOf, MAIN_FILE, systemText, write } from "./author.ts";
import { expect, test } from "./fixture.ts";
import { goTo } from "./places.ts";

// The sample is made before: a session that nobody uses meanwhile would end.
test.use({ isShared: true });

/** A script that runs opens a dialog, which the fixture does not forgive. */
const HTML = "<img src=x onerror=alert(1)>";

/** Nothing of it became a part of the page. */
async function isInert(page: Page): Promise<void> {
    await expect(page.locator("img[src=x]")).toHaveCount(0);
}

test("a definition is not created under a name that is more than a name", async ({ openPage }) => {
    const page = await openPage();
    await page.getByRole("button", { name: "Create definition" }).click();
    const dialog = page.getByRole("dialog", { name: "Create definition" });
    const name = dialog.getByRole("textbox", { name: "Name" });
    for (const bad of ["../x", "..", "a/b", ".trash", "-rf", "a;reboot", "$(id)", "a b", "%{nil}", HTML, "ä", "X"]) {
        await name.fill(bad);
        await expect(dialog.getByText(/^Use lower-case letters, digits/)).toBeVisible();
        await expect(dialog.getByRole("button", { name: "Create", exact: true })).toBeDisabled();
    }
    await isInert(page);
});

test("HTML in a definition stays text in list, form, findings and plan", async ({ openPage }) => {
    const text = [
        "version: 3",
        `# ${HTML}`,
        "images:",
        `  base_image: {name: "${HTML}"}`,
        "dependencies:",
        "  ansible_core: {package_pip: ansible-core}",
        `  galaxy: {collections: ["${HTML}"]}`,
        `  python: ["${HTML}"]`,
        `  system: ["${HTML}"]`,
        "",
    ].join("\n");
    const page = await openPage();
    await page.getByRole("button", { name: "Create definition" }).click();
    await createFromText(page, "html", text);
    await expect(editorOf(page)).toContainText(HTML);
    await expect(page.getByRole("textbox", { name: "Base image" })).toHaveValue(HTML);
    await expect(page.getByRole("region", { name: "Findings" })).toContainText("<img");
    await isInert(page);
    await page.getByRole("tab", { name: "Plan" }).click();
    await expect(page.getByRole("tab", { name: "Plan", selected: true })).toBeVisible();
    await isInert(page);
    await page.getByRole("link", { name: "Execution environments" }).first().click();
    await expect(page.getByRole("row", { name: /^html / })).toContainText(HTML);
    await isInert(page);
});

test("a requirement that is a command, a path, a macro or an option is no name of a package", async ({
    openPage,
    state,
}) => {
    const page = await openPage();
    const hostile = { command: "$(reboot)", path: "../../etc/passwd", macro: "%{nil}", option: "--installroot=/" };
    for (const [name, requirement] of Object.entries(hostile)) {
        await addDefinition(state, `as-${name}`, systemText("rsync", JSON.stringify(requirement)));
        await goTo(page, `definitions/as-${name}`);
        await expect(findingsOf(page).filter({ hasText: requirement })).toContainText("unreadable");
    }
});

test("an address that names nothing, or more than a name, leads nowhere and back", async ({ openPage, sample }) => {
    const page = await openPage();
    const places: [path: string, heading: RegExp][] = [
        ["definitions/unknown", /^There is no definition named unknown$/],
        ["definitions/..%2F..%2Fetc", /^There is no definition named \.\.\/\.\.\/etc$/],
        [`definitions/${encodeURIComponent(HTML)}`, /^There is no definition named <img/],
        ["builds/0123456789abcdef", /^There is no such build$/],
        ["builds/..%2Fpasswd", /^There is no such build$/],
        ["commits/0123456789ab", /^There is no such commit$/],
        ["commits/no%2Fsuch%2Fref", /^There is no such commit$/],
        ["commits/--version", /^There is no such commit$/],
        [`commits/${encodeURIComponent(HTML)}`, /^There is no such commit$/],
        [`compare/${sample.first.checksum}/--help`, /^One of these commits is not here$/],
        ["nowhere", /^No such page$/],
    ];
    for (const [path, heading] of places) {
        await goTo(page, path);
        await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
        await isInert(page);
    }
    await page.getByRole("link", { name: "Show the definitions" }).click();
    await expect(page.getByRole("table", { name: "Definitions" })).toBeVisible();
});

test("a draft that somebody left behind under our key is no draft", async ({ openPage, page, state }) => {
    await addDefinition(state, "tampered", systemText("rsync"));
    await page.evaluate(
        ([key, html]) => sessionStorage.setItem(key, JSON.stringify({ files: { [html]: html }, base: 1, time: html })),
        ["cockpit-ee:draft:tampered", HTML] as const,
    );
    await openPage("definitions/tampered");
    await expect(editorOf(page)).toContainText("- rsync");
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    await expect(page.getByRole("tab", { name: MAIN_FILE })).toBeVisible();
    await write(page, systemText(HTML));
    await expect(editorOf(page)).toContainText(HTML);
    await isInert(page);
});
