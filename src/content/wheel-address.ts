/** Wheels that are asked for by their address: one file, and no other of the distribution. */
import { satisfies, valid } from "@renovatebot/pep440";

import { withWorkshop } from "../host/confined.ts";
import { HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { fetchFile, shownUrl } from "./download.ts";
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

/** The wheels at their addresses, by name. Throws HostError where the machine fails. */
export async function takeAddressed(around: Around, wishes: readonly WheelWish[]): Promise<Map<string, WheelAnswer>> {
    const answers = new Map<string, WheelAnswer>();
    for (const { name, pin } of wishes) {
        const [address] = pin?.addresses ?? [];
        const wheel = parseWheelName(address?.file ?? "");
        if (address?.url && wheel) answers.set(name, await takeOne(around, address.url, wheel));
    }
    return answers;
}

/** Where a workshop sees what was fetched. */
const SHELF = "download";

async function takeOne(around: Around, url: string, wheel: WheelName): Promise<WheelAnswer> {
    const { host, state, target, signal } = around;
    const cache = `${state}/cache`;
    const source = shownUrl(url);
    const fetched = await fetchFile(host, cache, { url, sha256: null, member: null }, signal).catch(unlessHere);
    if ("reason" in fetched) return fetched;
    const { file, sha256 } = fetched;
    const known = (await readUnpacked(host, cache, [sha256])).get(sha256);
    if (known?.file === wheel.file) return judge(known, target, source);
    const cut = file.lastIndexOf("/");
    const inputs = new Map([FETCHED, SHELF].map(path => [`${path}/.keep`, ""]));
    return withWorkshop(host, `${cache}/work`, inputs, async workshop => {
        const argv = ["cp", "--", `${SHELF}/${file.slice(cut + 1)}`, `${FETCHED}/${wheel.file}`];
        await workshop.run(argv, { show: { [SHELF]: file.slice(0, cut) }, signal });
        const taken = await takeWheels(around, workshop, new Map([[wheel.name, wheel]]), source);
        return taken.get(wheel.name) ?? { reason: _("it cannot be unpacked") };
    });
}

/** What the server has wrong is a reason; rethrows what this machine has. */
function unlessHere(error: unknown): { reason: string } {
    if (error instanceof HostError && error.problem === "failed") return { reason: error.message };
    throw error;
}
