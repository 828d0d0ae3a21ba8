/** A build on top of another: what it stands on, and what differs. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { commitOver, installRpms, rpmFiles } from "../support/ostree-repo.ts";
import { checkoutCommit } from "../support/proof.ts";
import { makeRepo } from "../support/tiny-rpms.ts";
import { addDefinition, editorOf, systemText } from "./author.ts";
import { expect, test } from "./fixture.ts";
import { buildText, done } from "./sample.ts";

test.use({ isShared: true });

/** A compose of tiny packages, and what goes before and after it, on a busy machine. */
const BUILD = { timeout: 60_000 };

test("a second build continues the first, and tells what differs", async ({ openPage, page, state, composer, run }) => {
    const [name, ref, text] = ["continued", "ee/continued/centos-9/x86_64", systemText("rsync")];
    const repo = join(state, "repo");
    const revision = (of: string) =>
        execFileSync("ostree", [`--repo=${repo}`, "rev-parse", of], { encoding: "utf8" }).trim();
    await addDefinition(state, name, text);
    const first = done(await buildText(state, composer.socket, { name, text, ref, top: { kind: "nothing" } }));
    expect(revision(ref)).toBe(first.checksum);

    await test.step("build on top of it, with one more collection and one more package", async () => {
        await openPage(`definitions/${name}`);
        await page.getByRole("button", { name: "Add collection" }).click();
        await page.keyboard.type("ansible.posix");
        await page.getByRole("button", { name: /^System/ }).click();
        await page.getByRole("button", { name: "Add system requirement" }).click();
        await page.keyboard.type("clash-a");
        await expect(editorOf(page)).toContainText("- clash-a");
        await page.getByRole("button", { name: "Save" }).click();
        await expect(page.getByText("Unsaved changes")).toBeHidden();
        await page.getByRole("tab", { name: "Plan" }).click();
        await expect(page.getByRole("status").filter({ hasText: "Ready to build:" })).toBeVisible(BUILD);
        await page.getByRole("button", { name: "Build", exact: true }).click();
        const dialog = page.getByRole("dialog", { name: `Build ${name}` });
        await expect(dialog.getByRole("textbox", { name: "OSTree ref" })).toHaveValue(ref);
        await dialog.getByRole("radio", { name: "Tip of a ref" }).check();
        await dialog.getByRole("button", { name: "Start build" }).click();
        await expect(page.getByRole("status").filter({ hasText: "Done" })).toBeVisible(BUILD);
        expect(revision(`${ref}^`)).toBe(first.checksum);
    });

    await test.step("see what differs", async () => {
        await page.getByRole("link", { name: "Compare with the parent" }).click();
        await expect(page.getByRole("heading", { name: "Compare commits" })).toBeVisible();
        const changes = page.getByRole("table", { name: "RPM changes" });
        await expect(changes.getByRole("row", { name: /^clash-a Added/ })).toBeVisible();
        await page.getByRole("tab", { name: /^Collections/ }).click();
        await expect(page.getByRole("row", { name: /^ansible\.posix Added/ })).toBeVisible();
    });

    await test.step("see an RPM that was put into the tree by hand: the page reads the commit, not the plan", async () => {
        const tree = join(run.path, "first");
        await checkoutCommit(repo, first.checksum, tree);
        const made = await makeRepo({ packages: [{ name: "by-hand", files: { "/usr/bin/by-hand": "" } }] });
        installRpms(tree, [...rpmFiles(made.directory).values()]);
        const added = join(run.path, "added");
        mkdirSync(added);
        execFileSync("cp", ["--archive", "--parents", "usr/share/rpm", "usr/bin/by-hand", added], { cwd: tree });
        const checksum = commitOver(repo, first.checksum, added, "by-hand");
        await made.remove();
        await openPage(`commits/${checksum}/rpms`);
        await expect(page.getByRole("table", { name: "RPMs" }).getByRole("row", { name: /^by-hand / })).toBeVisible();
    });
});
