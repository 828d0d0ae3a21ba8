import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { readCheckable } from "../../src/cli/checkable.ts";
import { checkDefinition } from "../../src/ee/check.ts";
import { listSteps } from "../../src/ee/steps.ts";

export type StepShare = {
    definitions: number;
    leftOver: number;
    /** Of these, such as copy files that nothing brings: no container can be built of them as they are. */
    incomplete: number;
    steps: number;
    stepsLeftOver: number;
};

/** Of how many public definitions a build step is left over; null where there are none. Of those without steps, none is. */
export async function countLeftOver(corpus: string): Promise<StepShare | null> {
    if (!existsSync(join(corpus, "truth.json"))) return null;
    const truth: Record<string, { definition: string }> = JSON.parse(readFileSync(join(corpus, "truth.json"), "utf8"));
    const share = { definitions: 0, leftOver: 0, incomplete: 0, steps: 0, stepsLeftOver: 0 };
    for (const [name, { definition: path }] of Object.entries(truth)) {
        const read = await readCheckable(join(corpus, name, path));
        if ("refusal" in read) continue;
        const { definition } = checkDefinition(read.files, read.file);
        if (!definition) continue;
        const steps = listSteps(read.files, read.file, definition);
        const leftOver = steps.filter(({ fidelity }) => fidelity === "left-over");
        share.definitions += 1;
        share.leftOver += Number(leftOver.length > 0);
        share.incomplete += Number(
            leftOver.some(({ note }) => note?.endsWith(" is not brought by additional_build_files.")),
        );
        share.steps += steps.length;
        share.stepsLeftOver += leftOver.length;
    }
    return share;
}
