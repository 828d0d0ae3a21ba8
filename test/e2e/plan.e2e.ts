/** The Plan tab: what stands in the way of a build is dropped or acknowledged, and taken back again. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { makeWheel, wheelFile } from "../support/wheels.ts";
import { addDefinition, savedText, systemText } from "./author.ts";
import { expectDenied } from "./denied.ts";
import { expect, test } from "./fixture.ts";

test.use({ isShared: true });

const step = "RUN ./setup.sh";
const steps = `additional_build_steps:\n  append_final:\n    - ${step}\n    - ${step} && true\n`;

test("what is left over is acknowledged with a reason, kept with the name, and withdrawn", async ({
    openPage,
    state,
    takePictures,
}) => {
    await addDefinition(state, "left", systemText("rsync") + steps);
    const page = await openPage("definitions/left/plan");
    const status = page.getByRole("status").filter({ hasText: "to build:" });
    await expect(status).toContainText("Not ready to build:");
    await expect(page.getByText("Left over: 2 build steps have no place in a commit")).toBeVisible();
    await takePictures("left-over");

    await page.getByRole("button", { name: "Acknowledge" }).click();
    const dialog = page.getByRole("dialog", { name: "Acknowledge 2 build steps" });
    await expect(dialog.getByText(step, { exact: true })).toBeVisible();
    const acknowledge = dialog.getByRole("button", { name: "Acknowledge" });
    await expect(dialog.getByRole("textbox", { name: "Reason" })).toBeFocused();
    await expect(acknowledge).toBeDisabled();
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Devices keep their own links");
    await takePictures("acknowledge");
    await acknowledge.click();
    await expect(status).toContainText("Ready to build:");
    await expect(page.getByText("What is acknowledged here is not saved yet.")).toBeVisible();

    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    const row = page.getByRole("table", { name: "Requirements" }).getByRole("row").filter({ hasText: step }).first();
    await expect(row).toContainText("Acknowledged by builder");
    await expect(row).toContainText("Devices keep their own links");
    await expect(page.getByRole("button", { name: "Build", exact: true })).toBeEnabled();
    await takePictures("acknowledged");
    const kept = JSON.parse(readFileSync(join(state, "definitions/left/cockpit-ee.json"), "utf8"));
    expect(kept.acknowledged).toHaveLength(2);

    await row.getByRole("button", { name: "Withdraw" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    await row.getByRole("button", { name: "Withdraw" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(status).toContainText("1 left over");
});

test("what cannot be had is dropped from the definition, and nothing else of it", async ({ openPage, state }) => {
    await addDefinition(state, "dropped", systemText("rsync", "nothere"));
    const page = await openPage("definitions/dropped/plan");
    await page.getByRole("button", { name: "Drop it" }).click();
    await expect(page.getByRole("tab", { name: "Definition", selected: true })).toBeVisible();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    expect(savedText(state, "dropped")).toBe(systemText("rsync"));
});

test("what is left over by itself is replaced where it was written", async ({ openPage, state }) => {
    await addDefinition(
        state,
        "replaced",
        `${systemText("rsync")}additional_build_steps:\n  append_final:\n    - ${step}\n`,
    );
    const page = await openPage("definitions/replaced/plan");
    await page.getByRole("button", { name: "Replace it" }).click();
    await expect(page.getByRole("tab", { name: "Definition", selected: true })).toBeVisible();
    expect(page.url()).toContain("line=12");
});

test("what a build now would bring in other versions than the last one is told", async ({
    openPage,
    sample,
    state,
    takePictures,
}) => {
    const page = await openPage(`definitions/${sample.name}/plan`);
    const since = page.getByRole("region", { name: /^Since the build of / });
    await expect(since).toContainText("A build now would bring the same.");
    const file = join(state, "definitions", sample.name, "execution-environment.yml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, systemText("rsync", "clash-b"));
    await page.reload();
    const row = (name: string) => since.getByRole("row").filter({ hasText: name });
    await expect(row("clash-a")).toContainText("clash-a-1.0-1");
    await expect(row("clash-b")).toContainText("clash-b-1.0-1");
    await expect(row("rsync")).toBeHidden();
    await takePictures("drift");

    await since.getByRole("button", { name: "Build again exactly" }).click();
    const dialog = page.getByRole("dialog", { name: `Build ${sample.name}` });
    await expect(dialog.getByRole("radio", { name: /^Exactly those of the build of / })).toBeChecked();
    await expect(dialog.getByText("It cannot be built again exactly")).toBeVisible();
    await expect(dialog.getByText("execution-environment.yml: It is not what the commit was made from.")).toBeVisible();
    await expectDenied(dialog.getByRole("button", { name: "Start build" }), "failed line");
    await takePictures("build-again");
    writeFileSync(file, text);
    await page.reload();
    await expect(dialog.getByText("All of it is there as it was")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Start build" })).toBeEnabled();
    // It stands in the address, and is chosen when that has changed.
    await dialog.getByRole("radio", { name: "The newest that fit" }).click();
    await expect(dialog.getByRole("radio", { name: "The newest that fit" })).toBeChecked();
    await expect(dialog.getByText("nothing left over")).toBeVisible();
});

test("what carries a requirement is chosen where the plan tells it, and counts once it is saved", async ({
    openPage,
    state,
    takePictures,
}) => {
    const wheel = { name: "requests", version: "2.31" };
    mkdirSync(join(state, "wheels"), { recursive: true });
    writeFileSync(join(state, "wheels", wheelFile(wheel)), makeWheel(wheel));
    await addDefinition(state, "carried", `${systemText("rsync")}  python:\n    - requests\n`);
    const page = await openPage("definitions/carried/plan");
    const row = page.getByRole("table", { name: "Requirements" }).getByRole("row").filter({ hasText: "requests" });
    await row.getByRole("button", { name: "Carrier of requests: Blueprint" }).click();
    await expect(page.getByRole("option", { name: "An RPM, else a wheel" })).toHaveAttribute("aria-selected", "true");
    await takePictures("carriers");
    await page.getByRole("option", { name: "A wheel", exact: true }).click();
    await expect(row.getByText("A wheel, once saved")).toBeVisible();
    await expect(row.getByRole("button", { name: "Carrier of requests: Blueprint" })).toBeFocused();
    await expect(page.getByText("Unsaved changes are not in this plan.")).toBeVisible();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(row.getByRole("button", { name: "Carrier of requests: Content" })).toBeVisible();
    await expect(row).toContainText("requests-2.31 (wheel)");
    await takePictures("carried");
    expect(JSON.parse(readFileSync(join(state, "definitions/carried/cockpit-ee.json"), "utf8"))).toEqual({
        carriers: [{ kind: "python", name: "requests", carrier: "content" }],
    });
});

test("a ready image stands for everything, is kept beside the definition, and is in the blueprint that is exported", async ({
    openPage,
    page: shell,
    state,
    takePictures,
}) => {
    const tags = "options:\n  tags: [my-ee:1.0]\n";
    await addDefinition(state, "exported", systemText("rsync", "nothere") + tags);
    const page = await openPage("definitions/exported/plan");
    const status = page.getByRole("status").filter({ hasText: "to build:" });
    await expect(status).toContainText("Not ready to build:");
    await page.getByRole("button", { name: "Embed a ready image" }).click();
    const dialog = page.getByRole("dialog", { name: "Embed an image of exported" });
    const image = dialog.getByRole("textbox", { name: "Image" });
    await expect(image).toBeFocused();
    await expect(image).toHaveValue("my-ee:1.0");
    await expect(dialog.getByText("Name the registry of my-ee:1.0 too")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Embed" })).toBeDisabled();
    await takePictures("embed-refused");
    await image.fill("");
    await expectDenied(dialog.getByRole("button", { name: "Embed" }), "Name the image first.");
    await image.fill("quay.io/acme/my-ee:1.0");
    await dialog.getByRole("radio", { name: "The image alone" }).check();
    await takePictures("embed");
    await dialog.getByRole("button", { name: "Embed" }).click();
    await expect(page.getByText("Unsaved changes are not in this plan.")).toBeVisible();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(status).toContainText("Ready to build:");
    const rows = page.getByRole("table", { name: "Requirements" }).getByRole("row");
    await expect(rows.filter({ hasText: "nothere" })).toContainText("Container");
    await expect(rows.filter({ hasText: "quay.io/acme/my-ee:1.0" })).toContainText("A tag may be moved");
    await takePictures("embedded");
    expect(JSON.parse(readFileSync(join(state, "definitions/exported/cockpit-ee.json"), "utf8"))).toEqual({
        container: { image: "quay.io/acme/my-ee:1.0", alone: true },
    });
    await page
        .getByRole("link", { name: "Build", exact: true })
        .or(page.getByRole("button", { name: "Build", exact: true }))
        .click();
    const build = page.getByRole("dialog", { name: "Build exported" });
    await expect(build.getByText("Embeds quay.io/acme/my-ee:1.0")).toBeVisible();
    await takePictures("embed-preflight");
    await build.getByRole("button", { name: "Cancel" }).click();

    await page.getByRole("button", { name: "Export" }).click();
    const download = shell.waitForEvent("download");
    await page.getByRole("menuitem", { name: "Blueprint (TOML)" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("exported.toml");
    const toml = readFileSync(await file.path(), "utf8");
    expect(toml).toContain('[[containers]]\nsource = "quay.io/acme/my-ee:1.0"');
    expect(toml).not.toContain('name = "rsync"');

    await page.getByRole("button", { name: "Export" }).click();
    await expect(page.getByRole("menuitem")).toHaveText([
        "Blueprint (TOML)",
        "Blueprint (JSON)",
        "Containerfile",
        "Plan (JSON)",
    ]);
    await takePictures("export");
    const other = shell.waitForEvent("download");
    await page.getByRole("menuitem", { name: "Containerfile" }).click();
    const reference = await other;
    expect(reference.suggestedFilename()).toBe("exported.Containerfile");
    const lines = readFileSync(await reference.path(), "utf8").split("\n");
    expect(lines.filter(line => line.startsWith("FROM "))).toEqual([
        "FROM $EE_BASE_IMAGE AS base",
        "FROM base AS builder",
        "FROM base AS final",
    ]);
});
