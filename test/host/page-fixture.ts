/** The browser tests' Cockpit, with the page of the adapter's tests in it and no composer behind it. */
import type { Page } from "@playwright/test";

import { test as base } from "../e2e/fixture.ts";
import { logIn, pageAddress } from "../support/log-in.ts";
import { buildTestPage } from "./build-page.ts";
import type { Places } from "./contract.ts";
import { startServers } from "./servers.ts";

export const test = base.extend<
    object,
    {
        places: Places;
        /** One page of a member of weldr for all tests that leave it as it is. */
        builder: Page;
    }
>({
    places: [
        async ({ run }, use) => {
            const { stop, ...places } = await startServers(run.path);
            await use(places);
            stop();
        },
        { scope: "worker" },
    ],
    composer: [
        async ({ places }, use) => use({ socket: places.answering, stop: async () => undefined }),
        { scope: "worker" },
    ],
    dist: [
        async ({ run }, use) => use(await buildTestPage("test/host/cockpit-page.ts", run.path)),
        { scope: "worker" },
    ],
    builder: [
        async ({ browser, cockpit }, use) => {
            const context = await browser.newContext();
            await logIn(context, cockpit, "builder");
            const page = await context.newPage();
            await page.goto(pageAddress(cockpit));
            await use(page);
            await context.close();
        },
        { scope: "worker" },
    ],
});

export { expect } from "@playwright/test";
