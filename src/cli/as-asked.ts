/** A definition as the options of `plan` and `build` want it. */
import { withoutLock } from "../ee/lock-file.ts";
import { withContainer } from "./container.ts";
import { type Context, UsageError } from "./context.ts";
import type { GivenDefinition } from "./definition.ts";

/** With the image of `--container`, and without what is locked for `--newest`. Throws UsageError. */
export function asAsked(
    options: Pick<Context, "container" | "containerOnly" | "newest" | "lock">,
    given: GivenDefinition,
): GivenDefinition {
    if (options.newest && options.lock !== undefined) throw new UsageError("--newest and --lock exclude each other");
    const chosen = withContainer(options, given);
    return options.newest ? { ...chosen, files: withoutLock(chosen.files) } : chosen;
}
