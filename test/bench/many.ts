/** A list of 1,000 definitions: what the host has to do for it, and what whoever looks at it has to wait for. */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";

import { listDefinitions } from "../../src/ee/listing.ts";
import { nodeHost } from "../../src/host/node.ts";
import { chromiumPath, flags } from "../support/browser.ts";
import { startCockpit } from "../support/cockpit.ts";
import { logIn, pageAddress } from "../support/log-in.ts";
import { addManyDefinitions } from "../support/many-definitions.ts";
import { startSharedComposer } from "../support/shared-composer.ts";
import { makeState } from "../support/state.ts";

const COUNT = 1000;

/** All in milliseconds. */
export type ManyTimes = {
    /** To read all of them; to see that nothing changed; to read the one that did. */
    first: number;
    same: number;
    changed: number;
    /** From the address to the names, to what the texts in sight say, and to what all say. */
    names: number;
    findings: number;
    all: number;
    /** The longest time in which the page did nothing else, meanwhile and while it was typed in. */
    longest: number;
    /** From a key to the list that follows it: median and the longest. */
    letter: number;
    slowestLetter: number;
};

export async function measureMany(directory: string): Promise<ManyTimes> {
    const state = makeState(join(directory, "many"));
    addManyDefinitions(state, COUNT);
    const host = nodeHost({ state });
    const [first, all] = await timed(() => listDefinitions(host, state));
    const [same] = await timed(() => listDefinitions(host, state, all));
    appendFileSync(join(state, "definitions/team-500/execution-environment.yml"), "# more\n");
    const [changed] = await timed(() => listDefinitions(host, state, all));

    const composer = await startSharedComposer(directory, []);
    const cockpit = await startCockpit({ directory, config: { socket: composer.socket, state } });
    const browser = await chromium.launch({ executablePath: chromiumPath, args: flags });
    try {
        const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
        await logIn(context, cockpit, "builder");
        const page = await context.newPage();
        return { first, same, changed, ...(await measurePage(page, pageAddress(cockpit))) };
    } finally {
        await browser.close();
        await cockpit.stop();
        await composer.stop();
    }
}

async function measurePage(page: Page, address: string) {
    await page.addInitScript(() => {
        new PerformanceObserver(list => {
            for (const { duration } of list.getEntries())
                document.documentElement.dataset.longest = String(
                    Math.max(duration, Number(document.documentElement.dataset.longest ?? 0)),
                );
        }).observe({ type: "longtask", buffered: true });
    });
    const longest = () => page.evaluate(() => Number(document.documentElement.dataset.longest ?? 0));
    const started = performance.now();
    await page.goto(address);
    await page.getByRole("link", { name: "team-000" }).waitFor();
    const names = performance.now() - started;
    // What the page's own scripts take to start is another figure.
    await page.evaluate(() => {
        document.documentElement.dataset.longest = "0";
    });
    await page.getByRole("row", { name: "team-000" }).getByText("1 error").waitFor();
    const findings = performance.now() - started;
    // Sorted by findings, the last of the list is known when all are.
    await page.getByRole("button", { name: "Findings", exact: true }).click();
    await page.getByText("still being read").waitFor({ state: "hidden", timeout: 600_000 });
    const all = performance.now() - started;

    const letters: number[] = [];
    const search = page.getByRole("searchbox", { name: "Search definitions" });
    await search.focus();
    for (const letter of "community.wi") letters.push(await typed(page, letter));
    letters.sort((one, other) => one - other);
    return {
        names,
        findings,
        all,
        longest: await longest(),
        letter: letters[Math.floor(letters.length / 2)] ?? 0,
        slowestLetter: letters.at(-1) ?? 0,
    };
}

/** From a key that is pressed to the frame after the list followed. */
async function typed(page: Page, letter: string): Promise<number> {
    await page.evaluate(() => {
        const field = document.activeElement as HTMLInputElement;
        const address = location.hash;
        field.addEventListener(
            "keydown",
            () => {
                const start = performance.now();
                const look = () => {
                    if (location.hash === address) return requestAnimationFrame(look);
                    return requestAnimationFrame(() =>
                        setTimeout(() => {
                            field.dataset.took = String(performance.now() - start);
                        }),
                    );
                };
                look();
            },
            { once: true },
        );
    });
    await page.keyboard.press(letter);
    const took = page.locator("input[data-took]");
    await took.waitFor();
    return took.evaluate(field => {
        const { took: milliseconds } = (field as HTMLElement).dataset;
        delete (field as HTMLElement).dataset.took;
        return Number(milliseconds);
    });
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
    const started = performance.now();
    const result = await work();
    return [performance.now() - started, result];
}
