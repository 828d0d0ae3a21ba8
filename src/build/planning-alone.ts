/** The plan of a definition whose ready image stands for all that it asks for: nothing is fetched, nothing of it resolved. */
import type { Content } from "../content/repository.ts";
import type { ChosenContainer } from "../ee/choices.ts";
import type { Definition } from "../ee/definition.ts";
import { listCompileRequirements, listRequirements } from "../ee/requirements.ts";
import { isUnpacked } from "../ee/step-archive.ts";
import { readTarget } from "../ee/target.ts";
import type { Composer } from "../osbuild/composer.ts";
import { asksOf, planCompile } from "./asks.ts";
import { carriedByImage, containersOf, planImage, runtimeRequirement } from "./container.ts";
import type { Gathered } from "./gather.ts";
import { contentOf, pack, type WholePlan } from "./packing.ts";
import { type Ask, mergeRequirements, planAsk } from "./resolve.ts";
import { resolveTogether } from "./resolving.ts";
import type { WheelContent } from "./wheel-content.ts";

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
    // Nobody looks into them here.
    const withheld = new Set(
        [...carried].filter(([path, text]) => isUnpacked(path, text) !== false).map(([path]) => path),
    );
    return pack({
        ...{ name, distro, carried, asks, gathered: NOTHING, packages: resolution.packages?.length ?? null },
        // What is acknowledged counts again as soon as the image does not stand alone any more.
        choice: { requirements: rows, stale: [] },
        wheels: { ...NO_WHEELS, lock: [] },
        steps: { blueprint: containersOf(container), content: NO_CONTENT, lock: [], clones: [], withheld },
    });
}

/** What is packed then: the definition, and what the commit tells of itself. */
export const contentAlone = (name: string, about: ReadonlyMap<string, string>): Content =>
    contentOf(name, NOTHING, NO_WHEELS, NO_CONTENT, about);

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

const NO_WHEELS: WheelContent = { arch: "noarch", trees: [], files: [], directories: new Map() };

const NO_CONTENT = { trees: [], files: new Map(), directories: new Map(), links: new Map() };
