/** What browser tests do as authors of definitions: on the machine, and in the page. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FrameLocator, Locator, Page } from "@playwright/test";

import { createDefinition } from "../../src/ee/store.ts";
import { nodeHost } from "../../src/host/node.ts";

export type Shown = Page | FrameLocator;

export const MAIN_FILE = "execution-environment.yml";

/** Put a definition on the machine without the page; `others` are its files beside the text, by name. */
export async function addDefinition(
    state: string,
    name: string,
    text: string,
    others: Readonly<Record<string, string>> = {},
): Promise<void> {
    const files = new Map([[MAIN_FILE, text], ...Object.entries(others)]);
    const isMade = await createDefinition(nodeHost({ state }), state, name, files);
    if (!isMade) throw new Error(`${name} is there already`);
}

/** The text of a definition as it is on the machine. */
export const savedText = (state: string, name: string): string =>
    readFileSync(join(state, "definitions", name, MAIN_FILE), "utf8");

/** Text of a definition without findings that asks for Ansible and these system packages. */
export const systemText = (...names: readonly string[]): string =>
    ["version: 3", "images:", "  base_image:", "    name: quay.io/centos/centos:stream9"]
        .concat("dependencies:", "  ansible_core:", "    package_pip: ansible-core", "  system:")
        .concat(
            names.map(name => `    - ${name}`),
            "",
        )
        .join("\n");

/** The editor of a file, of the definition's own unless told. */
export const editorOf = (shown: Shown, file = MAIN_FILE): Locator =>
    shown.getByRole("textbox", { name: file, exact: true });

/** Put another text into it, as by pasting over everything. */
export async function write(shown: Shown, text: string, file = MAIN_FILE): Promise<void> {
    const editor = editorOf(shown, file);
    await editor.press("Control+a");
    await editor.evaluate((element, pasted) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", pasted);
        element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
}

/** Its findings, one by one. */
export const findingsOf = (shown: Shown): Locator =>
    shown.getByRole("region", { name: "Findings" }).getByRole("listitem");

/** Fill in and leave the dialog "Create definition", which is open, with pasted text. */
export async function createFromText(shown: Shown, name: string, text: string): Promise<void> {
    const dialog = shown.getByRole("dialog", { name: "Create definition" });
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await dialog.getByRole("radio", { name: "Pasted text" }).check();
    await dialog.getByRole("textbox", { name: `Text of ${MAIN_FILE}` }).fill(text);
    await dialog.getByRole("button", { name: "Create", exact: true }).click();
}
