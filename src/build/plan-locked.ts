/**
 * The plan of a build that is to bring what a commit has, exactly.
 *
 * Nothing is chosen anew: the rows are those of the plan then, the blueprint asks for every RPM of the commit by its
 * version and for an image by its digest, and the content RPM is the same, taken from where it lies or packed once more.
 * Whatever stands in the way is one more row, unsettled, so that a build is stopped by it before anything is composed.
 */
import { hasContent } from "../content/repository.ts";
import { carriedFiles } from "../ee/carried.ts";
import { checkDefinition } from "../ee/check.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import type { Composer } from "../osbuild/composer.ts";
import { changedFiles, type Lock, pinOf } from "./lock.ts";
import { pinImages } from "./lock-images.ts";
import { brokenRow, findGone } from "./locked-rpms.ts";
import type { WholePlan } from "./packing.ts";
import { isUnsettled, type PlannedRequirement } from "./plan.ts";
import type { Authored, PlanningOptions } from "./planning.ts";
import { changedDirectories, repack } from "./repack.ts";

/** Content is null, too, where it is packed already. Throws HostError as `planWhole` does. */
export async function planLocked(
    host: Host,
    composer: Composer,
    state: string,
    { name, files, distro }: Authored,
    lock: Lock,
    { signal }: PlanningOptions = {},
    /** What became of the definition since. */
    differ: typeof differences = differences,
): Promise<WholePlan> {
    const { definition } = checkDefinition(files);
    if (!definition) throw new HostError("failed", _("The definition has errors. Settle them first."));
    const carried = carriedFiles(files, definition);
    const others = differ(lock, carried, distro);
    const gone = await findGone(composer, lock, signal);
    const now = { name, files, carried };
    const again =
        others.length > 0 || (await hasContent(host, state, lock.content))
            ? {
                  content: null,
                  broken: others.length > 0 ? [] : await changedDirectories(host, state, now, lock, signal),
              }
            : await repack(host, state, now, lock, signal);
    const images = pinImages(lock);
    const requirements = [...others, ...gone, ...images.broken, ...again.broken, ...lock.plan.requirements];
    const packages = lock.rpms.map(rpm => ({ name: rpm.name, version: pinOf(rpm) }));
    const blueprint = {
        name,
        description: `Execution environment ${name}`,
        version: "0.0.0",
        packages: [...packages, lock.content],
        // What they brought is among the packages.
        ...{ modules: [], groups: [] },
        ...lock.blueprint,
        ...images.blueprint,
        distro: lock.plan.distro,
    };
    const leftOver = requirements.filter(isUnsettled).map(({ text }) => text);
    const plan = { distro, requirements, blueprint, content: lock.content, leftOver, stale: [] };
    return { plan: { ...plan, packages: lock.rpms.length }, content: again.content };
}

/** The definition has to be the one that the commit was made from: of another one nothing is known. */
function differences(lock: Lock, carried: ReadonlyMap<string, string>, distro: string): PlannedRequirement[] {
    const note = _("It is not what the commit was made from. Restore that version, or build with what is newer.");
    const changed = changedFiles(lock, carried).map(path => brokenRow("file", path, "conflict", lock, note));
    if (distro === lock.plan.distro) return changed;
    const other = format(_("The commit was made for $0."), lock.plan.distro);
    return [...changed, brokenRow("system", distro, "conflict", lock, other)];
}
