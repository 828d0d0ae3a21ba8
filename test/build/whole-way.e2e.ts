/** The whole way in the page, with a repository in which Ansible really runs; in its own directory, so that the longest test begins first. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { FrameLocator, Locator } from "@playwright/test";
import { expect, test } from "../e2e/fixture.ts";
import { checkoutCommit, runFromCommit } from "../support/proof.ts";

/** Composing, importing and reading a commit of some 200 MB, on a busy machine. */
const COMPOSE = 300_000;

test.setTimeout(3 * COMPOSE);
test.use({ rpms: "wrapped" });

const REF = "ee/edge-demo/centos-9/x86_64";

const rpm = (shown: FrameLocator, name: string): Locator =>
    shown.getByRole("table", { name: "RPMs" }).getByRole("row", { name: new RegExp(`^${name} `) });

/** Add one line to a list of the form, opening its section when it is closed. */
async function add(shown: FrameLocator, section: string, button: string, name: string): Promise<void> {
    const toggle = shown.getByRole("button", { name: new RegExp(`^${section}`) });
    if ((await toggle.getAttribute("aria-expanded")) === "false") await toggle.click();
    await shown.getByRole("button", { name: button }).click();
    const names = shown.getByRole("list", { name: section }).getByRole("textbox", { name: "Name" });
    await names.last().fill(name);
    await expect(names.last()).toHaveValue(name);
}

async function save(shown: FrameLocator): Promise<void> {
    await shown.getByRole("button", { name: "Save" }).click();
    await expect(shown.getByText("Unsaved changes")).toBeHidden();
}

async function openPlan(shown: FrameLocator): Promise<void> {
    await shown.getByRole("tab", { name: "Plan" }).click();
    await expect(shown.getByRole("status").filter({ hasText: "Ready to build:" })).toBeVisible({ timeout: COMPOSE });
}

async function startBuild(shown: FrameLocator, name: string): Promise<void> {
    await shown.getByRole("button", { name: "Build", exact: true }).click();
    const dialog = shown.getByRole("dialog", { name: `Build ${name}` });
    await expect(dialog.getByRole("textbox", { name: "OSTree ref" })).toHaveValue(/^ee\/edge-demo\//);
}

const state = (shown: FrameLocator, word: string): Locator => shown.getByRole("status").filter({ hasText: word });

test("from a new definition to a commit in which Ansible runs", { tag: "@every-cockpit" }, async ({
    login,
    openInShell,
    page,
    state: directory,
    run,
    takePicture,
}) => {
    await login("builder");
    let shown = await openInShell();

    await test.step("create a definition", async () => {
        await shown.getByRole("button", { name: "Create definition" }).click();
        const dialog = shown.getByRole("dialog", { name: "Create definition" });
        await dialog.getByRole("textbox", { name: "Name" }).fill("edge-demo");
        await dialog.getByRole("button", { name: "Create", exact: true }).click();
        await expect(shown.getByRole("heading", { name: "edge-demo" })).toBeVisible();
        await add(shown, "Collections", "Add collection", "ansible.posix");
        await add(shown, "Collections", "Add collection", "community.general");
        await add(shown, "Python", "Add Python requirement", "requests>=2");
        await add(shown, "Python", "Add Python requirement", "jmespath");
        await add(shown, "System", "Add system requirement", "rsync");
        await add(shown, "System", "Add system requirement", "git-core");
        await save(shown);
    });

    await test.step("build it, and reload the page while it composes", async () => {
        await openPlan(shown);
        // The README's picture.
        await takePicture("plan");
        await startBuild(shown, "edge-demo");
        await shown.getByRole("radio", { name: "Nothing" }).check();
        await shown.getByRole("button", { name: "Start build" }).click();
        await expect(shown.getByRole("heading", { name: "Build of edge-demo" })).toBeVisible();
        await expect(state(shown, "Running")).toBeVisible({ timeout: COMPOSE });
        await page.reload();
        shown = page.frameLocator('iframe[name="cockpit1:localhost/cockpit-ee"]');
        await expect(shown.getByRole("heading", { name: "Build of edge-demo" })).toBeVisible();
        await expect(state(shown, "Done")).toBeVisible({ timeout: COMPOSE });
    });

    await test.step("find in the commit what was asked for", async () => {
        await shown
            .getByRole("button", { name: "Open commit" })
            .or(shown.getByRole("link", { name: "Open commit" }))
            .click();
        await expect(shown.getByRole("heading", { name: /^Commit [0-9a-f]{12}/ })).toBeVisible();
        await expect(shown.getByText(REF).first()).toBeVisible();
        await shown.getByRole("tab", { name: "Collections 2" }).click();
        for (const name of ["ansible.posix", "community.general"])
            await expect(
                shown.getByRole("table", { name: "Collections" }).getByText(name, { exact: true }),
            ).toBeVisible();
        await shown.getByRole("tab", { name: /^RPMs/ }).click();
        for (const name of ["ansible-core", "ee-edge-demo", "git-core", "rsync"])
            await expect(rpm(shown, name)).toBeVisible();
    });

    await test.step("run Ansible from a checkout of it", async () => {
        const repo = join(directory, "repo");
        const tip = execFileSync("ostree", [`--repo=${repo}`, "rev-parse", REF], { encoding: "utf8" }).trim();
        const tree = join(run.path, "edge-demo");
        await checkoutCommit(repo, tip, tree);
        expect(await runFromCommit(tree, ["ansible", "--version"])).toMatchObject({ status: 0 });
        expect((await runFromCommit(tree, ["ansible-galaxy", "collection", "list"])).stdout).toContain(
            "community.general",
        );
        const module = ["-m", "community.general.ini_file", "-a", "path=/tmp/x.ini section=a option=b value=c"];
        expect((await runFromCommit(tree, ["ansible", "localhost", ...module])).stdout).toContain("CHANGED");
    });
});
