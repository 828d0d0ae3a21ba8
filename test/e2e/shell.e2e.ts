import { expect, test } from "./fixture.ts";

test("the page stands in Cockpit's menu and opens in its frame", { tag: "@every-cockpit" }, async ({
    login,
    openInShell,
    page,
    cockpit,
}) => {
    await login("builder");
    await page.goto(`${cockpit.url}/system`);
    await page.getByRole("link", { name: "Execution environments" }).click();
    const shown = await openInShell();
    await expect(shown.getByRole("heading", { name: "Execution environments" })).toBeVisible();
});

test("the page opens by itself, too", { tag: "@every-cockpit" }, async ({ login, openPage, takePictures }) => {
    await login("builder");
    const page = await openPage();
    await expect(page.getByRole("heading", { name: "Execution environments" })).toBeVisible();
    await takePictures("definitions");
});
