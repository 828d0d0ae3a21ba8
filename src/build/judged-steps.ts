/** Build steps and the files that they bring, as rows of a plan. */
import type { Definition } from "../ee/definition.ts";
import { definitionFile, type Files } from "../ee/files.ts";
import type { Requirement } from "../ee/requirement.ts";
import { stepRequirement } from "../ee/requirements.ts";
import { isBroughtFrom } from "../ee/step-given.ts";
import { listSteps, type Step } from "../ee/steps.ts";
import { _, format } from "../language.ts";
import type { PlannedRequirement } from "./plan.ts";

/**
 * What becomes of a build step, and of a file that steps bring; null for any other requirement.
 *
 * @param amend What the row of a step is once it is known what can be carried of it: a file goes with it.
 */
export function judgeSteps(
    files: Files,
    definition: Definition,
    amend: (row: PlannedRequirement) => PlannedRequirement = row => row,
    steps: readonly Step[] = listSteps(files, definitionFile(files), definition),
): (requirement: Requirement) => PlannedRequirement | null {
    const main = definitionFile(files);
    const waiting = new Map<string, Step[]>();
    for (const step of steps) {
        const key = keyOf(stepRequirement(step));
        waiting.set(key, [...(waiting.get(key) ?? []), step]);
    }
    return requirement => {
        if (requirement.kind === "file") return planFile(requirement, main, steps, amend);
        // Steps that read alike are judged in the order in which they stand.
        const step = requirement.kind === "build-step" ? waiting.get(keyOf(requirement))?.shift() : undefined;
        return step ? amend(planStep(requirement, step)) : null;
    };
}

const keyOf = ({ name, text, askedBy }: Requirement): string => JSON.stringify([name, text, askedBy]);

const planStep = (requirement: Requirement, { carrier, fidelity, note }: Step): PlannedRequirement => ({
    ...{ ...requirement, carrier, fidelity, satisfiedBy: null, note },
});

/** A file goes where the last step that takes it puts it. */
function planFile(
    requirement: Requirement,
    main: string,
    steps: readonly Step[],
    amend: (row: PlannedRequirement) => PlannedRequirement,
): PlannedRequirement | null {
    const step = steps.findLast(({ effects }) =>
        effects.some(
            effect =>
                effect.kind === "file" &&
                "definition" in effect.from &&
                isBroughtFrom(requirement.name, effect.from.definition, main),
        ),
    );
    if (!step) return null;
    const { carrier, fidelity, note } = amend(planStep(stepRequirement(step), step));
    const words =
        carrier === null
            ? _("The build step in line $0 was to bring it: $1")
            : _("The build step in line $0 brings it: $1");
    return { ...requirement, carrier, fidelity, satisfiedBy: null, note: format(words, step.line, note ?? "") };
}
