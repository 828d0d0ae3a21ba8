/** The composer is not there, may not be used, or misbehaves: each looks different, and ends when it is back. And the page is there all the same, as it is installed. */
import { existsSync } from "node:fs";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";

import { addDefinition, editorOf, systemText } from "./author.ts";
import { expectDenied } from "./denied.ts";
import { expect, healthy, type StandIn, test } from "./stand-in.ts";

/** Longer than the page waits before it asks a composer in trouble again. */
const AGAIN_MS = 6000;
/** Longer than it waits for an answer. */
const GIVE_UP_MS = 31_000;

const stateOf = (page: Page, title: string | RegExp): Locator => page.getByRole("heading", { name: title, level: 2 });

type Trouble = {
    name: string;
    begin: (standIn: StandIn) => Promise<void>;
    /** It takes the question and leaves us alone with it. */
    isSilent?: boolean;
    title: string | RegExp;
    says: RegExp;
    offers: string;
    /** Its own words, one click away, as text. */
    said?: string;
};

const answering = (answer: RequestListener) => (standIn: StandIn) => standIn.listen(answer);

const troubles: Trouble[] = [
    {
        name: "is not installed",
        begin: standIn => standIn.remove(),
        title: "osbuild-composer is not installed",
        says: /Building needs osbuild-composer and ostree on this host; nothing answers at \/.*stand-in\.sock/,
        offers: "Try again",
    },
    {
        name: "does not run",
        begin: standIn => standIn.abandon(),
        title: "osbuild-composer is not running",
        says: /osbuild-composer\.socket, is installed but nothing answers there/,
        offers: "Start osbuild-composer",
    },
    {
        name: "answers in another language",
        begin: answering((_request, response) => response.end("<html><img src=x onerror=alert(1)>")),
        title: "osbuild-composer answered with an error",
        says: /answer is not JSON/,
        offers: "What it said",
        said: "<html><img src=x onerror=alert(1)>",
    },
    {
        name: "answers with an error of its own",
        begin: answering((_request, response) => response.writeHead(500).end('{"oops":"the disk is gone"}')),
        title: "osbuild-composer answered with an error",
        says: /answered with status 500/,
        offers: "What it said",
    },
    {
        name: "never answers",
        begin: answering(() => undefined),
        isSilent: true,
        title: "osbuild-composer does not answer",
        says: /took longer than 30 seconds/,
        offers: "Show the service",
    },
    {
        name: "breaks off in the middle of an answer",
        begin: answering((_request, response) => {
            response.writeHead(200, { "Content-Length": "1000" });
            response.write('{"api":', () => response.destroy());
        }),
        // Cockpit 287 tells nobody that it broke off; newer ones give us the half.
        isSilent: true,
        title: /does not answer|answered with an error/,
        says: /took longer than 30 seconds|broke off/,
        offers: "Try again",
    },
];

for (const { name, begin, isSilent = false, title, says, offers, said } of troubles)
    test.describe(`a composer that ${name}`, () => {
        // What takes longer than people wait is told by a clock that the test moves on.
        test.use({ isShared: !isSilent });

        test("has a state of its own, which ends when it is back", async ({
            login,
            openPage,
            page,
            standIn,
            state,
        }) => {
            await begin(standIn);
            const own = name.replaceAll(" ", "-");
            await addDefinition(state, own, systemText("rsync"));
            if (isSilent) {
                await page.clock.install();
                await login("builder");
            }
            await openPage("builds");
            // What needs no composer goes on. It is waited for first: the clock would run out for it too.
            await expect(page.getByText("No builds yet.")).toBeVisible();
            if (isSilent) {
                await expect.poll(standIn.asked).toContain("/api/status");
                await page.clock.fastForward(GIVE_UP_MS);
            }
            await expect(stateOf(page, title)).toBeVisible();
            await expect(page.getByText(says)).toBeVisible();
            await expect(page.getByRole("button", { name: offers })).toBeVisible();
            await expect(page.getByText("No builds yet.")).toBeVisible();
            if (said !== undefined) {
                await page.getByRole("button", { name: "What it said" }).click();
                await expect(page.getByText(said)).toBeVisible();
            }

            if (!isSilent) {
                // One definition's builds are told the same.
                await openPage(`definitions/${own}/builds`);
                await expect(page.getByRole("heading", { name: own, level: 1 })).toBeVisible();
                await expect(stateOf(page, title)).toBeVisible();
                await expect(page.getByText("No builds yet.")).toBeVisible();
            }

            await standIn.listen(healthy);
            if (isSilent) await page.clock.fastForward(AGAIN_MS);
            await expect(stateOf(page, title)).toBeHidden();
        });
    });

test("whoever may not use the composer is told how he may", { tag: "@every-cockpit" }, async ({
    login,
    openPage,
    page,
    standIn,
    takePictures,
}) => {
    await standIn.listen(healthy);
    await login("visitor");
    await openPage();
    await expect(stateOf(page, "You may not use osbuild-composer")).toBeVisible();
    await expect(page.getByText(/^No definitions are shown: they are for administrators/)).toBeVisible();
    await takePictures("visitor");
    await page.getByRole("button", { name: "Turn on administrative access" }).click();
    await expect(page.getByText("Open it from the menu of Cockpit")).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Command to join the group" })).toHaveValue(
        "usermod --append --groups weldr visitor",
    );
    await expectDenied(page.getByRole("button", { name: "Create definition" }), "Turn on administrative access");
});

test("an administrator may build once he has administrative access", { tag: "@every-cockpit" }, async ({
    login,
    openInShell,
    becomeAdministrator,
    standIn,
}) => {
    await standIn.listen(healthy);
    await login("admin");
    const shown = await openInShell();
    await expect(shown.getByRole("heading", { name: "You may not use osbuild-composer" })).toBeVisible();
    await shown.getByRole("button", { name: "Turn on administrative access" }).click();
    await expect(shown.getByText("Press “Limited access” at the top of Cockpit's window")).toBeVisible();
    await becomeAdministrator();
    await expect(shown.getByRole("heading", { name: "You may not use osbuild-composer" })).toBeHidden();
    await expect(shown.getByRole("button", { name: "Create definition" })).toBeEnabled();
});

test("an installed page stands in Cockpit's menu, opens in its frame, and loads what a definition needs", {
    tag: "@every-cockpit",
}, async ({ login, openInShell, page, cockpit, state, dist }) => {
    expect(existsSync(join(dist, "index.js"))).toBe(false);
    await addDefinition(state, "installed", systemText("rsync"));
    await login("builder");
    await page.goto(`${cockpit.url}/system`);
    await page.getByRole("link", { name: "Execution environments" }).click();
    const shown = await openInShell();
    await expect(shown.getByRole("heading", { name: "Execution environments" })).toBeVisible();
    await shown.getByRole("link", { name: "installed", exact: true }).click();
    await expect(editorOf(shown)).toContainText("- rsync");
});
