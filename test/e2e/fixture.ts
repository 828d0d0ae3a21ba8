/** What the browser tests stand on: pages in a Cockpit of their own, which may not complain. */
import { type ConsoleMessage, type Dialog, expect, type FrameLocator, type Page } from "@playwright/test";

import type { UserName } from "../support/cockpit.ts";
import { logIn, pageAddress } from "../support/log-in.ts";
import { test as base } from "./machine.ts";
import { type SharedPages, sharePages } from "./shared-page.ts";

/** What the shell calls the frame of our page. */
export const FRAME = "cockpit1:localhost/cockpit-ee";

type Pages = {
    /**
     * Whether the page is the one that the tests of the file share, where builder is logged in and an address that is opened
     * loads nothing anew. Else it is one of the test's own, and nobody is logged in.
     */
    isShared: boolean;
    /** What the page told the console as an error, or was refused by the security policy; has to be empty at the end. */
    complaints: string[];
    /** Log in without the login page; the next page opened is this user's. */
    login: (user: UserName) => Promise<void>;
    /** Open our page by itself, at `path` as `hrefTo` makes it without "#/". */
    openPage: (path?: string) => Promise<Page>;
    /** Open it as people see it, in the frame of Cockpit's shell. */
    openInShell: (path?: string) => Promise<FrameLocator>;
    /** In the shell: gain administrative access; Cockpit 287 loads our frame anew then. */
    becomeAdministrator: () => Promise<void>;
    /** A picture of the page as it is, below test-results; only where PICTURES is set, as drawing takes its time. */
    takePicture: (name: string) => Promise<void>;
    /** The same three times: light, dark, and on a telephone. */
    takePictures: (name: string) => Promise<void>;
};

export const test = base.extend<Pages, { sharedPages: SharedPages }>({
    isShared: [false, { option: true }],

    sharedPages: [
        async ({ browser, cockpit }, use) => {
            const shared = sharePages(browser, cockpit);
            await use(shared);
            await shared.close();
        },
        { scope: "worker" },
    ],

    page: async ({ browser, isShared, sharedPages }, use, { file }) => {
        if (isShared) return use(await sharedPages.of(file, "builder"));
        const context = await browser.newContext();
        await use(await context.newPage());
        await context.close();
    },

    context: async ({ page }, use) => use(page.context()),

    complaints: [
        async ({ page }, use) => {
            const complaints: string[] = [];
            // Our page opens none: a script that is not ours did.
            const onDialog = (dialog: Dialog) => {
                complaints.push(`a dialog: ${dialog.message()}`);
                void dialog.dismiss();
            };
            const onError = (error: Error) => complaints.push(String(error));
            const onMessage = (message: ConsoleMessage) => {
                const isOurs = message.location().url.includes("/cockpit-ee/");
                if ((message.type() === "error" && isOurs) || message.text().includes("Content Security Policy"))
                    complaints.push(`${message.location().url}: ${message.text()}`);
            };
            page.on("dialog", onDialog).on("pageerror", onError).on("console", onMessage);
            await use(complaints);
            page.off("dialog", onDialog).off("pageerror", onError).off("console", onMessage);
            expect(complaints, "the page complained").toEqual([]);
        },
        { auto: true },
    ],

    login: async ({ context, cockpit }, use) => use(user => logIn(context, cockpit, user)),

    openPage: async ({ page, cockpit }, use) =>
        use(async (path = "") => {
            await page.goto(pageAddress(cockpit, path));
            return page;
        }),

    openInShell: async ({ page, cockpit }, use) =>
        use(async (path = "") => {
            await page.goto(`${cockpit.url}/cockpit-ee#/${path}`);
            return page.frameLocator(`iframe[name="${FRAME}"]`);
        }),

    becomeAdministrator: async ({ page, cockpit, version }, use) =>
        use(async () => {
            await page.getByRole("button", { name: "Limited access" }).click();
            await page.getByLabel(/Password/).fill(cockpit.passwords.admin);
            const ours = () => page.frame({ name: FRAME });
            await ours()?.evaluate(() => document.documentElement.setAttribute("data-before", ""));
            await page.getByRole("button", { name: "Authenticate" }).click();
            await expect(
                page.getByText("Administrative access", { exact: true }).filter({ visible: true }),
            ).toBeVisible();
            const isAnew = () =>
                document.readyState === "complete" && !document.documentElement.hasAttribute("data-before");
            // The shell of 337 leaves the frames as they are.
            if (version === "287")
                await expect
                    .poll(() =>
                        ours()
                            ?.evaluate(isAnew)
                            .catch(() => false),
                    )
                    .toBe(true);
        }),

    takePicture: async ({ page }, use, info) =>
        use(async name => {
            if (process.env.PICTURES) await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
        }),

    takePictures: async ({ page, takePicture }, use) =>
        use(async name => {
            if (!process.env.PICTURES) return;
            const size = page.viewportSize();
            await page.emulateMedia({ colorScheme: "light" });
            await takePicture(`${name}-light`);
            await page.emulateMedia({ colorScheme: "dark" });
            await takePicture(`${name}-dark`);
            await page.emulateMedia({ colorScheme: "light" });
            await page.setViewportSize({ width: 360, height: 780 });
            await takePicture(`${name}-narrow`);
            if (size) await page.setViewportSize(size);
        }),
});

export { expect } from "@playwright/test";
