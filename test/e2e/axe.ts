/** What axe says of a page. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect } from "./fixture.ts";

/** The default rules that a change of colours can break. */
export const COLOURS = ["color-contrast", "link-in-text-block"];

/** What axe objects to, with its default rules unless told, as short as it can be said. */
async function listObjections(page: Page, rules: string[] | null): Promise<string[]> {
    // Our page has no frames, so nothing is lost without a window of axe's own.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
    );
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
