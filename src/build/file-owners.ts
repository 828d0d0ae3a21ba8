/** Files that RPMs of the plan have already: two packages with one file cannot be installed together. */
import type { Composer, Package } from "../osbuild/composer.ts";
import { isSameSet } from "./resolve.ts";
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
    const ask = async (some: readonly string[]): Promise<string[]> => {
        const answer = await resolveSpecs(composer, [...specs, ...some], distro, signal);
        // Some source has them; packages of the plan do where asking for them brings no other one.
        const there = some.filter(path => !answer.missing.has(path));
        if (answer.packages && isSameSet(answer.packages, packages)) return there;
        if (there.length < 2) return [];
        const half = there.length >> 1;
        return [...(await ask(there.slice(0, half))), ...(await ask(there.slice(half)))];
    };
    return new Set(await ask(told));
}
