/** What the browser has to fetch before the list of definitions is there with its rows. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";

export type Load = {
    /** Bytes of gzip -9: the document, scripts and styles asked for before the first row was there. */
    total: number;
    files: { name: string; size: number }[];
    /** The same for what was asked for from then on. */
    later: number;
    /** Bytes of the fonts, which are compressed in themselves. */
    fonts: number;
};

/** Call it before the page is opened; what it answers, when the page has come to rest. */
export async function watchLoad(page: Page, dist: string): Promise<() => Promise<Load>> {
    await page.addInitScript(() => {
        new MutationObserver((_records, observer) => {
            if (!document.querySelector('tbody a[href^="#/definitions/"]')) return;
            performance.mark("rows");
            observer.disconnect();
        }).observe(document, { childList: true, subtree: true });
    });
    return async () => {
        const { rows, asked } = await page.evaluate(() => ({
            rows: performance.getEntriesByName("rows")[0]?.startTime,
            asked: performance.getEntriesByType("resource").map(({ name, startTime }) => ({ name, startTime })),
        }));
        if (rows === undefined) throw new Error("the list has no rows");
        const first = ["index.html", ...ofOurs(asked.filter(({ startTime }) => startTime < rows))];
        const later = ofOurs(asked.filter(({ startTime }) => startTime >= rows));
        const isFont = (name: string) => name.endsWith(".woff2");
        const size = (name: string) => gzipSync(readFileSync(join(dist, name)), { level: 9 }).length;
        const files = first.filter(name => !isFont(name)).map(name => ({ name, size: size(name) }));
        return {
            total: sum(files.map(file => file.size)),
            files: files.sort((one, other) => other.size - one.size),
            later: sum(later.filter(name => !isFont(name)).map(size)),
            fonts: sum([...first, ...later].filter(isFont).map(name => readFileSync(join(dist, name)).length)),
        };
    };
}

/** The names in dist/ of what was asked for; Cockpit's own scripts, and po.js which it makes itself, are not there. */
const ofOurs = (asked: readonly { name: string }[]): string[] =>
    asked.flatMap(({ name }) => /\/cockpit-ee\/([^?#]+)$/.exec(name)?.[1] ?? []).filter(name => name !== "po.js");

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
