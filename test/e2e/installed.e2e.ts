/** The page as `make install` leaves it: scripts and styles lie there compressed, and Cockpit finds them all the same. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

import { addDefinition, editorOf, systemText } from "./author.ts";
import { test as base, expect } from "./fixture.ts";

const test = base.extend<object, { dist: string }>({
    dist: [
        async ({ run }, use) => {
            const destination = join(run.path, "installed");
            execFileSync("make", ["--silent", "install", `DESTDIR=${destination}`]);
            await use(join(destination, "usr/share/cockpit/cockpit-ee"));
        },
        { scope: "worker" },
    ],
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
    await shown.getByRole("link", { name: "installed" }).click();
    await expect(editorOf(shown)).toContainText("- rsync");
});
