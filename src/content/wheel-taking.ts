/** From files in a workshop to wheels that are taken, or not; each is unpacked once, and kept by its digest. */
import { satisfies } from "@renovatebot/pep440";

import type { Workshop } from "../host/confined.ts";
import type { Host } from "../host/host.ts";
import { _, format } from "../language.ts";
import { parseSums } from "./wheel-directory.ts";
import type { WheelName, WheelTarget } from "./wheel-name.ts";
import { readUnpacked, type Unpacked } from "./wheel-shelf.ts";
import { FETCHED, unpackWheels } from "./wheel-unpack.ts";
import type { WheelAnswer } from "./wheels.ts";

/** For whom wheels are, and who stops the search. */
export type Around = { host: Host; state: string; target: WheelTarget; signal: AbortSignal | undefined };

/** Wheels that lie in the workshop, each by its wish. */
export async function takeWheels(
    { host, state, target, signal }: Around,
    workshop: Workshop,
    chosen: ReadonlyMap<string, WheelName>,
    source: string,
): Promise<Map<string, WheelAnswer>> {
    const answers = new Map<string, WheelAnswer>();
    if (chosen.size === 0) return answers;
    const cache = `${state}/cache`;
    const files = [...chosen.values()].map(({ file }) => `${FETCHED}/${file}`);
    const sums = parseSums(await workshop.run(["sha256sum", "--zero", "--", ...files], { signal }));
    const sumOf = ({ file }: WheelName) => sums.get(`${FETCHED}/${file}`) ?? "";
    const known = await readUnpacked(host, cache, [...sums.values()]);
    const unknown = [...chosen.values()].filter(wheel => known.get(sumOf(wheel))?.file !== wheel.file);
    const bySum = new Map(unknown.map(wheel => [sumOf(wheel), wheel]));
    const unpacked = new Map([...known, ...(await unpackWheels(host, cache, workshop, bySum, signal))]);
    for (const [name, wheel] of chosen) {
        const answer = unpacked.get(sumOf(wheel)) ?? { refused: _("it cannot be unpacked") };
        answers.set(name, "refused" in answer ? notTaken(wheel.file, answer.refused) : judge(answer, target, source));
    }
    return answers;
}

const notTaken = (file: string, why: string) => ({ reason: format(_("$0 is not taken: $1"), file, why) });

/** Whether the interpreter takes it, by what it says of itself. */
export function judge(unpacked: Unpacked, target: WheelTarget, source: string): WheelAnswer {
    const problem = wrongPython(unpacked, target);
    return problem === null ? { ...unpacked, source } : notTaken(unpacked.file, problem);
}

/** What pip judges of an index has to be judged of a directory and an address, too. */
function wrongPython({ requiresPython }: Unpacked, { python, release }: WheelTarget): string | null {
    if (requiresPython === "" || satisfies(release ?? `${python}.0`, requiresPython)) return null;
    return format(_("it is for Python $0, and Ansible runs on $1"), requiresPython, release ?? python);
}
