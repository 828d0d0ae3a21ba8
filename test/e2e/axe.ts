/** What axe says of a page. */
import type { Page } from "@playwright/test";
import axeCore, { type AxeResults, type RunOptions } from "axe-core";

import { expect } from "./fixture.ts";

/** The default rules that a change of colours can break. */
export const COLOURS = ["color-contrast", "link-in-text-block"];

declare const axe: { run: (root: Document, options: RunOptions) => Promise<AxeResults> };

/** What axe objects to, with its default rules unless told, as short as it can be said. */
async function listObjections(page: Page, rules: string[] | null): Promise<string[]> {
    // It stays for as long as the document does.
    if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeCore.source);
    const options: RunOptions = { resultTypes: ["violations"], ...(rules && { runOnly: rules }) };
    return page.evaluate(async given => {
        const { violations } = await axe.run(document, given);
        return violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
        );
    }, options);
}

/** axe has no objection. Asked again for a moment: a colour on its way from one theme to the other is neither's. */
export const passes = (page: Page, what: string, rules: string[] | null = null) =>
    expect
        .configure({ soft: true, timeout: 30_000 })
        .poll(() => listObjections(page, rules), what)
        .toEqual([]);

/** As Cockpit's shell tells its frames. */
export const chooseStyle = (page: Page, style: "light" | "dark") =>
    page.evaluate(detail => dispatchEvent(new CustomEvent("cockpit-style", { detail })), { style });

/** Neither in the light nor in the dark. */
export async function passesInBoth(page: Page, what: string): Promise<void> {
    await passes(page, `${what}, light`);
    await chooseStyle(page, "dark");
    await passes(page, `${what}, dark`, COLOURS);
    await chooseStyle(page, "light");
}
