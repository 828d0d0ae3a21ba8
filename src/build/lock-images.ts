/** The images that a commit embeds, each by its digest; pure. */
import { parseImageReference } from "../ee/image-reference.ts";
import { _ } from "../language.ts";
import type { Blueprint } from "../osbuild/blueprint.ts";
import { findImage } from "../ostree/images.ts";
import type { Lock } from "./lock.ts";
import { brokenRow } from "./locked-rpms.ts";
import type { PlannedRequirement } from "./plan.ts";

/**
 * What the blueprint says of them: a tag may have been moved since, and nothing that is compared after a build would tell.
 * So the image is pulled by the digest that the commit's own list of images has for it, and keeps the name it had. Where
 * that digest is none of the registry's (a worker that converted the image), the compose is refused, and no other comes.
 *
 * @returns And a row for each image of which the commit does not tell the digest.
 */
export function pinImages(lock: Pick<Lock, "blueprint" | "images" | "checksum" | "on">): {
    blueprint: Pick<Blueprint, "containers">;
    broken: PlannedRequirement[];
} {
    const { containers } = lock.blueprint;
    if (!containers) return { blueprint: {}, broken: [] };
    const broken: PlannedRequirement[] = [];
    const pinned = containers.map(container => {
        const { source, name = source } = container;
        const pin = pinOf(source, findImage(lock.images, name)?.digest ?? null);
        if (pin === source) return container;
        if (pin !== null) return { ...container, source: pin, name };
        const note = _("The commit does not tell the digest of that image, and a tag may be moved to another.");
        broken.push(brokenRow("container", source, "missing", lock, note));
        return container;
    });
    return { blueprint: { containers: pinned }, broken };
}

/** The same reference by its digest; null where there is none. */
function pinOf(source: string, digest: string | null): string | null {
    const parsed = parseImageReference(source);
    if ("problem" in parsed) return null;
    if (parsed.digest !== null) return source;
    const pinned = `${parsed.registry}/${parsed.path}@${digest}`;
    return "problem" in parseImageReference(pinned) ? null : pinned;
}
