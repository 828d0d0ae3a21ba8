/** Wheels of an index: fetched in a box, or known from within the hour. */
import type { Workshop } from "../host/confined.ts";
import { _ } from "../language.ts";
import { withFetchBox } from "./fetch-box.ts";
import { readAnswers, writeAnswers } from "./wheel-answers.ts";
import { allowedDigests, wrongDigest } from "./wheel-digest.ts";
import { downloadByDigest, downloadWheels, hashedLists, type WheelWish } from "./wheel-index.ts";
import { fits, parseWheelName, type WheelName, type WheelTarget } from "./wheel-name.ts";
import type { Unpacked } from "./wheel-shelf.ts";
import { type Around, takeWheels } from "./wheel-taking.ts";
import { FETCHED } from "./wheel-unpack.ts";
import type { WheelAnswer, WheelIndex } from "./wheels.ts";

/** What the index answers, or answered within the hour. */
export async function askIndex(
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
    const inputs = new Map([[`${FETCHED}/.keep`, ""], ...hashedLists(rest)]);
    const secrets = new Map([["pip.conf", index.config]]);
    await withFetchBox(host, cache, inputs, secrets, async workshop => {
        const missing = await downloadWheels(workshop, rest, target, signal);
        for (const [name, reason] of missing) answers.set(name, { reason });
        const there = await listFetched(workshop, target);
        for (const wish of rest.filter(({ name }) => !missing.has(name) && !there.has(name)))
            answers.set(wish.name, { reason: _("pip fetched something else") });
        const first = await takeWheels(around, workshop, there, index.shown);
        const others = rest.filter(wish => isOther(first.get(wish.name), wish));
        const taken = new Map([...first, ...(await takeByDigest(around, workshop, others, there, index))]);
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

/** Whether it is a file that the hashes do not allow, and another may be one that they do. */
const isOther = (answer: WheelAnswer | undefined, wish: WheelWish): boolean =>
    answer !== undefined &&
    (allowedDigests(wish)?.length ?? 0) > 0 &&
    ("reason" in answer || wrongDigest(answer, wish) !== null);

/** Of many files of one version pip takes the likeliest first; now that which has the digest, as far as there is one. */
async function takeByDigest(
    around: Around,
    workshop: Workshop,
    wishes: readonly WheelWish[],
    there: ReadonlyMap<string, WheelName>,
    index: WheelIndex,
): Promise<Map<string, WheelAnswer>> {
    const { target, signal } = around;
    if (wishes.length === 0) return new Map();
    const files = wishes.flatMap(({ name }) => there.get(name)?.file ?? []);
    await workshop.run(["rm", "--force", "--", ...files.map(file => `${FETCHED}/${file}`)], { signal });
    for (const wish of wishes) await downloadByDigest(workshop, wish, target, signal);
    const now = await listFetched(workshop, target);
    const chosen = new Map([...now].filter(([name]) => wishes.some(wish => wish.name === name)));
    return takeWheels(around, workshop, chosen, index.shown);
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
