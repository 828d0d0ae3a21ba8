/** The ready image of an execution environment, embedded in the commit: what it is to the plan. Pure. */
import { type ChosenContainer, choicesFile } from "../ee/choices.ts";
import { parseImageReference } from "../ee/image-reference.ts";
import type { Requirement } from "../ee/requirement.ts";
import { _, format } from "../language.ts";
import type { Blueprint } from "../osbuild/blueprint.ts";
import type { PlannedRequirement } from "./plan.ts";

/** What the blueprint says of it. */
export const containersOf = (container: ChosenContainer | null): Pick<Blueprint, "containers"> =>
    container
        ? {
              containers: [
                  {
                      source: container.image,
                      ...("tls-verify" in container ? { "tls-verify": container["tls-verify"] } : {}),
                  },
              ],
          }
        : {};

const imageRequirement = ({ image }: ChosenContainer): Requirement => ({
    ...{ kind: "container", name: image, wanted: "", text: image, askedBy: [choicesFile] },
});

/** What runs an image. It is asked for where a source has it; image types for OSTree bring it too. */
export const runtimeRequirement = (): Requirement => ({
    ...{ kind: "system", name: "podman", wanted: "", text: "podman", askedBy: [choicesFile] },
});

/** @param isRun Whether there will be something to run it; null where that is not known. */
export function planImage(container: ChosenContainer, isRun: boolean | null): PlannedRequirement {
    const digest = digestOf(container.image);
    const notes = [
        ...(digest === null
            ? [_("A tag may be moved to another image. Give the digest to get this one and no other.")]
            : []),
        // A digest vouches for the image itself.
        ...(digest === null && container["tls-verify"] === false
            ? [_("Nothing vouches for the registry it comes from.")]
            : []),
        ...(isRun === false ? [format(_("No source has $0, which runs it."), runtimeRequirement().name)] : []),
    ];
    return {
        ...imageRequirement(container),
        carrier: "container",
        fidelity: notes.length === 0 ? "exact" : "equivalent",
        satisfiedBy: digest,
        note: notes.length === 0 ? null : notes.join(" "),
    };
}

/** "sha256:…", or null where a tag decides which image it is. */
export function digestOf(image: string): string | null {
    const parsed = parseImageReference(image);
    return "problem" in parsed ? null : parsed.digest;
}

/** A requirement for which the image stands alone: all that is known of it is that the image is one of this definition. */
export const carriedByImage = (requirement: Requirement): PlannedRequirement => ({
    ...requirement,
    carrier: "container",
    fidelity: "equivalent",
    satisfiedBy: null,
    note: _("The image is to bring it; what is in the image was not looked at."),
});

/** The rows of a definition with its image; where that stands alone, it carries all that is needed. */
export const withImage = (
    rows: readonly PlannedRequirement[],
    container: ChosenContainer | null,
): PlannedRequirement[] => [
    ...(container ? [planImage(container, null)] : []),
    ...rows.map(row => (container?.alone && row.fidelity !== "not-needed" ? carriedByImage(row) : row)),
];
