import { watchLoad } from "../bench/first-load.ts";
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

test("the list is there with its rows after at most 200 kB of gzip", async ({
    login,
    page,
    openPage,
    sample,
    dist,
}) => {
    await login("builder");
    const weigh = await watchLoad(page, dist);
    await openPage();
    await expect(page.getByRole("row").filter({ has: page.getByRole("link", { name: sample.name }) })).toContainText(
        "None",
    );
    expect((await weigh()).total).toBeLessThanOrEqual(200_000);
});
