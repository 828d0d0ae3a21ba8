/** Whose rights are used, by each kind of user but a member of weldr, whose page `cockpit-session.e2e.ts` has. */
import { chmodSync, chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";

import { FRAME } from "../e2e/fixture.ts";
import { expect, test, WHO } from "./page-fixture.ts";

/** Our page's frame in the shell; another one after each change of rights. */
function frame(page: Page) {
    const found = page.frame({ name: FRAME });
    if (!found) throw new Error("the shell does not show our page");
    return found;
}

test("somebody without rights is told so, for programs and for the socket", { tag: "@every-cockpit" }, async ({
    login,
    openPage,
    places,
}) => {
    chmodSync(places.answering, 0o660);
    await login("visitor");
    const page = await openPage();
    expect(
        await page.evaluate(([state, who]) => window.say(state, who, "keeper"), [places.directory, WHO] as const),
    ).toBe("access-denied");
    expect(
        await page.evaluate(([state, who]) => window.say(state, who, "root"), [places.directory, WHO] as const),
    ).toBe("access-denied");
    expect(await page.evaluate(socket => window.ask(socket), places.answering)).toBe("access-denied");
    chmodSync(places.answering, 0o666);
});

test("an administrator keeps it as an account without rights, once he has administrative access", {
    tag: "@every-cockpit",
}, async ({ login, openInShell, becomeAdministrator, page, places }) => {
    await login("admin");
    const shown = await openInShell();
    await expect(shown.locator("#app")).toBeAttached();
    // Its scripts come after what is to be seen of it.
    await frame(page).waitForFunction(() => "say" in window);
    const say = (argv: string[]) =>
        frame(page).evaluate(([state, argv]) => window.say(state, argv, "keeper"), [places.directory, argv] as const);
    expect(await say(WHO)).toBe("access-denied");

    await becomeAdministrator();
    await expect(async () => expect(await say(WHO)).toBe("/ cockpit-ee weldr True")).toPass();
    const made = join(places.directory, "by-the-keeper");
    expect(await say(["mkdir", made])).toBe("");
    expect(await say(["find", made, "-printf", "%u %g %m"])).toBe("cockpit-ee weldr 2775");
});

test("an account without rights does not follow root's paths", { tag: "@every-cockpit" }, async ({
    login,
    openPage,
    places,
}) => {
    const secret = join(places.directory, "secret");
    mkdirSync(secret);
    chownSync(secret, 0, 0);
    chmodSync(secret, 0o700);
    await login("root");
    const page = await openPage();
    const say = (argv: string[]) =>
        page.evaluate(([state, argv]) => window.say(state, argv, "keeper"), [places.directory, argv] as const);
    expect(await say(WHO)).toBe("/ cockpit-ee weldr True");
    expect(await say(["mkdir", join(secret, "inside")])).toBe("failed");
});
