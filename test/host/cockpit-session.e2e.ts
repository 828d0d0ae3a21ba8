import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test, WHO } from "./page-fixture.ts";

test.use({ isShared: true });

test("the page knows its user, and where the administrator put socket and state", { tag: "@every-cockpit" }, async ({
    openPage,
    composer,
    state,
}) => {
    const page = await openPage();
    expect(await page.evaluate(() => window.readUser())).toMatchObject({ user: "builder" });
    expect(await page.evaluate(() => window.readConfig())).toEqual({ socket: composer.socket, state });
});

test("a member of weldr keeps the state directory as himself", { tag: "@every-cockpit" }, async ({
    openPage,
    places,
}) => {
    const page = await openPage();
    expect(
        await page.evaluate(([state, who]) => window.say(state, who, "keeper"), [places.directory, WHO] as const),
    ).toMatch(/ builder builder /);
});

test("a file of the host is saved under any name, and a missing one is not", { tag: "@every-cockpit" }, async ({
    openPage,
    places,
}) => {
    const source = join(places.directory, "ü'1.bin");
    const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
    mkdirSync(places.directory, { recursive: true });
    writeFileSync(source, bytes);
    const page = await openPage();

    const saving = page.waitForEvent("download");
    await page.evaluate(([state, path]) => window.download(state, { path }, "a b'ü.bin"), [
        places.directory,
        source,
    ] as const);
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe("a b'ü.bin");
    expect(readFileSync(await saved.path()).equals(bytes)).toBe(true);

    const missing = await page.evaluate(
        ([state, path]) => window.download(state, { path }, "x").catch((error: { problem: string }) => error.problem),
        [places.directory, `${source}.missing`] as const,
    );
    expect(missing).toBe("not-found");
});

test("text of the page is saved as a file", { tag: "@every-cockpit" }, async ({ openPage, places }) => {
    const page = await openPage();
    const saving = page.waitForEvent("download");
    await page.evaluate(state => window.download(state, { text: "one\ntwo ü\n" }, "log.txt"), places.directory);
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe("log.txt");
    expect(readFileSync(await saved.path(), "utf8")).toBe("one\ntwo ü\n");
});
