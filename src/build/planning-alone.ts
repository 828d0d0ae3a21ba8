/** The plan of a definition whose ready image stands for all that it asks for: nothing is fetched, nothing of it resolved. */
import type { ChosenContainer } from "../ee/choices.ts";
import type { Definition } from "../ee/definition.ts";
import { listCompileRequirements, listRequirements } from "../ee/requirements.ts";
import { readTarget } from "../ee/target.ts";
import type { Composer } from "../osbuild/composer.ts";
import { asksOf, planCompile } from "./asks.ts";
import { carriedByImage, containersOf, planImage, runtimeRequirement } from "./container.ts";
import type { Gathered } from "./gather.ts";
import { pack, type WholePlan } from "./packing.ts";
import { type Ask, mergeRequirements, planAsk } from "./resolve.ts";
import { resolveTogether } from "./resolving.ts";

export type Alone = {
    name: string;
    distro: string;
    /** What of the definition leaves its directory, and what is in it. */
    carried: ReadonlyMap<string, string>;
    definition: Definition;
    container: ChosenContainer;
    signal: AbortSignal | undefined;
};

export async function planAlone(
    composer: Composer,
    { name, distro, carried, definition, container, signal }: Alone,
): Promise<WholePlan> {
    const target = readTarget(distro);
    const asks = await askRuntime(composer, distro, signal);
    const resolution = await resolveTogether(composer, asks, distro, signal);
    const rows = [
        planImage(container, asks.length > 0),
        ...asks.map(ask => planAsk(ask, resolution)),
        ...mergeRequirements(listRequirements(carried, definition, target)).map(carriedByImage),
        ...listCompileRequirements(carried, definition, target).map(planCompile),
    ];
    return pack({
        ...{ name, distro, carried, asks, gathered: NOTHING, packages: resolution.packages?.length ?? null },
        // What is acknowledged counts again as soon as the image does not stand alone any more.
        choice: { requirements: rows, stale: [] },
        wheels: { arch: "noarch", trees: [], files: [], directories: new Map(), lock: [] },
        steps: { blueprint: containersOf(container), content: NO_CONTENT, lock: [] },
    });
}

/** What runs an image, where a source has it. */
export async function askRuntime(composer: Composer, distro: string, signal: AbortSignal | undefined): Promise<Ask[]> {
    const ask = asksOf(runtimeRequirement());
    if (!("spec" in ask)) return [];
    const { state } = await composer.depsolve([ask.spec], distro, signal);
    return state === "resolved" ? [ask] : [];
}

const NOTHING: Gathered = {
    collections: { fetched: null, problem: null, blamed: [] },
    roles: { directory: null, roles: [], problems: new Map() },
    roleSources: new Map(),
    refused: new Map(),
};

const NO_CONTENT = { trees: [], files: new Map(), directories: new Map(), links: new Map() };
