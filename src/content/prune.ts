/** What was fetched or unpacked, and not used for a month, goes. */
import { makeDirectory, randomHex, remove } from "../host/files.ts";
import { type Host, HostError, unlessMissing } from "../host/host.ts";
import { contentPath, type Packed } from "./repository.ts";
import { USED } from "./used.ts";

/** What is used is marked once a day, or fetched anew within the hour: what is older than this no build works with. */
const DAYS = 30;

/** So many are cleared by one program: its arguments have a limit. */
const MOST = 500;

/** Where others are at work. */
const ELSEWHERE = ["work", "fetch", "builds"];

/** What may go, by its path in the cache; the names of what has marks. */
const PRUNED: { path: RegExp; marked: boolean }[] = [
    { path: /^(?:collections|roles)\/[0-9a-f]+$/, marked: false },
    { path: /^wheels\/answers\/[0-9a-f]+$/, marked: false },
    { path: /^(?:wheels|downloads|clones)\/used\/[0-9a-f]+$/, marked: false },
    { path: /^(?:downloads|clones)\/[0-9a-f]+\.json$/, marked: false },
    { path: /^(?:downloads|clones)\/[0-9a-f]+$/, marked: true },
    { path: /^wheels\/unpacked(?:-2)?\/[0-9a-f]+$/, marked: true },
];

const packedPath = /^([a-z0-9][a-z0-9._-]*)\/([a-z0-9.]+)$/i;

/**
 * Clear away the content RPMs that no build has used for a month, but for those that `listUsed` tells; it is asked when there
 * are any. What is gone is packed again where it is asked for, from the same content the same. Throws HostError, but not
 * for what is another's to clear.
 */
export async function pruneContent(
    host: Host,
    state: string,
    listUsed: () => Promise<readonly Packed[]>,
): Promise<void> {
    const argv = ["find", `${state}/content`, "-mindepth", "2", "-maxdepth", "2", "-type", "d"];
    const found = await host.run([...argv, "-mmin", `+${DAYS * 1440}`, "-printf", "%P\\0"]).catch(unlessMissing);
    const old = new TextDecoder()
        .decode(found ?? new Uint8Array())
        .split("\0")
        .filter(path => packedPath.test(path));
    if (old.length === 0) return;
    const used = new Set((await listUsed()).flatMap(content => [content, { ...content, key: null }]).map(contentPath));
    const unused = old.filter(path => !used.has(path)).map(path => `${state}/content/${path}`);
    // Whole out of the way first: half of one would be taken for all of it. What was marked meanwhile stays.
    const aside = `${state}/cache/work/${randomHex(16)}`;
    await makeDirectory(host, aside);
    try {
        for (let at = 0; at < unused.length; at += MOST) {
            const some = unused.slice(at, at + MOST);
            const take = ["-exec", "mv", `--target-directory=${aside}`, "--", "{}", "+"];
            await host
                .run(["find", ...some, "-maxdepth", "0", "-mmin", `+${DAYS * 1440}`, ...take])
                .catch(unlessOthers);
        }
    } finally {
        await remove(host, aside, { timeout: 600_000 }).catch(unlessOthers);
    }
}

/**
 * Clear the caches of what nobody has used for a month. What is used in this moment stays, whoever uses it. Throws
 * HostError, but not for what is another's to clear.
 */
export async function pruneCache(host: Host, cache: string): Promise<void> {
    const others = ELSEWHERE.flatMap(name => ["-o", "-path", `${cache}/${name}`]).slice(1);
    const old = ["-mmin", `+${DAYS * 1440}`, "-printf", "o%P\\0"];
    const marks = ["-path", `*/${USED}/*`, "-printf", "u%P\\0"];
    const argv = ["find", cache, "-mindepth", "1", "-maxdepth", "3", "(", ...others, ")", "-prune"];
    try {
        const found = await host.run([...argv, "-o", "(", ...old, "-o", ...marks, ")"]);
        const paths = outdated(new TextDecoder().decode(found).split("\0"));
        for (let at = 0; at < paths.length; at += MOST) {
            const some = paths.slice(at, at + MOST).map(path => `${cache}/${path}`);
            await remove(host, some, { timeout: 600_000 });
        }
    } catch (error) {
        unlessOthers(error);
    }
}

/** What is gone in this moment somebody else has cleared away, or it is another's to clear; what is anything else is thrown again. */
function unlessOthers(error: unknown): void {
    if (!(error instanceof HostError) || !/No such file|Permission denied/.test(error.detail)) throw error;
}

/** @param lines "o" and the path of what is old, "u" and that of a mark that is not; pure. */
export function outdated(lines: readonly string[]): string[] {
    const used = new Set(lines.filter(line => line.startsWith("u")).map(line => line.slice(1)));
    return lines
        .filter(line => line.startsWith("o"))
        .map(line => line.slice(1))
        .filter(path => {
            const kind = PRUNED.find(each => each.path.test(path));
            const mark = `${path.slice(0, path.indexOf("/"))}/${USED}/${path.slice(path.lastIndexOf("/") + 1)}`;
            return kind !== undefined && !(kind.marked && used.has(mark));
        });
}
