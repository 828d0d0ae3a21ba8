/** What other images and stages have, and RPMs bring in its place. */
import { _, format } from "../language.ts";
import type { Meaning, StepContext } from "./step-meaning.ts";
import { carried } from "./step-meaning.ts";
import { madeAt, make, nameOf, pathOf } from "./step-place.ts";

/** Directories of programs, whatever the system calls them. */
const PROGRAM = /^\/(?:usr\/(?:local\/)?)(s?bin)\/([\w.+-]+)$/;

/** A program is one whatever package it comes in: the composer is asked for whatever RPM has it. */
export function carryProgram(path: string, context: StepContext): Meaning | null {
    const [, directory, name = ""] = PROGRAM.exec(pathOf(path, context) ?? "") ?? [];
    if (name === "") return null;
    context.made.set(pathOf(path, context) ?? "", { kind: "program", name });
    const note = format(_("The program $0, of the RPM that has it."), name);
    return carried([{ kind: "package", name: `/usr/${directory}/${name}` }], note, "equivalent");
}

/** What is copied from another stage of the definition, or from an image of somebody else's. */
export function foundIn(
    source: string,
    target: string,
    stage: StepContext | null,
    context: StepContext,
): Meaning | null {
    const made = stage && madeAt(source, stage);
    if (made?.kind === "file") return make(target, made, context);
    const isSame = made?.kind === "program" ? made.name === nameOf(target) : nameOf(source) === nameOf(target);
    // Of a stage of the definition nothing else is known.
    return isSame && (made !== null || stage === null) ? carryProgram(target, context) : null;
}
