import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { pruneCache, pruneContent } from "../../src/content/prune.ts";
import { hasContent } from "../../src/content/repository.ts";
import { markUsed } from "../../src/content/used.ts";
import { nodeHost } from "../../src/host/node.ts";

const state = mkdtempSync(join(tmpdir(), "prune-"));
const host = nodeHost({ state });
const cache = `${state}/cache`;
afterAll(() => rmSync(state, { recursive: true }));

const DAY = 86_400;

/** A file with everything above it in the cache, so many days old. */
function put(path: string, days: number): string {
    mkdirSync(dirname(`${cache}/${path}`), { recursive: true });
    writeFileSync(`${cache}/${path}`, "");
    const time = Date.now() / 1000 - days * DAY;
    for (let each = path; each.includes("/"); each = dirname(each)) utimesSync(`${cache}/${each}`, time, time);
    return path;
}

const [one, two, three] = ["1", "2", "3"].map(digit => digit.repeat(64)) as [string, string, string];

test("what nobody has used for a month goes, and what is marked, or another's work, stays", async () => {
    const gone = [
        put(`wheels/unpacked/${one}/wheel.json`, 40),
        put(`wheels/used/${one}`, 35),
        put(`wheels/answers/${one}`, 31),
        put(`downloads/${one}/about.json`, 40),
        put(`downloads/${one}.json`, 40),
        put(`clones/${one}/inside/file`, 40),
        put(`clones/${one}.json`, 40),
        put(`collections/${one.slice(32)}/current`, 31),
        put(`roles/${one.slice(32)}/current`, 31),
    ];
    const kept = [
        put(`wheels/unpacked/${two}/wheel.json`, 400),
        put(`wheels/used/${two}`, 29),
        put(`wheels/unpacked/${three}/wheel.json`, 29),
        put(`downloads/${two}/about.json`, 400),
        put(`clones/${two}/about.json`, 400),
        put(`collections/${two.slice(32)}/current`, 29),
        put("work/abc/file", 400),
        put("builds/abc/plan.json", 400),
        put("something/else", 400),
    ];
    for (const shelf of ["downloads", "clones"]) await markUsed(host, `${cache}/${shelf}`, [two], new Map());
    await pruneCache(host, cache);
    expect([...gone, ...kept].filter(path => existsSync(`${cache}/${path}`))).toEqual(kept);
});

test("a mark is renewed once a day, and where there is no cache nothing is pruned", async () => {
    const marks = (hours: number) => new Map([[one, { modified: Date.now() - hours * 3_600_000 }]]);
    expect(await markUsed(host, `${cache}/downloads`, [one], marks(23))).toBe(false);
    expect(existsSync(`${cache}/downloads/used/${one}`)).toBe(false);
    expect(await markUsed(host, `${cache}/downloads`, [one], marks(25))).toBe(true);
    expect(existsSync(`${cache}/downloads/used/${one}`)).toBe(true);
    await pruneCache(host, `${state}/none`);
});

test("a content RPM that no build has used for a month goes, unless one that is not over names it", async () => {
    const old = (version: string, days: number) => put(`../content/ee-web/${version}/repodata/repomd.xml`, days);
    const key = "AB".repeat(20);
    const [gone, named, asked, young] = [old("0.1a", 40), old("0.2b", 40), old("0.3c", 40), old("0.4d", 29)];
    const [signed, other] = [old("0.2b.abababababababab", 40), old("0.2b.cdcdcdcdcdcdcdcd", 40)];
    const isThere = (version: string) => hasContent(host, state, { name: "ee-web", version });
    expect([await isThere("0.3c"), await isThere("0.5e")]).toEqual([true, false]);
    await pruneContent(host, state, async () => [{ name: "ee-web", version: "0.2b", key }]);
    expect([gone, other].map(path => existsSync(`${cache}/${path}`))).toEqual([false, false]);
    expect([named, signed, asked, young].map(path => existsSync(`${cache}/${path}`))).toEqual(Array(4).fill(true));
    await pruneContent(host, `${state}/none`, async () => []);
});
