/** Lock a definition: what its plan brings now, exactly, for the file beside it. */
import { checkDefinition } from "../ee/check.ts";
import { type LockedParent, parseLocked, withoutLock, writeLocked } from "../ee/lock-file.ts";
import { redactUrls } from "../ee/redact-url.ts";
import type { Host } from "../host/host.ts";
import { _, format } from "../language.ts";
import type { Composer } from "../osbuild/composer.ts";
import { heldFiles, lockedPlan, lockOf } from "./author-lock.ts";
import { lockedRpm } from "./lock.ts";
import { pinImages } from "./lock-images.ts";
import { findUnheld } from "./locked-asks.ts";
import { type BuildTop, readParent, remoteOf } from "./parent.ts";
import type { Plan } from "./plan.ts";
import { type Authored, type PlanningOptions, planWhole } from "./planning.ts";
import { nevra } from "./resolve.ts";
import { resolveSpecs } from "./resolving.ts";

/** The text of the file, or why there is none, as a sentence; and what is locked, or could not be: the plan, and the commit to build on. */
export type Locking = { plan: Plan; parent: string | null; file: string | null; reason: string | null };

/**
 * A lock that is there already does not count. Throws HostError as `planWhole` does, and as `readParent` for what is to be
 * built on and cannot be found.
 *
 * @param top The commit that it is now is locked, too; of nothing, or none, no commit is.
 */
export async function lockPlan(
    host: Host,
    composer: Composer,
    state: string,
    authored: Authored,
    { by, top = { kind: "nothing" }, signal }: PlanningOptions & { by: string; top?: BuildTop },
): Promise<Locking> {
    const parent = await findParent(host, state, top, signal);
    const files = withoutLock(authored.files);
    const whole = await planWhole(host, composer, state, { ...authored, files }, { signal });
    const { plan } = whole;
    const told = { plan, parent: parent?.checksum ?? null };
    const refuse = (reason: string | null): Locking => ({ ...told, file: null, reason });
    const url = parent?.remote?.url ?? "";
    if (redactUrls(url) !== url)
        return refuse(_("The address of the repository to build on tells a secret, which a lock would keep."));
    const refused = whyNotLock(plan);
    if (refused !== null) return refuse(refused);
    const { packages, groups, distro } = plan.blueprint;
    const asked = [...packages.map(({ name }) => name), ...groups.map(({ name }) => `@${name}`)];
    const specs = asked.filter(spec => spec !== plan.content?.name);
    const found = await resolveSpecs(composer, specs, distro, signal);
    if (found.packages === null) return refuse(found.conflict);
    if (found.missing.size > 0) return refuse(format(_("No source has $0."), [...found.missing].join(", ")));
    const brought = new Set(found.packages.map(nevra));
    const isThere = ({ carrier, satisfiedBy }: Plan["requirements"][number]) =>
        carrier !== "blueprint" || satisfiedBy === null || brought.has(satisfiedBy);
    if (!plan.requirements.every(isThere)) return refuse(_("The sources have changed meanwhile. Lock again."));
    const { definition } = checkDefinition(files);
    const held = heldFiles(files, definition ?? {});
    const of = { definition: authored.name, by, on: new Date(), parent };
    const locked = lockedPlan(whole, found.packages.map(lockedRpm), held, of);
    const file = locked && writeLocked(locked);
    // What could not be read again would stop every build.
    const again = file === null ? null : parseLocked(file);
    const lock = again && lockOf(again, new Map());
    return lock && findUnheld(lock).length === 0
        ? { ...told, file, reason: null }
        : refuse(_("The plan holds more than can be locked."));
}

async function findParent(
    host: Host,
    state: string,
    top: BuildTop,
    signal: AbortSignal | undefined,
): Promise<LockedParent | null> {
    const checksum = await readParent(host, state, top, signal);
    const remote = remoteOf(top);
    if (checksum === null || remote === null) return null;
    const { url, ref } = remote;
    // Whether a ref names it or not: what is locked stays when the ref goes on.
    return { checksum, remote: url === null ? null : { url, ref } };
}

/** A sentence, or null where it can be locked: where it is known beforehand what a build would take. */
function whyNotLock({ blueprint, leftOver, content }: Plan): string | null {
    if (leftOver.length > 0 || !content) return format(_("Not everything is settled: $0."), leftOver.join(", "));
    const { enabled_modules: modules = [], containers = [] } = blueprint;
    if (modules.length > 0)
        return format(
            _(
                "Which RPMs come of the module streams $0 is known when they are built. Build once, and build that again exactly.",
            ),
            modules.map(({ name, stream }) => `${name}:${stream}`).join(", "),
        );
    const { broken } = pinImages({ blueprint: { containers }, images: [], checksum: null });
    return broken.length === 0
        ? null
        : format(_("$0 is named by a tag, which may be moved. Name the image by its digest."), broken[0]?.text ?? "");
}
