/** Builds: what stands in their way, how they end, and where they are found again. */
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";

import { signingKeyFile } from "../../src/content/signing-room.ts";
import { shareWithBuilders } from "../support/cockpit.ts";
import { makeKeyRing } from "../support/signing-keys.ts";
import { addDefinition, systemText } from "./author.ts";
import { expectDenied } from "./denied.ts";
import { expect, test } from "./fixture.ts";
import { DIGEST, IMAGE } from "./packages.ts";
import { arrive, goTo, listPlaces } from "./places.ts";

// The sample is made before: a session that nobody uses meanwhile would end.
test.use({ isShared: true });

/** A compose of tiny packages, and what goes before and after it, on a busy machine. */
const BUILD = { timeout: 60_000 };

/** For rpm, shells and browsers that would take it for more than a name. */
const HOSTILE_FILE = "%{lua:os.exit(3)} $(exit 3) \"'\\ <img src=x onerror=alert(1)>";

const stateIs = (page: Page, word: string) =>
    expect(page.getByRole("status").filter({ hasText: word })).toBeVisible(BUILD);

async function startBuild(page: Page): Promise<void> {
    const start = page.getByRole("dialog").getByRole("button", { name: "Start build" });
    await expect(start).toBeEnabled(BUILD);
    await start.click();
    await expect(page.getByRole("heading", { name: /^Build of / })).toBeVisible();
}

test("what no repository has is named with who asks for it, and nothing is built", async ({ openPage, state }) => {
    await addDefinition(state, "asks-too-much", systemText("rsync", "openshift-clients"));
    const page = await openPage("definitions/asks-too-much/plan");
    await expect(page.getByRole("status").filter({ hasText: "Not ready to build:" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "No repository has openshift-clients" })).toBeVisible();
    await expect(page.getByText("Asked by line 10.")).toBeVisible();
    const row = page.getByRole("row", { name: /openshift-clients/ });
    await expect(row.getByText("Missing")).toBeVisible();

    await expectDenied(page.getByRole("button", { name: "Build", exact: true }), "missing");

    await row.getByRole("link", { name: /10$/ }).click();
    await expect(page.getByRole("textbox", { name: "execution-environment.yml" })).toBeVisible();
});

test("what a collection asks for is excluded in the form, which tells what that leaves out, and the plan keeps it in view", async ({
    openPage,
    galaxy,
    state,
    takePictures,
}) => {
    const collections = "  galaxy:\n    collections:\n      - community.crypto\n";
    await addDefinition(state, "excluding", systemText("rsync") + collections);
    const page = await openPage("definitions/excluding/plan");
    const plan = page.getByRole("row", { name: /^cryptsetup/ });
    await expect(plan.getByText("Missing")).toBeVisible(BUILD);

    await page.getByRole("tab", { name: "Definition" }).click();
    await page.getByRole("button", { name: /^Excludes/ }).click();
    await page.getByRole("button", { name: "Exclude a system requirement" }).click();
    await page.keyboard.type("cryptsetup");
    await expect(page.getByText(/^Leaves out cryptsetup \(community\.crypto [\d.]+\)\.$/)).toBeVisible();
    await page.getByRole("button", { name: "Exclude all from a collection" }).click();
    await page.keyboard.type("~ansible.*");
    await expect(page.getByText("Leaves out nothing of what the collections")).toBeVisible();
    await takePictures("excludes");
    await page.keyboard.press("Control+s");
    await expect(page.getByText("Unsaved changes")).toBeHidden();

    await page.getByRole("tab", { name: "Plan" }).click();
    await expect(plan.getByText("Not needed")).toBeVisible(BUILD);
    await expect(plan.getByText("Excluded by “cryptsetup”.")).toBeVisible();

    const asked = galaxy.requests.length;
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Check for newer" }).click();
    await expect(page.getByRole("status").filter({ hasText: "asking again" })).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: "to build:" })).not.toContainText("asking again", BUILD);
    expect(galaxy.requests.length).toBeGreaterThan(asked);
});

test("a plan that waits for a server is stopped, and made after all", async ({ openPage, state, takePictures }) => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const source = `  galaxy:\n    collections:\n      - name: acme.silent\n        source: http://127.0.0.1:${port}\n`;
    await addDefinition(state, "waiting", systemText("rsync") + source);
    const page = await openPage("definitions/waiting/plan");
    const status = page.getByRole("status");
    await expect(status.filter({ hasText: "Resolving 3 requirements" })).toBeVisible();
    await takePictures("resolving");
    await page.getByRole("button", { name: "Stop" }).click();
    await expect(status.filter({ hasText: "Stopped." })).toBeVisible();
    await takePictures("stopped");
    silent.close();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(status.filter({ hasText: "Not ready to build:" })).toBeVisible(BUILD);
    await expect(page.getByRole("row", { name: /^acme\.silent/ }).getByText("Missing")).toBeVisible();
});

test("a ref that cannot be one is refused before the build", async ({ openPage, state }) => {
    await addDefinition(state, "refs", systemText("rsync"));
    const page = await openPage("definitions/refs/build");
    const dialog = page.getByRole("dialog", { name: "Build refs" });
    const ref = dialog.getByRole("textbox", { name: "OSTree ref" });
    const start = dialog.getByRole("button", { name: "Start build" });
    await expect(ref).toHaveValue("ee/refs/centos-9/x86_64");
    await expect(start).toBeEnabled();
    for (const bad of ["../etc", "/ee", "ee/", "ee core", "ee;reboot", "<b>ee</b>", "$(id)", "a".repeat(256)]) {
        await ref.fill(bad);
        await expect(dialog.getByText("The ref cannot be used")).toBeVisible();
        await expect(start).toHaveAttribute("aria-disabled", "true");
    }
    await ref.fill("ee/refs/stable");
    await expect(start).toBeEnabled();
});

/** Have content RPMs signed, by a key that the group may read, until it is taken away. */
function configureKey(state: string) {
    const directory = mkdtempSync(join(tmpdir(), "key-"));
    const ring = makeKeyRing(directory);
    const fingerprint = ring.make("EE content <ee@example.com>");
    const file = signingKeyFile(state);
    writeFileSync(file, ring.secret(fingerprint), { mode: 0o640 });
    shareWithBuilders(file);
    ring.stop();
    rmSync(directory, { recursive: true });
    return { id: fingerprint.slice(-16), remove: () => rmSync(file) };
}

test("a build runs to a commit that holds what was asked for, images too, signed, whatever the files are called", async ({
    openPage,
    state,
    takePictures,
}) => {
    await addDefinition(state, "builds", systemText("rsync", "images"), { [HOSTILE_FILE]: HOSTILE_FILE });
    const page = await openPage();
    const key = configureKey(state);
    try {
        await goTo(page, "definitions/builds/build");
        await expect(page.getByText(`EE content <ee@example.com>, key ${key.id}`)).toBeVisible();
        await takePictures("signing-preflight");
        await startBuild(page);
        await stateIs(page, "Done");
    } finally {
        // Other tests share this machine, and would have their builds signed.
        key.remove();
    }
    await expect(page.getByText(`Signed by the key ${key.id}. The composer checks it.`)).toBeVisible();
    await takePictures("signed-build");
    await expect(page.getByRole("heading", { name: "Commit imported into this machine's repository" })).toBeVisible();
    await page.getByRole("button", { name: "Open commit" }).click();
    await expect(page.getByRole("term").filter({ hasText: "Container images" })).toBeVisible();
    for (const text of [IMAGE, DIGEST]) await expect(page.getByText(text, { exact: true })).toBeVisible();
    await takePictures("images");
    await page.getByRole("tab", { name: /^RPMs/ }).click();
    for (const name of ["ansible-core", "ee-builds", "rsync"])
        await expect(page.getByRole("row", { name: new RegExp(`^${name} `) })).toBeVisible();
});

test("cancelling a running build asks, and ends it", async ({ openPage, state }) => {
    await addDefinition(state, "lasting", systemText("slow"));
    const page = await openPage("definitions/lasting/build");
    await startBuild(page);
    await stateIs(page, "Running");
    const cancel = page.getByRole("button", { name: "Cancel build" });
    await cancel.click();
    const dialog = page.getByRole("dialog", { name: "Cancel this build?" });
    await expect(dialog.getByRole("button", { name: "Keep building" })).toBeFocused();
    await dialog.getByRole("button", { name: "Keep building" }).click();
    await stateIs(page, "Running");
    await cancel.click();
    await dialog.getByRole("button", { name: "Cancel build" }).click();
    await stateIs(page, "Cancelled");
    await page.reload();
    await stateIs(page, "Cancelled");
});

test("a failed build says why in words and in the composer's own, and its record stays", async ({
    openPage,
    sample,
}) => {
    const page = await openPage(`builds/${sample.failed.id}`);
    await stateIs(page, "Failed");
    await expect(page.getByRole("heading", { name: "Two packages bring the same file" })).toBeVisible();
    const raw = /file \/usr\/share\/clash .*conflicts/;
    await expect(page.getByRole("log")).toContainText(raw);
    await page.getByRole("button", { name: "What it said" }).click();
    await expect(page.getByText(raw).filter({ visible: true }).first()).toBeVisible();
    await page.goto(page.url().replace(/#.*/, "#/builds"));
    await expect(page.getByRole("row", { name: /^.*Failed sample/ })).toBeVisible();
});

test("every page opens by its address, each kind of them in a browser that shows nothing yet, and back leads to the one before", async ({
    openPage,
    page,
    sample,
}) => {
    const places = listPlaces(sample);
    await openPage();
    for (const place of places) {
        await goTo(page, place.path);
        // The address alone leads there, in all the ways that the pages of a kind share.
        if (places.find(({ heading }) => heading === place.heading) === place) await page.reload();
        await arrive(page, place);
    }
    for (const place of places.slice(0, -1).reverse()) {
        await page.goBack();
        await arrive(page, place);
    }
});
