/** Ask the composer whether all specs go together, and which of them nobody has: few questions, however many specs. */
import type { Composer, Package } from "../osbuild/composer.ts";
import type { Ask, Resolution } from "./resolve.ts";

export async function resolveAsks(
    composer: Composer,
    asks: readonly Ask[],
    distro: string,
    signal?: AbortSignal,
): Promise<Resolution> {
    const { packages, missing, conflict } = await resolveSpecs(
        composer,
        asks.map(({ spec }) => spec),
        distro,
        signal,
    );
    const conditioned = asks.filter(({ spec, loose }) => spec !== loose && missing.has(spec));
    const loose = await resolveSpecs(
        composer,
        conditioned.map(ask => ask.loose),
        distro,
        signal,
    );
    const otherwise = new Map<string, Package[]>();
    for (const ask of conditioned) if (!loose.missing.has(ask.loose)) otherwise.set(ask.loose, loose.packages ?? []);
    return { packages, missing, otherwise, conflict };
}

/** The resolver names everything that is missing at once; without that, the rest is asked for again. */
async function resolveSpecs(composer: Composer, specs: readonly string[], distro: string, signal?: AbortSignal) {
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
