/** The list of definitions: what comes in, what goes out, what is found, and a thousand of them. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";

import type { BuildRecord } from "../../src/build/record.ts";
import { addManyDefinitions } from "../support/many-definitions.ts";
import { makeState } from "../support/state.ts";
import { addDefinition, MAIN_FILE, systemText } from "./author.ts";
import { passesInBoth } from "./axe.ts";
import { expectDenied } from "./denied.ts";
import { expect, test } from "./fixture.ts";

// Each test has a list of its own; what others have made waits aside.
test.use({ isShared: true });
test.beforeEach(async ({ state }) => {
    renameSync(`${state}/definitions`, `${state}/aside`);
    makeState(state);
});
test.afterEach(({ state }) => {
    rmSync(`${state}/definitions`, { recursive: true });
    renameSync(`${state}/aside`, `${state}/definitions`);
});

const binary = Buffer.from(Uint8Array.from({ length: 5000 }, (_byte, index) => index * 13));
const config = "[galaxy]\nserver_list = hub\n[galaxy_server.hub]\nurl = https://hub.example.com/\ntoken = hunter2\n";

/** A directory on whoever's machine the browser is. */
function makeDirectory(path: string, name: string, files: Record<string, string | Buffer>): string {
    const directory = join(mkdtempSync(join(path, "theirs-")), name);
    for (const [file, content] of Object.entries(files)) {
        mkdirSync(dirname(join(directory, file)), { recursive: true });
        writeFileSync(join(directory, file), content);
    }
    return directory;
}

const kolla = {
    [MAIN_FILE]: `# OpenStack day 2 work\n${systemText("rsync")}`,
    "bindep.txt": "git [platform:rpm]\n",
    "files/logo.png": binary,
    ".git/config": "[core]\n",
};

/** The files of a definition on the machine, by path. */
function savedFiles(state: string, name: string): Record<string, Buffer> {
    const directory = join(state, "definitions", name);
    const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
    const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
    return Object.fromEntries(paths.sort().map(path => [path.slice(directory.length + 1), readFileSync(path)]));
}

const { ".git/config": _hidden, ...shown } = kolla;
const kollaBytes = Object.fromEntries(
    Object.entries(shown)
        .map(([path, content]) => [path, Buffer.from(content)] as const)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
);

/** A build that is over, as far as the list looks at it. */
function addBuild(state: string, definition: string, how: "done" | "failed"): void {
    const id = "00000000000000f1";
    const [started, nothing] = [Date.now(), null];
    const record: BuildRecord = {
        ...{ id, definition, state: how, distro: "centos-9", type: "edge-commit", ref: `ee/${definition}/centos-9` },
        ...{
            parent: nothing,
            remote: nothing,
            lock: nothing,
            ownLock: nothing,
            served: nothing,
            blueprintVersion: nothing,
            content: nothing,
        },
        ...{ composeId: nothing, checksum: nothing, size: nothing, started, ended: started, startedBy: "tester" },
        ...{ phases: {}, cancelRequested: false, error: nothing },
    };
    writeFileSync(join(state, "builds", `${id}.json`), JSON.stringify(record));
}

const dialogOf = (page: Page) => page.getByRole("dialog", { name: "Create definition" });

/** Drop files or directories in the middle of the page, as the browser does it itself. */
async function drop(page: Page, paths: string[], over: () => Promise<void>): Promise<void> {
    const session = await page.context().newCDPSession(page);
    const data = { items: [], files: paths, dragOperationsMask: 1 };
    const send = (type: "dragEnter" | "dragOver" | "drop") =>
        session.send("Input.dispatchDragEvent", { type, x: 600, y: 400, data });
    await send("dragEnter");
    await send("dragOver");
    await over();
    await send("drop");
    await session.detach();
}

test("without a definition there are templates, and ways to bring one's own", async ({
    openPage,
    page,
    takePictures,
}) => {
    await openPage();
    await expect(page.getByRole("heading", { name: "No definitions yet" })).toBeVisible();
    await expect(page.getByRole("list", { name: "Templates" }).getByRole("listitem")).toHaveCount(5);
    await takePictures("empty");
    await passesInBoth(page, "empty");
    await page.getByRole("button", { name: "Use template Network devices" }).click();
    await expect(dialogOf(page).getByRole("combobox")).toHaveValue("network");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Paste text" }).click();
    await expect(dialogOf(page).getByRole("radio", { name: "Pasted text" })).toBeChecked();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Import files" }).click();
    await expect(dialogOf(page).getByRole("radio", { name: "Files" })).toBeChecked();
});

test("a chosen directory becomes a definition of its name, byte for byte", async ({
    openPage,
    page,
    run,
    state,
    takePictures,
}) => {
    await addDefinition(state, "first", systemText("rsync"));
    await openPage();
    await page.getByRole("button", { name: "Import", exact: true }).click();
    const dialog = dialogOf(page);
    await expect(dialog.getByRole("radio", { name: "Files" })).toBeChecked();
    await expect(dialog.getByRole("button", { name: "Create", exact: true })).toBeDisabled();
    const choosing = page.waitForEvent("filechooser");
    await dialog.getByRole("button", { name: "Choose a directory" }).click();
    await (await choosing).setFiles(makeDirectory(run.path, "Kolla Ops", kolla));
    await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("kolla-ops");
    await expect(dialog.getByRole("list", { name: "Files to import" }).getByRole("listitem")).toHaveCount(3);
    await expect(dialog.getByText("Hidden files and directories are left out: .git.")).toBeVisible();
    await takePictures("import");
    await passesInBoth(page, "import");
    await dialog.getByRole("button", { name: "Create", exact: true }).click();
    await expect(page.getByRole("heading", { name: "kolla-ops", level: 1 })).toBeVisible();
    expect(savedFiles(state, "kolla-ops")).toEqual(kollaBytes);
});

test("a directory can be dropped anywhere, and of several definitions one is chosen", async ({
    openPage,
    page,
    run,
    state,
    takePicture,
}) => {
    await addDefinition(state, "first", systemText("rsync"));
    await openPage();
    const ees = makeDirectory(run.path, "ees", {
        [`cloud/${MAIN_FILE}`]: systemText("rsync"),
        [`network/${MAIN_FILE}`]: systemText("rsync"),
        "network/files/logo.png": binary,
        "README.md": "read me",
    });
    await expect(page.getByRole("table", { name: "Definitions" })).toBeVisible();
    await drop(page, [ees], async () => {
        await expect(page.getByRole("status").filter({ hasText: "Drop to import" })).toBeVisible();
        await takePicture("drop");
    });
    const dialog = dialogOf(page);
    await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("cloud");
    await expect(page.getByText("Drop to import")).toBeHidden();
    await dialog.getByRole("combobox", { name: "Definition to import" }).selectOption(`network/${MAIN_FILE}`);
    await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("network");
    await takePicture("several");
    await dialog.getByRole("button", { name: "Create", exact: true }).click();
    await expect(page.getByRole("heading", { name: "network", level: 1 })).toBeVisible();
    expect(savedFiles(state, "network")).toEqual({
        [MAIN_FILE]: Buffer.from(systemText("rsync")),
        "files/logo.png": binary,
    });
});

test("what is no definition is refused in a sentence", async ({ openPage, page, run }) => {
    await openPage();
    await page.getByRole("button", { name: "Import files" }).click();
    const dialog = dialogOf(page);
    const files = dialog.getByLabel("Choose files");
    await files.and(page.locator("input")).setInputFiles({ name: "a.tar", mimeType: "", buffer: Buffer.from("noise") });
    await expect(dialog.getByText("a.tar is damaged, or is no tar archive.")).toBeVisible();
    await dialog
        .getByLabel("Choose a directory")
        .and(page.locator("input"))
        .setInputFiles(makeDirectory(run.path, "notes", { "README.md": "x", "TODO.md": "y" }));
    await expect(dialog.getByText("None of these files is a definition.")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Create", exact: true })).toBeDisabled();
});

test("what is exported comes back byte for byte, but for its secrets, and that is said", async ({
    openPage,
    page,
    run,
    state,
    takePicture,
}) => {
    await addDefinition(state, "travel", kolla[MAIN_FILE], {
        "bindep.txt": kolla["bindep.txt"],
        "ansible.cfg": config,
    });
    mkdirSync(join(state, "definitions/travel/files"));
    writeFileSync(join(state, "definitions/travel/files/logo.png"), binary);
    await openPage();
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Actions for travel" }).click();
    await page.getByRole("menuitem", { name: "Export" }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe("travel.tar");
    const archive = join(run.path, "travel.tar");
    await download.saveAs(archive);
    await expect(page.getByText("Values were replaced in: ansible.cfg.")).toBeVisible();
    await takePicture("exported");
    await page.getByRole("button", { name: /^Close/ }).click();

    await page.getByRole("button", { name: "Import", exact: true }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel("Choose files").and(page.locator("input")).setInputFiles(archive);
    await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("travel-2");
    await dialog.getByRole("button", { name: "Create", exact: true }).click();
    await expect(page.getByRole("heading", { name: "travel-2", level: 1 })).toBeVisible();
    expect(savedFiles(state, "travel-2")).toEqual({
        ...savedFiles(state, "travel"),
        "ansible.cfg": Buffer.from(config.replace("hunter2", "<redacted>")),
    });
});

test("the list is searched in what is asked for and filtered, which its address keeps", async ({
    openPage,
    page,
    state,
    takePictures,
}) => {
    await addDefinition(state, "broken-one", "version: [\n");
    await addDefinition(state, "failed-one", systemText("rsync"));
    addBuild(state, "failed-one", "failed");
    await addDefinition(
        state,
        "warned-one",
        "# Says what it is for.\nversion: 3\ndependencies:\n  system: [tcpdump]\n",
    );
    const long = "network-automation-for-all-of-the-plants-in-the-north-and-in-the-south";
    const about = "Says in more words than fit on a line what it is for, and goes on to say who asked for it";
    await addDefinition(state, long, `# ${about}\n${systemText("rsync")}`);
    await openPage();
    const table = page.getByRole("table", { name: "Definitions" });
    await expect(table.getByTitle(long)).toHaveText(long);
    await expect(table.getByTitle(about)).toBeVisible();
    const names = table.getByRole("link").filter({ hasText: /^[a-z-]+(-\d)?$/ });
    await expect(table.getByRole("row", { name: "warned-one" })).toContainText("Says what it is for");
    await expect(table.getByRole("row", { name: "broken-one" })).toContainText("1 error");
    await takePictures("list");
    await passesInBoth(page, "list");

    await page.keyboard.press("/");
    await page.keyboard.type("tcpdump");
    await expect(names).toHaveText(["warned-one"]);
    expect(page.url()).toContain("q=tcpdump");
    await page.reload();
    await expect(names).toHaveText(["warned-one"]);
    await page.getByRole("button", { name: "Clear" }).click();

    await page.getByRole("button", { name: "Findings: all" }).click();
    await page.getByRole("option", { name: "with errors" }).click();
    await expect(names).toHaveText(["broken-one"]);
    await page.reload();
    await expect(page.getByRole("button", { name: "Findings: with errors" })).toBeVisible();
    await expect(names).toHaveText(["broken-one"]);

    await page.getByRole("button", { name: "Last build: all" }).click();
    await passesInBoth(page, "a filter's list");
    await page.getByRole("option", { name: "failed" }).click();
    await expect(page.getByText("No definition is like that.")).toBeVisible();
    await page.getByRole("button", { name: "Findings: with errors" }).click();
    await page.getByRole("option", { name: "all" }).click();
    await expect(names).toHaveText(["failed-one"]);
    await page.getByRole("button", { name: "Last build: failed" }).click();
    await page.getByRole("option", { name: "never" }).click();
    await expect(names.filter({ hasText: "broken-one" })).toBeVisible();
    await expect(names.filter({ hasText: "failed-one" })).toBeHidden();
});

test("of 300 definitions those in sight are drawn, and the keyboard reaches all", async ({
    openPage,
    page,
    state,
    takePicture,
}) => {
    addManyDefinitions(state, 300);
    await openPage("?q=team-");
    const table = page.getByRole("table", { name: "Definitions" });
    await expect(table.getByRole("row", { name: /^team-000/ })).toContainText("1 error");
    await expect(table).toHaveAttribute("aria-rowcount", "301");
    expect(await table.getByRole("row").count()).toBeLessThan(60);
    await takePicture("many");

    const link = (name: string) => table.getByRole("link", { name, exact: true });
    await link("team-000").focus();
    for (let row = 1; row <= 25; row++) {
        await page.keyboard.press("Tab");
        await page.keyboard.press("Tab");
        await expect(link(`team-${String(row).padStart(3, "0")}`)).toBeFocused();
    }
    const farther = table.getByRole("row", { name: /^team-025/ });
    await expect(farther).toHaveAttribute("aria-rowindex", "27");

    // Who has the focus stays, wherever the page is scrolled to.
    await page.mouse.move(600, 500);
    await page.mouse.wheel(0, 100_000);
    await expect(link("team-299")).toBeVisible();
    await expect(link("team-025")).toBeFocused();
    await takePicture("many-end");
    await page.keyboard.press("/");
    const search = page.getByRole("searchbox", { name: "Search definitions" });
    await expect(search).toBeFocused();
    await search.fill("team-29");
    await expect(table.getByRole("row")).toHaveCount(11);
    await expect(table).not.toHaveAttribute("aria-rowcount");
    await page.getByRole("button", { name: "Clear" }).click();
    await passesInBoth(page, "many");
});

test.describe("on a page of another user", () => {
    test.use({ isShared: false });

    test("who may not change anything is told why, and what he drops is not taken", async ({
        login,
        openPage,
        page,
        run,
    }) => {
        await login("visitor");
        await openPage();
        const reason = "Turn on administrative access";
        await expectDenied(page.getByRole("button", { name: "Import", exact: true }), reason);
        await drop(page, [makeDirectory(run.path, "theirs", kolla)], async () => {
            await expect(page.getByRole("status").filter({ hasText: "Nothing can be imported" })).toContainText(reason);
        });
        await expect(page.getByText("Nothing can be imported")).toBeHidden();
        await expect(dialogOf(page)).toBeHidden();
    });
});
