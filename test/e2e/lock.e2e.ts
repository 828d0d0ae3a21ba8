/** Locking a plan: from then on builds take what was planned, until it is unlocked. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";

import type { SharedComposer } from "../support/shared-composer.ts";
import { makeWheel, wheelFile } from "../support/wheels.ts";
import { addDefinition, MAIN_FILE, savedText, systemText } from "./author.ts";
import { expectDenied } from "./denied.ts";
import { expect, test } from "./fixture.ts";

test.use({ isShared: true });

test("a plan that is locked stays whatever is newer, the build says so, and is the newest again when it is unlocked", async ({
    openPage,
    state,
    takePictures,
}) => {
    const keepWheel = (version: string) => {
        const wheel = { name: "lockable", version };
        writeFileSync(join(state, "wheels", wheelFile(wheel)), makeWheel(wheel));
    };
    mkdirSync(join(state, "wheels"), { recursive: true });
    keepWheel("1.0");
    const text = `${systemText("rsync")}  python:\n    - lockable\n`;
    await addDefinition(state, "frozen", text);
    const file = join(state, "definitions/frozen/cockpit-ee.lock.json");
    const page = await openPage("definitions/frozen/plan");
    const choose = async (title: string) => {
        await page.getByRole("button", { name: "More actions" }).click();
        await page.getByRole("menuitem", { name: title, exact: true }).click();
    };
    const save = async () => {
        await page.getByRole("button", { name: "Save" }).click();
        await expect(page.getByText("Unsaved changes")).toBeHidden();
    };
    const row = page.getByRole("table", { name: "Requirements" }).getByRole("row").filter({ hasText: "lockable" });
    await expect(row).toContainText("lockable-1.0 (wheel)");
    await choose("Lock");
    await expect(page.getByText(/^Locked .* Builds take exactly these versions once this is saved\.$/)).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    await page.getByRole("button", { name: "More actions" }).click();
    await takePictures("lock-menu");
    await page.getByRole("menuitem", { name: "Lock", exact: true }).click();
    await save();
    await expect(page.getByText(/^Locked .* Builds take exactly these versions\.$/)).toBeVisible();
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ by: "builder", definition: "frozen" });

    keepWheel("2.0");
    await choose("Check for newer");
    await page.getByRole("button", { name: "What would change now" }).click();
    const since = page.getByRole("region", { name: /^Since it was locked/ });
    const newer = since.getByRole("row").filter({ hasText: "lockable" });
    await expect(newer).toContainText("lockable-1.0 (wheel)");
    await expect(newer).toContainText("lockable-2.0 (wheel)");
    await expect(row).toContainText("lockable-1.0 (wheel)");
    await takePictures("locked");

    await page.getByRole("button", { name: "Build", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Build frozen" });
    await expect(dialog.getByText(/^All that was locked on \d{4}-\d\d-\d\d is there/)).toBeVisible();
    await expect(dialog.getByRole("radio", { name: /^Those that were locked / })).toBeChecked();
    await expect(dialog.getByRole("button", { name: "Start build" })).toBeEnabled();
    await takePictures("locked-build");
    // It stands in the address, and is chosen when that has changed.
    await dialog.getByRole("radio", { name: "The newest that fit" }).click();
    await expect(dialog.getByRole("radio", { name: "The newest that fit" })).toBeChecked();
    await expect(dialog.getByText("nothing left over")).toBeVisible();
    await dialog.getByRole("button", { name: "Cancel" }).click();

    writeFileSync(join(state, "definitions/frozen", MAIN_FILE), text.replace("rsync", "clash-a"));
    await page.reload();
    await expect(page.getByText("What is locked cannot be built")).toBeVisible();
    await expect(page.getByText("It was not asked for when the plan was locked. Lock again, or unlock.")).toHaveCount(
        2,
    );
    await expect(page.getByText("It is not asked for any more. Lock again, or unlock.")).toHaveCount(2);
    await expectDenied(page.getByRole("button", { name: "Build", exact: true }), "Settle 2 conflicts first.");
    await takePictures("lock-broken");

    await page.getByRole("button", { name: "Unlock" }).click();
    await expect(page.getByText("Not locked any more, once this is saved.")).toBeVisible();
    await save();
    await expect(row).toContainText("lockable-2.0 (wheel)");
    expect(existsSync(file)).toBe(false);
    expect(savedText(state, "frozen")).toContain("clash-a");
});

test("what is locked names the commit to build on, and the build dialog proposes it whatever its ref names by then", async ({
    openPage,
    state,
    takePictures,
}) => {
    const ref = "ee/onto/centos-9/x86_64";
    const repo = `--repo=${join(state, "repo")}`;
    const commit = (subject: string) => {
        const argv = ["commit", repo, `--branch=${ref}`, `--subject=${subject}`, `--tree=dir=${join(state, "wheels")}`];
        return execFileSync("ostree", argv, { encoding: "utf8" }).trim();
    };
    mkdirSync(join(state, "wheels"), { recursive: true });
    execFileSync("ostree", ["init", repo, "--mode=archive"]);
    const first = commit("one");
    await addDefinition(state, "onto", systemText("rsync"));
    const page = await openPage("definitions/onto/plan");
    await expect(page.getByRole("status").filter({ hasText: "Ready to build:" })).toBeVisible();
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Lock", exact: true }).click();
    await expect(page.getByRole("link", { name: first.slice(0, 12) })).toBeVisible();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText(/^Locked .* Builds take exactly these versions\.$/)).toBeVisible();
    await takePictures("locked-parent");

    const second = commit("two");
    await page.getByRole("button", { name: "Build", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Build onto" });
    await expect(dialog.getByRole("radio", { name: "A commit" })).toBeChecked();
    await expect(dialog.getByRole("textbox", { name: "Checksum" })).toHaveValue(first);
    await expect(dialog.getByText(`${first.slice(0, 12)}, which is locked`)).toBeVisible();
    await takePictures("locked-parent-build");
    await dialog.getByRole("radio", { name: "Tip of a ref" }).check();
    const other = `${second.slice(0, 12)}. The commit that is locked to build on is ${first.slice(0, 12)}.`;
    await expect(dialog.getByText(other)).toBeVisible();
});

/** While the composer does not answer, what is to be locked waits for it. */
async function lockWhile(page: Page, composer: SharedComposer, work: () => Promise<void>): Promise<void> {
    const signal = (name: "SIGSTOP" | "SIGCONT") => process.kill(composer.pid ?? Number.NaN, name);
    signal("SIGSTOP");
    try {
        await page.getByRole("button", { name: "More actions" }).click();
        await page.getByRole("menuitem", { name: "Lock", exact: true }).click();
        await expect(page.getByText("Locking what is planned now")).toBeVisible();
        await work();
    } finally {
        signal("SIGCONT");
    }
}

test("who leaves while a plan is locked is told, and finds the lock when he comes back", async ({
    openPage,
    state,
    composer,
    takePictures,
}) => {
    await addDefinition(state, "half-locked", "version: 3\n");
    const page = await openPage("definitions/half-locked/plan");
    await expect(page.getByText("Nothing is asked for yet.")).toBeVisible();
    await lockWhile(page, composer, async () => {
        await page.getByRole("link", { name: "Execution environments" }).first().click();
        await expect(page.getByRole("heading", { name: "Execution environments" })).toBeVisible();
    });
    const told = page.getByRole("heading", { name: /half-locked is locked once that is saved\.$/ });
    await expect(told).toBeVisible();
    await takePictures("locked-elsewhere");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    // Of a definition that asks for nothing it is shown, too.
    await expect(page.getByText("Nothing is asked for yet.")).toBeVisible();
    await expect(page.getByText(/^Locked .* Builds take exactly these versions once this is saved\.$/)).toBeVisible();
    await expect(page.getByText("Unsaved changes")).toBeVisible();
    await takePictures("locked-nothing");
});

test("what was saved anew while its plan was locked is not locked", async ({ openPage, state, composer }) => {
    await addDefinition(state, "overtaken", systemText("rsync"));
    const page = await openPage("definitions/overtaken/plan");
    const table = page.getByRole("table", { name: "Requirements" });
    await expect(page.getByRole("status").filter({ hasText: "Ready to build:" })).toBeVisible();
    await lockWhile(page, composer, async () => {
        const saved = join(state, "definitions/overtaken", MAIN_FILE);
        writeFileSync(saved, `${readFileSync(saved, "utf8")}    - sed\n`);
        // Who comes to it sees it as it is.
        await page.getByRole("link", { name: "Execution environments" }).first().click();
        await page.getByRole("link", { name: "overtaken", exact: true }).click();
        await page.getByRole("tab", { name: "Plan" }).click();
        await expect(page.getByRole("status").filter({ hasText: "Resolving 3 requirements" })).toBeVisible();
    });
    await expect(page.getByRole("heading", { name: /overtaken was not locked\.$/ })).toBeVisible();
    await expect(page.getByText("It was saved anew meanwhile. Lock again.")).toBeVisible();
    await expect(table.getByRole("row").filter({ hasText: "sed" })).toBeVisible();
    await expect(page.getByText("Unsaved changes")).toBeHidden();
});
