/** `--container IMAGE [--container-only]`: the image to embed, this time, whatever the definition's own choices say. */
import { choicesFile } from "../ee/choices.ts";
import { chooseContainer } from "../ee/choose.ts";
import { checkImageReference } from "../ee/image-reference.ts";
import { type Context, UsageError } from "./context.ts";
import type { GivenDefinition } from "./definition.ts";

/**
 * The definition as given, with what the options say of its image: the same bytes for the same options, so that what was
 * built by them is built again exactly by them and `--lock`. Throws UsageError.
 */
export function withContainer(
    { container: image, containerOnly }: Pick<Context, "container" | "containerOnly">,
    given: GivenDefinition,
): GivenDefinition {
    if (image === undefined && containerOnly) throw new UsageError("--container-only goes with --container IMAGE");
    if (image === undefined) return given;
    const complaint = checkImageReference(image);
    if (complaint !== null) throw new UsageError(`--container: ${complaint}`);
    const files = chooseContainer(given.files, { image, ...(containerOnly ? { alone: true } : {}) });
    if (!files) throw new UsageError(`${choicesFile} is not as it has to be; \`check\` tells what is wrong`);
    return { ...given, files: new Map(files) };
}
