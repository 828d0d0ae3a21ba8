import type { BrowserContext } from "@playwright/test";

import type { Cockpit, UserName } from "./cockpit.ts";

/** Log in without the login page: the next page opened in this context is the user's. */
export async function logIn(context: BrowserContext, cockpit: Cockpit, user: UserName): Promise<void> {
    await context.clearCookies();
    const credentials = Buffer.from(`${user}:${cockpit.passwords[user]}`).toString("base64");
    const headers = { Authorization: `Basic ${credentials}` };
    const answer = await context.request.get(`${cockpit.url}/cockpit/login`, { headers });
    if (!answer.ok()) throw new Error(`${user} could not log in: ${answer.status()}`);
}

/** Where our page is by itself, without the shell around it. */
export const pageAddress = ({ url }: Cockpit, path = ""): string =>
    `${url}/cockpit/@localhost/cockpit-ee/index.html#/${path}`;
