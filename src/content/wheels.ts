/** Wheels for what no RPM provides: from a directory of the state, else from an index; unpacked once, kept by their digest. */
import { type Workshop, withWorkshop } from "../host/confined.ts";
import type { Host } from "../host/host.ts";
import { _, format } from "../language.ts";
import { withFetchBox } from "./fetch-box.ts";
import { chooseNamed, takeAddressed } from "./wheel-address.ts";
import { readAnswers, writeAnswers } from "./wheel-answers.ts";
import { chooseWheel } from "./wheel-choice.ts";
import { type KeptWheel, listWheels, readSums, wheelsDirectory } from "./wheel-directory.ts";
import { downloadWheels, type WheelWish } from "./wheel-index.ts";
import { fits, parseWheelName, type WheelName, type WheelTarget } from "./wheel-name.ts";
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
    const chosen = new Map<string, WheelName>();
    for (const wish of wishes) {
        const found = isNamed(wish) ? chooseNamed(files, wish, target) : chooseWheel(files, wish, target);
        if (found && "file" in found) chosen.set(wish.name, found);
        else if (found) answers.set(wish.name, found);
    }
    for (const [name, wheel] of await takeKept(around, kept, chosen)) answers.set(name, wheel);
    // A wheel of the directory that does not fit leaves the index to be asked; its reason stays where that has none.
    const rest = wishes.filter(({ name }) => !chosen.has(name));
    const named = rest.filter(wish => isNamed(wish) && !answers.has(wish.name));
    for (const [name, answer] of await takeAddressed(around, named)) answers.set(name, answer);
    const others = rest.filter(wish => !isNamed(wish));
    for (const [name, answer] of await askIndex(around, others, index)) {
        const before = answers.get(name);
        answers.set(
            name,
            "reason" in answer && before && "reason" in before
                ? { reason: `${before.reason}; ${answer.reason}` }
                : answer,
        );
    }
    for (const wish of wishes) {
        const answer = answers.get(wish.name);
        if (answer && !("reason" in answer)) answers.set(wish.name, ofDigest(answer, wish));
    }
    return answers;
}

/** Whether one certain file is asked for, and not any of a distribution. */
const isNamed = ({ pin }: WheelWish): boolean => pin !== undefined && pin.addresses.length > 0;

/** The wheel, if it is the one that its hashes tell of. */
function ofDigest(wheel: Wheel, { pin }: WheelWish): WheelAnswer {
    const { file, sha256 } = wheel;
    const other = pin?.digests.find(digests => !digests.includes(sha256));
    if (!other) return wheel;
    const [first, ...more] = other;
    if (first === undefined) return { reason: _("none of its hashes is a SHA-256, and no other kind is compared") };
    const asked = more.length === 0 ? first : format(_("one of $0 others"), other.length);
    return { reason: format(_("the SHA-256 of $0 is $1, and $2 is asked for"), file, sha256, asked) };
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

/** What the index answers, or answered within the hour. */
async function askIndex(
    around: Around,
    wishes: readonly WheelWish[],
    index: WheelIndex | null,
): Promise<Map<string, WheelAnswer>> {
    const { host, state, target, signal } = around;
    const cache = `${state}/cache`;
    if (!index) return new Map(wishes.map(({ name }) => [name, { reason: _("no index is named") }]));
    const asked = index.key === null ? null : { target, key: index.key };
    const known = asked ? await readAnswers(host, cache, wishes, asked) : new Map<string, Unpacked>();
    const answers = new Map<string, WheelAnswer>(
        [...known].map(([name, wheel]) => [name, { ...wheel, source: index.shown }]),
    );
    const rest = wishes.filter(({ name }) => !known.has(name));
    if (rest.length === 0) return answers;
    const inputs = new Map([[`${FETCHED}/.keep`, ""]]);
    const secrets = new Map([["pip.conf", index.config]]);
    await withFetchBox(host, cache, inputs, secrets, async workshop => {
        const missing = await downloadWheels(workshop, rest, target, signal);
        for (const [name, reason] of missing) answers.set(name, { reason });
        const there = await listFetched(workshop, target);
        for (const wish of rest.filter(({ name }) => !missing.has(name) && !there.has(name)))
            answers.set(wish.name, { reason: _("pip fetched something else") });
        const taken = await takeWheels(around, workshop, there, index.shown);
        const fresh = new Map<WheelWish, Unpacked>();
        for (const wish of rest) {
            const answer = taken.get(wish.name);
            if (!answer) continue;
            answers.set(wish.name, answer);
            if (!("reason" in answer)) fresh.set(wish, answer);
        }
        if (asked) await writeAnswers(host, cache, fresh, asked);
    });
    return answers;
}

/** What pip left, by name; it is not believed that it left what it was asked for. */
async function listFetched(workshop: Workshop, target: WheelTarget): Promise<Map<string, WheelName>> {
    const argv = ["find", FETCHED, "-maxdepth", "1", "-type", "f", "-name", "*.whl", "-printf", "%f\\0"];
    const files = new TextDecoder()
        .decode(await workshop.run(argv))
        .split("\0")
        .filter(Boolean);
    const wheels = files.flatMap(file => parseWheelName(file) ?? []).filter(wheel => fits(wheel, target));
    return new Map(wheels.map(wheel => [wheel.name, wheel]));
}
