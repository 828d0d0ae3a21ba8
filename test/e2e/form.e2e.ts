/** Every key has a field, a field rewrites only its own bytes, and all of it works without a mouse. */
import type { Locator, Page } from "@playwright/test";
import { startGalaxyServer } from "../support/galaxy-server.ts";
import { packCollection } from "../support/tiny-collections.ts";
import { addDefinition, editorOf, savedText, write } from "./author.ts";
import { passes, passesInBoth } from "./axe.ts";
import { expect, test } from "./fixture.ts";

test.use({ isShared: true });

const TEXT = `---
# Network automation of the plants
version: 3

images:
  base_image:
    name: quay.io/centos/centos:stream9   # no tag of ours

dependencies:
  ansible_core:
    package_pip: ansible-core>=2.14,<2.17
  galaxy:
    collections:
      # switches
      - name: ansible.netcommon   # needed by all
        version: ">=7.0.0"
      - ansible.posix
  python:
    # old switches need 3.x
    - paramiko>=3.4   # SSH
    - six
  system:
    - git [platform:rpm]
    - gcc [compile platform:rpm]

additional_build_files:
  - src: files/ansible.cfg
    dest: configs

additional_build_steps:
  prepend_galaxy:
    - COPY _build/configs/ansible.cfg /etc/ansible/ansible.cfg
  append_final: |
    RUN true
    RUN alternatives --set python3 /usr/bin/python3.12

options:
  user: '1001'   # not root
`;

const CONFIG = { "files/ansible.cfg": "[galaxy]\n" };

/** Opens the sections of the form by their names. */
async function unfold(page: Page, ...names: readonly string[]): Promise<void> {
    for (const name of names) {
        const section = page.getByRole("button", { name: new RegExp(`^${name}\\b`) });
        if ((await section.getAttribute("aria-expanded")) === "false") await section.click();
    }
}

const save = async (page: Page) => {
    await page.keyboard.press("Control+s");
    await expect(page.getByText("Unsaved changes")).toBeHidden();
};

test("fields change their own bytes, and every comment stays", async ({ openPage, page, state, takePicture }) => {
    await addDefinition(state, "plants", TEXT, CONFIG);
    await openPage("definitions/plants");
    await unfold(page, "Python", "System", "Excludes", "Build steps", "Files", "Options");

    await page.getByRole("textbox", { name: "ansible-core" }).fill(">=2.16");
    const collections = page.getByRole("list", { name: "Collections" });
    await collections.getByRole("textbox", { name: "Version" }).first().fill(">=8.0.0");
    await page.getByRole("list", { name: "Python" }).getByRole("textbox").first().fill("paramiko>=4");
    await page.getByRole("checkbox", { name: "Skip the check by pip" }).check();
    await page.getByRole("textbox", { name: "User", exact: true }).fill("1002");
    // Profiles are chips; the name is changed without them, and one that is typed becomes a chip, too.
    const system = page.getByRole("list", { name: "System" }).getByRole("textbox", { name: "Name" });
    await expect(system.last()).toHaveValue("gcc");
    await page
        .getByRole("list", { name: "Profiles of gcc [compile platform:rpm]" })
        .getByRole("button", { name: "Remove platform:rpm" })
        .click();
    await expect(page.getByRole("button", { name: "Remove compile" })).toBeFocused();
    await system.first().fill("git-core [test]");
    await expect(system.first()).toHaveValue("git-core");
    await page
        .getByRole("list", { name: "After final" })
        .getByRole("textbox", { name: "Step" })
        .fill("RUN true\nRUN false");
    await page.getByRole("list", { name: "Files" }).getByRole("textbox", { name: "Destination" }).fill("settings");
    await takePicture("files");
    await expect(editorOf(page)).toContainText("paramiko>=4");
    await save(page);
    expect(savedText(state, "plants")).toBe(
        TEXT.replace(">=2.14,<2.17", ">=2.16")
            .replace(">=7.0.0", ">=8.0.0")
            .replace("paramiko>=3.4", "paramiko>=4")
            .replace("'1001'   # not root\n", "'1002'   # not root\n  skip_pip_check: true\n")
            .replace("git [platform:rpm]", "git-core [platform:rpm test]")
            .replace("[compile platform:rpm]", "[compile]")
            .replace("RUN alternatives --set python3 /usr/bin/python3.12", "RUN false")
            .replace("dest: configs", "dest: settings"),
    );
});

/** Press Tab until that has the focus. */
async function reach(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    const isReached = () => target.evaluate(element => element.matches(":focus"));
    for (let presses = 0; presses < 120 && !(await isReached()); presses++) await page.keyboard.press(key);
    await expect(target).toBeFocused();
}

test("with the keyboard alone a collection is added, moved, described, removed, taken back and saved", async ({
    openPage,
    page,
    state,
}) => {
    await addDefinition(state, "keys", TEXT, CONFIG);
    await openPage("definitions/keys");
    const { keyboard } = page;
    const names = page.getByRole("list", { name: "Collections" }).getByRole("textbox", { name: "Name" });
    await expect(names).toHaveCount(2);
    await reach(page, page.getByRole("button", { name: "Add collection" }));
    await keyboard.press("Enter");
    await expect(names.nth(2)).toBeFocused();
    await keyboard.type("community.general");
    await expect(editorOf(page)).toContainText("- community.general");

    await keyboard.press("Alt+ArrowUp");
    await expect(names.nth(1)).toHaveValue("community.general");
    await expect(names.nth(1)).toBeFocused();
    await keyboard.press("Alt+ArrowDown");
    await expect(names.nth(2)).toBeFocused();
    await keyboard.press("Alt+ArrowUp");
    await keyboard.press("Alt+ArrowUp");
    await expect(names.first()).toHaveValue("community.general");

    await reach(page, page.getByRole("button", { name: "Actions for community.general" }));
    await keyboard.press("Enter");
    await expect(page.getByRole("menuitem", { name: "Show details" })).toBeFocused();
    await keyboard.press("Enter");
    const source = page.getByRole("textbox", { name: "Source" });
    await reach(page, source);
    await keyboard.type("https://galaxy.example.com");
    await expect(editorOf(page)).toContainText("source: https://galaxy.example.com");

    await reach(page, page.getByRole("button", { name: "Build steps" }));
    await keyboard.press("Enter");
    await reach(page, page.getByRole("button", { name: "Add build step" }));
    await keyboard.press("Enter");
    await expect(page.getByRole("menuitem", { name: "Before base" })).toBeFocused();
    await keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitem", { name: "After base" })).toBeFocused();
    await keyboard.press("ArrowUp");
    await keyboard.press("Enter");
    await expect(page.getByRole("list", { name: "Before base" }).getByRole("textbox")).toBeFocused();
    await keyboard.type("RUN one");
    await keyboard.press("Enter");
    await keyboard.type("RUN two");
    await expect(editorOf(page)).toContainText("RUN two");

    const remove = page.getByRole("button", { name: "Remove ansible.posix" });
    await reach(page, remove, "Shift+Tab");
    await keyboard.press("Enter");
    await expect(names).toHaveCount(2);
    await expect(names.nth(1)).toBeFocused();
    await keyboard.press("Control+z");
    await expect(names).toHaveCount(3);
    await save(page);
    expect(savedText(state, "keys")).toBe(
        TEXT.replace(
            "      # switches\n",
            "      - name: community.general\n        source: https://galaxy.example.com\n      # switches\n",
        ).replace("python3.12\n", "python3.12\n  prepend_base:\n    - |\n      RUN one\n      RUN two\n"),
    );
});

test("what the form adds is shown in the text, and the focus stays where one types", async ({
    openPage,
    page,
    state,
}) => {
    const many = Array.from({ length: 200 }, (_name, index) => `    - old-${index}`).join("\n");
    await addDefinition(state, "shown", TEXT.replace("    - six", `${many}\n    - six`), CONFIG);
    await openPage("definitions/shown");
    const shown = editorOf(page).locator(".cm-shown-line");
    await page.getByRole("button", { name: "Add collection" }).click();
    await page.keyboard.type("a");
    await expect(shown).toHaveText("- a");
    await unfold(page, "Build steps");
    await page.getByRole("button", { name: "Add build step" }).click();
    await page.getByRole("menuitem", { name: "Before base" }).click();
    const step = page.getByRole("list", { name: "Before base" }).getByRole("textbox");
    await expect(step).toBeFocused();
    await page.keyboard.type("R");
    await expect(shown).toHaveText("- R");
    await expect(shown).toBeInViewport();
    await page.keyboard.type("UN true");
    await expect(step).toHaveValue("RUN true");
    await expect(step).toBeFocused();
});

test("a list goes into a file of its own and comes back, comments and all", async ({ openPage, page, state }) => {
    await addDefinition(state, "lists", TEXT, CONFIG);
    await openPage("definitions/lists");
    await unfold(page, "Python");
    const python = page.getByRole("list", { name: "Python" });
    await page.getByRole("button", { name: "Keep in a file" }).last().click();
    await expect(page.getByRole("tab", { name: "requirements.txt" })).toBeVisible();
    await expect(python.getByRole("textbox")).toHaveCount(2);
    await expect(editorOf(page)).toContainText("python: requirements.txt");
    await page.getByRole("tab", { name: "requirements.txt" }).click();
    const file = page.getByRole("textbox", { name: "requirements.txt" });
    await expect(file).toContainText("# old switches need 3.x");
    await expect(file).toContainText("paramiko>=3.4   # SSH");

    await page.getByRole("button", { name: "Keep in the definition" }).click();
    await expect(page.getByText("Unsaved changes")).toBeHidden();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("button", { name: "Keep in the definition" })).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("tab", { name: "requirements.txt" })).toBeHidden();
});

const OLD = `# ours
version: 1
build_arg_defaults:
  EE_BASE_IMAGE: quay.io/ansible/ansible-runner:latest # the usual
  EE_BUILDER_IMAGE: quay.io/ansible/ansible-builder:latest
additional_build_steps:
  append:
    - RUN true
options:
  user: "1000"
`;

test("an old definition is edited as what it is, and upgraded in one step that is looked at first", async ({
    openPage,
    page,
    state,
    takePictures,
}) => {
    await addDefinition(state, "old", OLD);
    await openPage("definitions/old");
    await page.getByRole("textbox", { name: "Builder image" }).fill("quay.io/ours/builder:1");
    await expect(editorOf(page)).toContainText("EE_BUILDER_IMAGE: quay.io/ours/builder:1");
    await unfold(page, "Build steps");
    await expect(page.getByRole("list", { name: "After everything" }).getByRole("textbox")).toHaveValue("RUN true");

    const dialog = page.getByRole("dialog", { name: "Upgrade old to version 3" });
    await page.getByRole("region", { name: "Findings" }).getByRole("button", { name: "Upgrade to version 3" }).click();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Upgrade to version 3" }).click();
    await expect(dialog.getByText("append_final:")).toBeVisible();
    await passes(page, "upgrade");
    await takePictures("upgrade");
    await dialog.getByRole("button", { name: "Upgrade" }).click();
    await expect(page.getByText("Version 3", { exact: true })).toBeVisible();
    await expect(page.getByText("accepts this file")).toBeVisible();
    await save(page);
    expect(savedText(state, "old")).toBe(
        OLD.replace("version: 1", "version: 3")
            .replace("build_arg_defaults:\n  EE_BASE_IMAGE:", "images:\n  base_image:\n    name:")
            .replace(
                "EE_BUILDER_IMAGE: quay.io/ansible/ansible-builder:latest",
                "# EE_BUILDER_IMAGE: quay.io/ours/builder:1",
            )
            .replace("append:", "append_final:"),
    );
});

test("collections are in sight without scrolling, in Cockpit's frame too", async ({
    openInShell,
    state,
    takePictures,
}) => {
    await addDefinition(state, "in-sight", TEXT, CONFIG);
    const shown = await openInShell("definitions/in-sight");
    await expect(shown.getByRole("button", { name: /^Collections/ })).toBeInViewport({ ratio: 1 });
    await expect(shown.getByRole("textbox", { name: "Python path" })).toBeHidden();
    await takePictures("in-sight");
});

test("axe has no objection to the form with all its sections open, light, dark and narrow", async ({
    openPage,
    page,
    state,
    takePictures,
}) => {
    const TAGGED = `${TEXT}  tags: [latest]\n  usr: me\n`.replace(
        "- ansible.posix",
        "- name: ansible.posix\n        source: https://galaxy.example.com\n      - community.general",
    );
    await addDefinition(state, "all", TAGGED, CONFIG);
    await openPage("definitions/all");
    await unfold(page, "Python", "System", "Excludes", "Build steps", "Files", "Options");
    await page.getByRole("button", { name: "More", exact: true }).click();
    await expect(page.getByRole("textbox", { name: "Python path" })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Entry point" })).toBeVisible();
    await passesInBoth(page, "all sections open");
    await takePictures("form");
    await page.setViewportSize({ width: 1040, height: 800 });
    await unfold(page, "Python", "System", "Options");
    await takePictures("form-1040");
    await page.setViewportSize({ width: 320, height: 640 });
    await passes(page, "narrow");
});

test("a collection and an RPM are looked for by typing, seen with what they bring, and added, all with the keyboard", async ({
    openPage,
    page,
    state,
}) => {
    const served = test.info().outputPath("served");
    for (const version of ["1.0.0", "1.2.0"])
        packCollection(served, {
            ...{ name: "acme.switches", version, dependencies: { "acme.base": ">=1.0.0" } },
            description: "Modules for the switches of the plants",
            files: { "requirements.txt": "netaddr\n", "bindep.txt": "iputils [platform:rpm]\n" },
        });
    packCollection(served, { name: "acme.base", files: { "requirements.txt": "six\n" } });
    packCollection(served, { name: "acme.routers", description: "Modules for routers" });
    const galaxy = await startGalaxyServer({ directory: served });
    const servers = `server_list = own, dead\n[galaxy_server.own]\nurl = ${galaxy.url}\n`;
    const config = `[galaxy]\n${servers}[galaxy_server.dead]\nurl = http://127.0.0.1:9/\n`;
    await addDefinition(state, "finder", TEXT, { ...CONFIG, "ansible.cfg": config, "files/ansible.cfg": config });
    await openPage("definitions/finder?file=files/ansible.cfg");
    const { keyboard } = page;
    // Servers are those that are saved: none is asked that is only typed.
    await write(
        page,
        config.replaceAll("own", "typed").replace(galaxy.url, "http://127.0.0.1:9/"),
        "files/ansible.cfg",
    );
    await expect(page.getByText("Unsaved changes")).toBeVisible();
    await page.getByRole("textbox", { name: "files/ansible.cfg" }).press("Escape");
    const picture = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) });
    await reach(page, page.getByRole("button", { name: "Find collection" }));
    await keyboard.press("Enter");
    const panel = page.getByRole("region", { name: "Find collection" });
    const field = page.getByRole("combobox", { name: "Search collections" });
    await expect(field).toBeFocused();
    await keyboard.type("acme");
    const option = (name: RegExp) => page.getByRole("option", { name });
    await expect(option(/acme\.switches/)).toContainText("1.2.0");
    await expect(field).toHaveAttribute("aria-expanded", "true");
    await expect(panel.getByRole("status")).toHaveText("3 found. 127.0.0.1:9 does not answer.");
    await keyboard.press("ArrowUp");
    const active = await field.getAttribute("aria-activedescendant");
    await expect(page.locator(`[id="${active}"]`)).toContainText("acme.switches");
    await picture("found");
    await passes(page, "suggestions");
    await keyboard.press("Enter");
    await expect(field).toBeFocused();
    await expect(panel.getByText(">=1.0.0")).toBeVisible();
    await reach(page, panel.getByRole("button", { name: /^Version/ }));
    await keyboard.press("Enter");
    await page.getByRole("option", { name: "1.0.0" }).press("Enter");
    await reach(page, panel.getByRole("button", { name: "Show what it needs" }));
    await keyboard.press("Enter");
    await expect(panel.getByText("iputils [platform:rpm]")).toBeVisible({ timeout: 30_000 });
    await expect(panel.getByText("six", { exact: true })).toBeVisible();
    await passesInBoth(page, "a chosen collection");
    await picture("offer");
    await reach(page, panel.getByRole("button", { name: "Add acme.switches" }));
    await keyboard.press("Enter");
    await expect(panel.getByRole("status")).toHaveText("acme.switches is in the list.");
    await expect(field).toBeFocused();
    await keyboard.type("acme.nosuch");
    await expect(panel.getByRole("button", { name: "Add acme.nosuch as it is typed" })).toBeVisible();
    await picture("none");
    await keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Find collection" })).toBeFocused();
    // Of what is in the list another version is chosen.
    await page.getByRole("button", { name: "Actions for acme.switches" }).click();
    await page.getByRole("menuitem", { name: "Choose version" }).press("Enter");
    await expect(panel.getByText("acme.switches is in the list, with 1.0.0.")).toBeVisible();
    await expect(panel.getByRole("button", { name: "Change acme.switches to 1.0.0" })).toBeDisabled();
    await panel.getByRole("button", { name: /^Version/ }).click();
    await page.getByRole("option", { name: "1.2.0", exact: true }).click();
    await passes(page, "another version");
    await picture("change");
    // A telephone that is turned, and a look at the text, lose nothing of what was begun.
    await page.setViewportSize({ width: 780, height: 800 });
    await expect(panel).toBeVisible();
    await page.getByRole("button", { name: "Text", exact: true }).click();
    await expect(page.getByRole("tab", { name: "execution-environment.yml" })).toBeVisible();
    await expect(panel).toBeHidden();
    await page.getByRole("button", { name: "Form", exact: true }).click();
    await expect(page.getByRole("tab", { name: "execution-environment.yml" })).toBeHidden();
    await page.setViewportSize({ width: 1280, height: 800 });
    await panel.getByRole("button", { name: "Change acme.switches to 1.2.0" }).click();
    await expect(panel.getByRole("status")).toHaveText("acme.switches is in the list.");
    await field.press("Escape");
    // A condition stays what is chosen until another is.
    const version = page.getByRole("list", { name: "Collections" }).getByRole("textbox", { name: "Version" }).nth(2);
    await version.fill(">=1.1");
    await page.getByRole("button", { name: "Actions for acme.switches" }).click();
    await page.getByRole("menuitem", { name: "Choose version" }).press("Enter");
    await expect(panel.getByRole("button", { name: "Change acme.switches to >=1.1" })).toBeDisabled();
    await version.fill("1.2.0");
    await expect(panel.getByText("acme.switches is in the list, with 1.2.0.")).toBeVisible();
    await field.press("Escape");

    await unfold(page, "System", "Python");
    await page.getByRole("button", { name: "Find system package" }).click();
    await expect(page.getByRole("combobox", { name: "Search RPMs" })).toBeFocused();
    await keyboard.type("/usr/bin/rsync");
    await option(/rsync/).click();
    await page.getByRole("button", { name: "Add rsync" }).press("Enter");
    await picture("packages");
    await page.getByRole("button", { name: "Find Python package" }).click();
    await expect(page.getByRole("combobox", { name: "Search Python packages" })).toBeFocused();
    await keyboard.type("requests");
    await expect(option(/^requests/)).toBeVisible();
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await page.getByRole("button", { name: "Add requests" }).press("Enter");
    await save(page);
    expect(savedText(state, "finder")).toBe(
        TEXT.replace("- ansible.posix\n", "- ansible.posix\n      - name: acme.switches\n        version: 1.2.0\n")
            .replace("- six\n", "- six\n    - requests\n")
            .replace("- gcc [compile platform:rpm]\n", "- gcc [compile platform:rpm]\n    - rsync\n"),
    );
    await galaxy.stop();
});
