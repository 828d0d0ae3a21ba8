/** Ask the composer whether all specs go together, and which of them nobody has: few questions, however many specs. */
import type { Composer, Package } from "../osbuild/composer.ts";
import type { Ask, Resolution } from "./resolve.ts";

/** Whether all of them go together; what is there in another version is not asked for. */
export async function resolveTogether(
    composer: Composer,
    asks: readonly Ask[],
    distro: string,
    signal?: AbortSignal,
): Promise<Resolution> {
    const specs = asks.map(({ spec }) => spec);
    return { ...(await resolveSpecs(composer, specs, distro, signal)), otherwise: new Map() };
}

/** The same, with what the sources have in place of what is missing of these. */
export async function resolveOtherwise(
    composer: Composer,
    asks: readonly Ask[],
    resolution: Resolution,
    distro: string,
    signal?: AbortSignal,
): Promise<Resolution> {
    const conditioned = asks.filter(({ spec, loose }) => spec !== loose && resolution.missing.has(spec));
    const specs = conditioned.map(({ loose }) => loose);
    const loose = await resolveSpecs(composer, specs, distro, signal);
    const otherwise = new Map<string, Package[]>();
    for (const ask of conditioned) if (!loose.missing.has(ask.loose)) otherwise.set(ask.loose, loose.packages ?? []);
    return { ...resolution, otherwise };
}

/** The resolver names everything that is missing at once; without that, the rest is asked for again. */
export async function resolveSpecs(
    composer: Pick<Composer, "depsolve">,
    specs: readonly string[],
    distro: string,
    signal?: AbortSignal,
): Promise<Pick<Resolution, "packages" | "missing" | "conflict">> {
    const missing = new Set<string>();
    for (;;) {
        const rest = [...new Set(specs)].filter(spec => !missing.has(spec));
        const answer = await composer.depsolve(rest, distro, signal);
        if (answer.state === "resolved") return { packages: answer.packages, missing, conflict: null };
        const known = answer.state === "missing" ? answer.specs.filter(spec => rest.includes(spec)) : [];
        if (known.length === 0) return { packages: null, missing, conflict: answer.message };
        for (const spec of known) missing.add(spec);
    }
}
