/** Pages for the tests of a file that need none of their own: loaded once, and each test goes to its own address in them. */
import type { Browser, Page } from "@playwright/test";

import type { Cockpit, UserName } from "../support/cockpit.ts";
import { logIn, pageAddress } from "../support/log-in.ts";

export type SharedPages = {
    /** That user's page for the tests of a file, as it was loaded but for what the page itself remembers. */
    of: (file: string, user: UserName) => Promise<Page>;
    close: () => Promise<void>;
};

/** A page that leads to nothing, where nothing of what was shown before is left. */
const NOWHERE = "nowhere";

/** Nothing was shown before; the page of the adapter's tests never shows anything. */
const notDrawn = (page: Page) => page.locator("#app:empty");

export function sharePages(browser: Browser, cockpit: Cockpit): SharedPages {
    const pages = new Map<UserName, Page>();
    let owner = "";

    async function close(): Promise<void> {
        for (const page of pages.values()) await page.context().close();
        pages.clear();
    }

    async function load(user: UserName): Promise<Page> {
        const context = await browser.newContext();
        await logIn(context, cockpit, user);
        return context.newPage();
    }

    return {
        async of(file, user) {
            if (owner !== file) await close();
            owner = file;
            const page = pages.get(user) ?? (await load(user));
            pages.set(user, page);
            await page.setViewportSize({ width: 1280, height: 800 });
            await page.emulateMedia({ colorScheme: null, reducedMotion: "reduce" });
            await page.goto(pageAddress(cockpit, NOWHERE));
            // Two addresses one right after the other are one to it, and a dialog of the last test would stay.
            await page.getByRole("heading", { name: "No such page" }).or(notDrawn(page)).waitFor({ state: "attached" });
            return page;
        },
        close,
    };
}
