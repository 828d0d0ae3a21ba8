/** What the composer's sources have by now of the RPMs that a commit holds. */
import type { Composer } from "../osbuild/composer.ts";
import { type LockedRpm, lockedRpm } from "./lock.ts";
import type { Plan } from "./plan.ts";
import { resolveSpecs } from "./resolving.ts";

/** Null with dnf's words where what would be built now, and the newest of all that was, do not go together. */
export type RpmsNow = { rpms: LockedRpm[]; conflict: null } | { rpms: null; conflict: string };

/**
 * The RPMs that the image type adds are no part of a blueprint, so that all of the commit are asked for by name.
 *
 * @param then All of the commit.
 * @returns Without the content RPM, which is in no source.
 */
export async function readRpmsNow(
    composer: Composer,
    { blueprint, content }: Pick<Plan, "blueprint" | "content">,
    then: readonly LockedRpm[],
    signal?: AbortSignal,
): Promise<RpmsNow> {
    const { packages, groups, distro } = blueprint;
    const own = content?.name ?? "";
    const asked = [...packages.map(({ name }) => name), ...groups.map(({ name }) => `@${name}`)];
    const specs = [...asked, ...then.map(({ name }) => name)].filter(spec => spec !== own);
    const now = await resolveSpecs(composer, specs, distro, signal);
    return now.packages === null
        ? { rpms: null, conflict: now.conflict ?? "" }
        : { rpms: now.packages.map(lockedRpm), conflict: null };
}
