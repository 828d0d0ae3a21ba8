/** Wheels that are asked for by their address: one file, and no other of the distribution. */
import { satisfies, valid } from "@renovatebot/pep440";

import { withWorkshop } from "../host/confined.ts";
import { HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { fetchFile, findFetched, shownUrl } from "./download.ts";
import { sideBySide } from "./side-by-side.ts";
import { otherTags, type WheelWish } from "./wheel-index.ts";
import { fits, parseWheelName, tagsOf, type WheelName, type WheelTarget } from "./wheel-name.ts";
import { readUnpacked } from "./wheel-shelf.ts";
import { type Around, judge, takeWheels } from "./wheel-taking.ts";
import { FETCHED } from "./wheel-unpack.ts";
import type { WheelAnswer } from "./wheels.ts";

/**
 * The wheel of that name in the directory of wheels, or why none of that name will do; null where it is to be fetched.
 *
 * @param files In the directory.
 */
export function chooseNamed(
    files: readonly string[],
    { name, specifier, pin }: WheelWish,
    target: WheelTarget,
): WheelName | { reason: string } | null {
    const [address, ...others] = pin?.addresses ?? [];
    if (!address || others.length > 0)
        return { reason: format(_("$0 different files are asked for"), others.length + 1) };
    const wheel = parseWheelName(address.file);
    if (wheel?.name !== name || valid(wheel.version) === null)
        return { reason: format(_("$0 is no wheel of $1"), address.file, name) };
    if (!fits(wheel, target)) return { reason: otherTags([tagsOf(wheel)], target) };
    if (!satisfies(wheel.version, specifier, { prereleases: true }))
        return { reason: format(_("$0 is asked for, and $1 is wanted, too"), address.file, specifier) };
    if (files.includes(wheel.file)) return wheel;
    return address.url === null ? { reason: format(_("there is no $0 in the directory of wheels"), wheel.file) } : null;
}

/** One wheel at its address. */
type Addressed = { name: string; url: string; wheel: WheelName };

/**
 * The wheels at their addresses, by name. What is there already is read by as many programs as one wheel is. Throws
 * HostError where the machine fails.
 */
export async function takeAddressed(around: Around, wishes: readonly WheelWish[]): Promise<Map<string, WheelAnswer>> {
    const { host, state, target, signal } = around;
    const cache = `${state}/cache`;
    const asked = wishes.flatMap(({ name, pin }): Addressed[] => {
        const [address] = pin?.addresses ?? [];
        const wheel = parseWheelName(address?.file ?? "");
        return address?.url && wheel ? [{ name, url: address.url, wheel }] : [];
    });
    const wanted = asked.map(({ url }) => ({ url, sha256: null, member: null }));
    const before = await findFetched(host, cache, wanted);
    const fetched = await sideBySide(
        wanted.map((each, index) => ({ each, known: before[index] ?? null })),
        async ({ each, known }) => known ?? (await fetchFile(host, cache, each, signal).catch(unlessHere)),
    );
    const unpacked = await readUnpacked(host, cache, [
        ...new Set(fetched.flatMap(answer => ("reason" in answer ? [] : [answer.sha256]))),
    ]);
    const answers = new Map<string, WheelAnswer>();
    const fresh = new Map<Addressed, string>();
    for (const [index, answer] of fetched.entries()) {
        const one = asked[index];
        if (!one) continue;
        const known = "reason" in answer ? undefined : unpacked.get(answer.sha256);
        if ("reason" in answer) answers.set(one.name, answer);
        else if (known?.file === one.wheel.file) answers.set(one.name, judge(known, target, shownUrl(one.url)));
        else fresh.set(one, answer.file);
    }
    return new Map([...answers, ...(await unpackFetched(around, fresh))]);
}

/** Where a workshop sees what was fetched, each by the name of its wheel. */
const SHELF = "download";

/**
 * Unpack them, all in one workshop.
 *
 * @param fetched Where each lies on the host.
 */
async function unpackFetched(
    around: Around,
    fetched: ReadonlyMap<Addressed, string>,
): Promise<Map<string, WheelAnswer>> {
    const answers = new Map<string, WheelAnswer>();
    if (fetched.size === 0) return answers;
    const { host, state, signal } = around;
    const show = Object.fromEntries([...fetched].map(([{ wheel }, file]) => [`${SHELF}/${wheel.file}`, file]));
    const inputs = new Map([`${FETCHED}/.keep`, ...Object.keys(show)].map(path => [path, ""]));
    return withWorkshop(host, `${state}/cache/work`, inputs, async workshop => {
        // Copied, so that what is unpacked is what its digest was made of, whatever happens on the shelf.
        await workshop.run(["cp", "--", ...Object.keys(show), FETCHED], { show, signal });
        const wheels = new Map([...fetched.keys()].map(({ name, wheel }) => [name, wheel]));
        const taken = await takeWheels(around, workshop, wheels, "");
        for (const { name, url } of fetched.keys()) {
            const answer = taken.get(name) ?? { reason: _("it cannot be unpacked") };
            answers.set(name, "reason" in answer ? answer : { ...answer, source: shownUrl(url) });
        }
        return answers;
    });
}

/** What the server has wrong is a reason; rethrows what this machine has. */
function unlessHere(error: unknown): { reason: string } {
    if (error instanceof HostError && error.problem === "failed") return { reason: error.message };
    throw error;
}
