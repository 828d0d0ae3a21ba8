/** What keystroke.ts measures, in the browser that runs the page, made for it as the page is. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import { readFiles } from "../ee/read-files.ts";
import { chromiumPath, flags } from "../support/browser.ts";
import type * as Keystroke from "./keystroke.ts";
import type { KeystrokeTimes } from "./keystroke.ts";

declare const keystroke: typeof Keystroke;

/** In a definition of 1,000 lines, and in every one below `corpus`; null where that is not there. */
export async function measureKeystrokes(
    corpus: string,
): Promise<{ long: KeystrokeTimes; corpus: KeystrokeTimes | null }> {
    const { outputFiles } = await build({
        entryPoints: ["test/bench/keystroke.ts"],
        bundle: true,
        minify: true,
        write: false,
        format: "iife",
        globalName: "keystroke",
        banner: { js: "globalThis.__zod_globalConfig = { jitless: true };" },
    });
    const browser = await chromium.launch({ executablePath: chromiumPath, args: flags });
    try {
        const page = await browser.newPage();
        await page.addScriptTag({ content: outputFiles[0]?.text ?? "" });
        const definitions = existsSync(corpus)
            ? readdirSync(corpus, { withFileTypes: true })
                  .filter(entry => entry.isDirectory())
                  .map(({ name }) => [...readFiles(join(corpus, name))])
            : [];
        const long = await page.evaluate(() => keystroke.measureKeystroke());
        if (definitions.length === 0) return { long, corpus: null };
        const measure = (all: typeof definitions) => keystroke.measureKeystrokesOf(all.map(files => new Map(files)));
        return { long, corpus: await page.evaluate(measure, definitions) };
    } finally {
        await browser.close();
    }
}
