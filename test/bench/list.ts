import { join } from "node:path";
import { chromium } from "@playwright/test";

import { nodeHost } from "../../src/host/node.ts";
import { chromiumPath, flags } from "../support/browser.ts";
import { startCockpit } from "../support/cockpit.ts";
import { logIn, pageAddress } from "../support/log-in.ts";
import { addSamples } from "../support/samples.ts";
import { startSharedComposer } from "../support/shared-composer.ts";
import { makeState } from "../support/state.ts";
import { type Load, watchLoad } from "./first-load.ts";

const RUNS = 7;

/** Milliseconds from navigation until the list of definitions is there, without and with what the browser keeps. */
export async function measureList(
    directory: string,
): Promise<{ cold: number; warm: number; runs: number; load: Load }> {
    const state = makeState(join(directory, "state"));
    // Nothing is fetched for a list: any address will do.
    await addSamples(nodeHost({ state }), state, "http://127.0.0.1/api/");
    const composer = await startSharedComposer(directory, []);
    const cockpit = await startCockpit({ directory, config: { socket: composer.socket, state } });
    const browser = await chromium.launch({ executablePath: chromiumPath, args: flags });
    const context = await browser.newContext();
    await logIn(context, cockpit, "builder");

    // One tab, as people have: a new one would be measured with what the browser does to open it.
    const page = await context.newPage();
    const weigh = await watchLoad(page, "dist");
    const times: number[] = [];
    let load: Load | null = null;
    for (let run = 0; run <= RUNS; run++) {
        await page.goto("about:blank");
        const started = performance.now();
        await page.goto(pageAddress(cockpit));
        await page.getByRole("link", { name: "linux-sample" }).waitFor();
        times.push(Math.round(performance.now() - started));
        await page.waitForLoadState("networkidle");
        load ??= await weigh();
    }
    await browser.close();
    await cockpit.stop();
    await composer.stop();

    if (load === null) throw new Error("the list was never opened");
    const [cold = 0, ...rest] = times;
    return {
        load,
        cold,
        warm: rest.sort((one, other) => one - other)[Math.floor(rest.length / 2)] ?? 0,
        runs: rest.length,
    };
}
