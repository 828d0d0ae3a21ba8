/** What other images and stages have, and RPMs bring in its place. */
import type { Meaning, StepContext } from "./step-meaning.ts";
import { nameOf, pathOf } from "./step-path.ts";
import { carryProgram, madeAt, make } from "./step-place.ts";

/** What is copied from another stage of the definition, or from an image of somebody else's. */
export function foundIn(
    source: string,
    target: string,
    stage: StepContext | null,
    context: StepContext,
): Meaning | null {
    const made = stage && madeAt(source, stage);
    // Whether it is a file, or a directory of which COPY takes what is in it, only the clone tells.
    if (made?.kind === "file" && made.from && "git" in made.from) return null;
    if (made?.kind === "file") return make(target, made, context);
    const isSame = made?.kind === "program" ? made.name === nameOf(target) : nameOf(source) === nameOf(target);
    // Of a stage of the definition nothing else is known, but for where programs are put by what is not understood.
    const isProgram = /^\/usr\/(?:local\/)?s?bin\//.test(pathOf(source, context) ?? "");
    return isSame && (made !== null || stage === null || isProgram) ? carryProgram(target, context) : null;
}
