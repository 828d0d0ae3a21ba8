import { expect, type Locator } from "@playwright/test";

/** A deed is not possible now: its button stays, and says why to whoever comes to it. */
export async function expectDenied(button: Locator, reason: string): Promise<void> {
    await expect(button).toHaveAttribute("aria-disabled", "true");
    // The tooltip is fetched with the first reason; who is there before it is gets it when he comes again.
    await expect(async () => {
        await button.blur();
        await button.focus();
        await expect(button.page().getByRole("tooltip")).toContainText(reason, { timeout: 1000 });
    }).toPass({ timeout: 15_000 });
}
