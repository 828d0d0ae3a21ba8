/** Wheels for what no RPM provides: from a directory of the state, else from an index; unpacked once, kept by their digest. */
import { withWorkshop } from "../host/confined.ts";
import type { Host } from "../host/host.ts";
import { chooseNamed, takeAddressed } from "./wheel-address.ts";
import { chooseWheel } from "./wheel-choice.ts";
import { allowedDigests, isUncompared, uncompared, wrongDigest } from "./wheel-digest.ts";
import { type KeptWheel, listWheels, readSums, wheelsDirectory } from "./wheel-directory.ts";
import type { WheelWish } from "./wheel-index.ts";
import { askIndex } from "./wheel-indexed.ts";
import { parseWheelName, type WheelName, type WheelTarget } from "./wheel-name.ts";
import { readUnpacked, type Unpacked } from "./wheel-shelf.ts";
import { type Around, judge, takeWheels } from "./wheel-taking.ts";
import { FETCHED } from "./wheel-unpack.ts";

export type Wheel = Unpacked & {
    /** Where it is from: "wheels", the directory of the state, or an index's address without what is secret in it. */
    source: string;
};

export type WheelAnswer = Wheel | { reason: string };

export type WheelIndex = {
    /** pip.conf with the addresses, secrets and all. */
    config: string;
    /** What may be shown of it. */
    shown: string;
    /** What tells it from others, without secrets; null where nothing does, and no answer of it is kept. */
    key: string | null;
};

/**
 * One wheel for each wish, or why there is none. Throws HostError where the machine fails.
 *
 * @param index Null: nothing is fetched.
 */
export async function getWheels(
    host: Host,
    state: string,
    wishes: readonly WheelWish[],
    target: WheelTarget,
    index: WheelIndex | null,
    signal?: AbortSignal,
): Promise<Map<string, WheelAnswer>> {
    const answers = new Map<string, WheelAnswer>();
    if (wishes.length === 0) return answers;
    const around = { host, state, target, signal };
    const kept = await listWheels(host, state);
    const files = kept.map(({ file }) => file);
    const hashed = new Set(wishes.flatMap(wish => (allowedDigests(wish) === null ? [] : [wish.name])));
    const own = kept.filter(({ file }) => hashed.has(parseWheelName(file)?.name ?? ""));
    const sums = await readSums(host, state, own, signal);
    const chosen = new Map<string, WheelName>();
    /** Whatever else is there. */
    const settled = new Set<string>();
    for (const wish of wishes) {
        const found = isUncompared(wish) ? { reason: uncompared() } : chooseKept(files, sums, wish, target);
        if (found && "file" in found) chosen.set(wish.name, found);
        else if (found) answers.set(wish.name, { reason: found.reason });
        if (isUncompared(wish) || (isNamed(wish) && found && !("isOther" in found))) settled.add(wish.name);
    }
    const wishOf = new Map(wishes.map(wish => [wish.name, wish]));
    for (const [name, wheel] of await takeKept(around, kept, chosen))
        answers.set(name, ofDigest(wheel, wishOf.get(name)));
    // A wheel of the directory that does not fit leaves the index to be asked; its reason stays where that has none.
    const rest = wishes.filter(({ name }) => !chosen.has(name) && !settled.has(name));
    const fetched = [
        ...(await takeAddressed(around, rest.filter(isNamed))),
        ...(await askIndex(
            around,
            rest.filter(wish => !isNamed(wish)),
            index,
        )),
    ];
    for (const [name, answer] of fetched) {
        const own = ofDigest(answer, wishOf.get(name));
        const before = answers.get(name);
        answers.set(
            name,
            "reason" in own && before && "reason" in before ? { reason: `${before.reason}; ${own.reason}` } : own,
        );
    }
    return answers;
}

/** Whether one certain file is asked for, and not any of a distribution. */
const isNamed = ({ pin }: WheelWish): boolean => pin !== undefined && pin.addresses.length > 0;

/** The wheel, if it is one that its hashes tell of. */
function ofDigest(answer: WheelAnswer, wish: WheelWish | undefined): WheelAnswer {
    const wrong = "reason" in answer || !wish ? null : wrongDigest(answer, wish);
    return wrong === null ? answer : { reason: wrong };
}

/**
 * The wheel of the directory, of those that the hashes allow; or why none will do, `isOther` where it is for its digest;
 * null where there is none.
 */
function chooseKept(
    files: readonly string[],
    sums: ReadonlyMap<string, string>,
    wish: WheelWish,
    target: WheelTarget,
): WheelName | { reason: string; isOther?: true } | null {
    const choose = (from: readonly string[]) =>
        isNamed(wish) ? chooseNamed(from, wish, target) : chooseWheel(from, wish, target);
    const isAllowed = (file: string) => wrongDigest({ file, sha256: sums.get(file) ?? "" }, wish) === null;
    const found = choose(files);
    if (!found || !("file" in found) || isAllowed(found.file)) return found;
    const allowed = choose(files.filter(isAllowed));
    if (allowed && "file" in allowed) return allowed;
    const sha256 = sums.get(found.file) ?? "";
    return { reason: wrongDigest({ file: found.file, sha256 }, wish) ?? "", isOther: true };
}

/** The wheels of the directory, each by its wish. Only what is not known yet needs a workshop. */
async function takeKept(
    around: Around,
    kept: readonly KeptWheel[],
    chosen: ReadonlyMap<string, WheelName>,
): Promise<Map<string, WheelAnswer>> {
    const { host, state, target, signal } = around;
    const answers = new Map<string, WheelAnswer>();
    const wanted = new Set([...chosen.values()].map(({ file }) => file));
    const own = kept.filter(({ file }) => wanted.has(file));
    const sums = await readSums(host, state, own, signal);
    const known = await readUnpacked(host, `${state}/cache`, [...sums.values()]);
    const unknown = new Map(chosen);
    for (const [name, { file }] of chosen) {
        const unpacked = known.get(sums.get(file) ?? "");
        if (unpacked?.file !== file) continue;
        answers.set(name, judge(unpacked, target, "wheels"));
        unknown.delete(name);
    }
    if (unknown.size === 0) return answers;
    const inputs = new Map([FETCHED, KEPT].map(path => [`${path}/.keep`, ""]));
    return withWorkshop(host, `${state}/cache/work`, inputs, async workshop => {
        // Copied, so that what is unpacked is what its digest was made of, whatever happens in the directory.
        const copies = [...unknown.values()].map(({ file }) => `${KEPT}/${file}`);
        await workshop.run(["cp", "--", ...copies, FETCHED], { show: { [KEPT]: wheelsDirectory(state) }, signal });
        return new Map([...answers, ...(await takeWheels(around, workshop, unknown, "wheels"))]);
    });
}

/** Where a workshop sees the directory of wheels. */
const KEPT = "kept";
