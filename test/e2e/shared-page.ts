/** One page for the tests of a file that need none of their own: it is loaded once, and each goes to its own address in it. */
import type { Browser, Page } from "@playwright/test";

import type { Cockpit } from "../support/cockpit.ts";
import { logIn, pageAddress } from "../support/log-in.ts";

export type SharedPage = {
    /** The page of that file's tests, where builder is logged in, as it was loaded but for what the page itself remembers. */
    of: (file: string) => Promise<Page>;
    close: () => Promise<void>;
};

/** A page that leads to nothing, where nothing of what was shown before is left. */
const NOWHERE = "nowhere";

export function sharePage(browser: Browser, cockpit: Cockpit): SharedPage {
    let shared: { file: string; page: Page } | null = null;
    const close = async () => shared?.page.context().close();

    async function load(): Promise<Page> {
        const context = await browser.newContext();
        await logIn(context, cockpit, "builder");
        return context.newPage();
    }

    return {
        async of(file) {
            if (shared?.file !== file) {
                await close();
                shared = { file, page: await load() };
            }
            const { page } = shared;
            await page.setViewportSize({ width: 1280, height: 800 });
            await page.emulateMedia({ colorScheme: null, reducedMotion: "reduce" });
            await page.goto(pageAddress(cockpit, NOWHERE));
            return page;
        },
        close,
    };
}
