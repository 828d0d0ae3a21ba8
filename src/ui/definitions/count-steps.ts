/** How many build steps a definition has. */
import type { Fields } from "../../ee/fields.ts";
import { splitSteps } from "../../ee/step-split.ts";
import { linesIn } from "../../ee/step-text.ts";

/** A build step is one instruction, whether it has a line of its own in a list or goes on over several of a text. */
export function countSteps({ table }: Pick<Fields, "table">): number {
    const stages = table.filter(({ spec }) => spec.section === "steps");
    const pieces = stages.flatMap(({ items }) => splitSteps(items.flatMap(({ text }) => linesIn(text))));
    return pieces.filter(({ instruction }) => instruction !== null).length;
}
