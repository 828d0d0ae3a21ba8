/** What has to be fetched before there is something to see. */
import { watchLoad } from "../bench/first-load.ts";
import { expect, test } from "./fixture.ts";

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
