/** Files that RPMs of the plan have already: two packages with one file cannot be installed together. */
import type { Composer, Package } from "../osbuild/composer.ts";
import { nevra } from "./resolve.ts";
import { resolveSpecs } from "./resolving.ts";

/** Of other files the composer's metadata does not tell which package has them. */
const isTold = (path: string): boolean => /^\/usr\/s?bin\/|^\/etc\//.test(path);

/**
 * Which of these paths one of the packages has. Those that the image type brings by itself are not known here.
 *
 * @param specs What is asked for, and goes together.
 * @param packages What the composer makes of it; null when it does not go together.
 */
export async function findOwned(
    composer: Composer,
    specs: readonly string[],
    packages: readonly Package[] | null,
    paths: readonly string[],
    distro: string,
    signal?: AbortSignal,
): Promise<Set<string>> {
    const told = paths.filter(isTold);
    if (packages === null || told.length === 0) return new Set();
    const { missing } = await resolveSpecs(composer, [...specs, ...told], distro, signal);
    const owned = new Set<string>();
    for (const path of told.filter(each => !missing.has(each))) {
        // Some source has it; a package of the plan does where asking for it brings no other one.
        const answer = await resolveSpecs(composer, [...specs, path], distro, signal);
        if (answer.packages && sameSet(answer.packages, packages)) owned.add(path);
    }
    return owned;
}

const sameSet = (one: readonly Package[], other: readonly Package[]): boolean => {
    const names = new Set(other.map(nevra));
    return one.length === other.length && one.every(each => names.has(nevra(each)));
};
