/** Wheels for what no RPM provides: from a directory of the state, else from an index; unpacked once, kept by their digest. */
import { satisfies } from "@renovatebot/pep440";
import * as z from "zod/mini";

import { type Workshop, withWorkshop } from "../host/confined.ts";
import { listFiles, makeDirectory, readText, writeText } from "../host/files.ts";
import type { Host } from "../host/host.ts";
import { _, format } from "../language.ts";
import { digest } from "./digest.ts";
import { withFetchBox } from "./fetch-box.ts";
import { chooseWheel } from "./wheel-choice.ts";
import { downloadWheels, type WheelWish } from "./wheel-index.ts";
import { fits, parseWheelName, type WheelName, type WheelTarget } from "./wheel-name.ts";
import { FETCHED, readUnpacked, type Unpacked, unpackWheel } from "./wheel-unpack.ts";

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

/** Where an administrator puts wheels: nothing is asked over the network for what is there. */
export const wheelsDirectory = (state: string): string => `${state}/wheels`;

/** An answer younger than this is taken as it is: a plan and the build after it speak of the same wheels. */
const FRESH = 3_600_000;

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
    const files = await listFiles(host, wheelsDirectory(state));
    const chosen = new Map<string, WheelName>();
    for (const wish of wishes) {
        const found = chooseWheel(files, wish, target);
        if (found && "file" in found) chosen.set(wish.name, found);
        else if (found) answers.set(wish.name, found);
    }
    if (chosen.size > 0)
        for (const [name, wheel] of await takeKept(host, state, chosen, target, signal)) answers.set(name, wheel);
    // A wheel of the directory that does not fit leaves the index to be asked; its reason stays where that has none.
    const rest = wishes.filter(({ name }) => !chosen.has(name));
    for (const [name, answer] of await askIndex(host, state, rest, target, index, signal)) {
        const kept = answers.get(name);
        answers.set(
            name,
            "reason" in answer && kept && "reason" in kept ? { reason: `${kept.reason}; ${answer.reason}` } : answer,
        );
    }
    return answers;
}

/** The wheels of the directory, each by its wish. Only what is not known yet needs a workshop. */
async function takeKept(
    host: Host,
    state: string,
    chosen: ReadonlyMap<string, WheelName>,
    target: WheelTarget,
    signal?: AbortSignal,
): Promise<Map<string, WheelAnswer>> {
    const cache = `${state}/cache`;
    const answers = new Map<string, WheelAnswer>();
    const directory = wheelsDirectory(state);
    const files = [...chosen.values()].map(({ file }) => `${directory}/${file}`);
    const digests = readSums(await host.run(["sha256sum", "--zero", "--", ...files], { timeout: 600_000, signal }));
    const unknown = new Map(chosen);
    for (const [name, { file }] of chosen) {
        const unpacked = await readUnpacked(host, cache, digests.get(`${directory}/${file}`) ?? "");
        if (unpacked?.file !== file) continue;
        answers.set(name, judge(unpacked, target, "wheels"));
        unknown.delete(name);
    }
    if (unknown.size === 0) return answers;
    const inputs = new Map([FETCHED, KEPT].map(path => [`${path}/.keep`, ""]));
    return withWorkshop(host, `${cache}/work`, inputs, async workshop => {
        // Copied, so that what is unpacked is what its digest was made of, whatever happens in the directory.
        const copies = [...unknown.values()].map(({ file }) => `${KEPT}/${file}`);
        await workshop.run(["cp", "--", ...copies, FETCHED], { show: { [KEPT]: directory }, signal });
        for (const [name, answer] of await takeWheels(host, cache, workshop, unknown, target, "wheels", signal))
            answers.set(name, answer);
        return answers;
    });
}

/** Where a workshop sees the directory of wheels. */
const KEPT = "kept";

async function takeWheels(
    host: Host,
    cache: string,
    workshop: Workshop,
    chosen: ReadonlyMap<string, WheelName>,
    target: WheelTarget,
    source: string,
    signal?: AbortSignal,
): Promise<Map<string, WheelAnswer>> {
    const answers = new Map<string, WheelAnswer>();
    if (chosen.size === 0) return answers;
    const run: Workshop["run"] = (argv, options) => workshop.run(argv, { signal, ...options });
    const files = [...chosen.values()].map(({ file }) => `${FETCHED}/${file}`);
    const digests = readSums(await run(["sha256sum", "--zero", "--", ...files]));
    for (const [name, wheel] of chosen) {
        const sha256 = digests.get(`${FETCHED}/${wheel.file}`) ?? "";
        const known = await readUnpacked(host, cache, sha256);
        const unpacked =
            known?.file === wheel.file ? known : await unpackWheel(host, cache, workshop, run, wheel, sha256);
        answers.set(
            name,
            "refused" in unpacked ? notTaken(wheel.file, unpacked.refused) : judge(unpacked, target, source),
        );
    }
    return answers;
}

const notTaken = (file: string, why: string) => ({ reason: format(_("$0 is not taken: $1"), file, why) });

function judge(unpacked: Unpacked, target: WheelTarget, source: string): WheelAnswer {
    const problem = wrongPython(unpacked, target);
    return problem === null ? { ...unpacked, source } : notTaken(unpacked.file, problem);
}

/** What pip judges of an index has to be judged of a directory, too. */
function wrongPython({ requiresPython }: Unpacked, { python, release }: WheelTarget): string | null {
    if (requiresPython === "" || satisfies(release ?? `${python}.0`, requiresPython)) return null;
    return format(_("it is for Python $0, and Ansible runs on $1"), requiresPython, release ?? python);
}

/** What sha256sum tells, by path. */
const readSums = (output: Uint8Array): Map<string, string> =>
    new Map(
        new TextDecoder()
            .decode(output)
            .split("\0")
            .slice(0, -1)
            .map(line => [line.slice(66), line.slice(0, 64)]),
    );

const answerSchema = z.object({ sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)), asked: z.number() });

/** What the index answers, or answered within the hour. */
async function askIndex(
    host: Host,
    state: string,
    wishes: readonly WheelWish[],
    target: WheelTarget,
    index: WheelIndex | null,
    signal?: AbortSignal,
): Promise<Map<string, WheelAnswer>> {
    const answers = new Map<string, WheelAnswer>();
    const cache = `${state}/cache`;
    const noteOf = (wish: WheelWish) => `${cache}/wheels/answers/${digest([wish, target, index?.key]).slice(0, 32)}`;
    const rest: WheelWish[] = [];
    for (const wish of wishes) {
        const kept = index && index.key !== null && (await readAnswer(host, cache, noteOf(wish)));
        if (kept) answers.set(wish.name, { ...kept, source: index.shown });
        else if (index) rest.push(wish);
        else answers.set(wish.name, { reason: _("no index is named") });
    }
    if (!index || rest.length === 0) return answers;
    const inputs = new Map([[`${FETCHED}/.keep`, ""]]);
    const secrets = new Map([["pip.conf", index.config]]);
    await withFetchBox(host, cache, inputs, secrets, async workshop => {
        const missing = await downloadWheels(workshop, rest, target, signal);
        for (const [name, reason] of missing) answers.set(name, { reason });
        const there = await listFetched(workshop, target);
        for (const wish of rest.filter(({ name }) => !missing.has(name) && !there.has(name)))
            answers.set(wish.name, { reason: _("pip fetched something else") });
        const taken = await takeWheels(host, cache, workshop, there, target, index.shown, signal);
        await makeDirectory(host, `${cache}/wheels/answers`);
        for (const wish of rest) {
            const answer = taken.get(wish.name);
            if (!answer) continue;
            answers.set(wish.name, answer);
            if ("reason" in answer || index.key === null) continue;
            const note = { sha256: answer.sha256, asked: Date.now() };
            await writeText(host, noteOf(wish), JSON.stringify(note));
        }
    });
    return answers;
}

async function readAnswer(host: Host, cache: string, note: string): Promise<Unpacked | null> {
    const text = await readText(host, note);
    if (text === null) return null;
    const { sha256, asked } = answerSchema.parse(JSON.parse(text));
    return Math.abs(Date.now() - asked) < FRESH ? readUnpacked(host, cache, sha256) : null;
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
