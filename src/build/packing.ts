/** From what a plan found to what a build needs: blueprint, content RPM, and what the commit tells of itself. */
import { collectionsDirectory } from "../content/collection.ts";
import type { Fetched } from "../content/fetch.ts";
import { collectionsPath } from "../content/path.ts";
import type { Content, ContentTree } from "../content/repository.ts";
import { versionOf } from "../content/version.ts";
import type { Interpreter } from "../ee/interpreter.ts";
import { REDACTED } from "../ee/redact-url.ts";
import { format, inSource } from "../language.ts";
import type { Settled } from "./acknowledged.ts";
import { galaxyLock } from "./galaxy-lock.ts";
import type { Gathered } from "./gather.ts";
import { isUnsettled, type Plan } from "./plan.ts";
import type { Ask } from "./resolve.ts";
import { roleFiles, roleTrees } from "./roles.ts";
import type { StepContent } from "./step-content.ts";
import type { WheelContent } from "./wheel-content.ts";

/** A plan with what a build needs beside it. */
export type WholePlan = {
    plan: Plan;
    /** What the content RPM holds; null as in the plan. */
    content: Content | null;
};

/** What a plan found. */
export type Found = {
    name: string;
    distro: string;
    /** What of the definition leaves its directory. */
    carried: ReadonlyMap<string, string>;
    choice: Settled;
    /** What the blueprint asks for. */
    asks: readonly Ask[];
    gathered: Gathered;
    wheels: WheelContent & { lock: object[] };
    /** What wheels and steps are for; none where nothing of them is packed. */
    interpreter?: Interpreter;
    steps: StepContent;
    /** How many RPMs the composer resolved; null when it could not be asked. */
    packages: number | null;
};

export function pack(found: Found): WholePlan {
    const { name, distro, carried, choice, asks, gathered, wheels, interpreter, steps, packages } = found;
    const { requirements, stale } = choice;
    const fromGalaxy = requirements.filter(({ kind }) => kind === "collection" || kind === "role");
    const whole = fromGalaxy.every(({ fidelity }) => fidelity !== "missing");
    const about = new Map(
        [...carried].map(([path, text]) => [`definition/${path}`, steps.withheld.has(path) ? `${REDACTED}\n` : text]),
    );
    // With what of the blueprint is no package: a commit cannot be asked for that.
    const made = { wheels: wheels.lock, interpreter, files: steps.lock, blueprint: steps.blueprint };
    // Only where there are some: a commit of before there could be any is built again with the same bytes.
    const clones = steps.clones.length > 0 ? { clones: steps.clones } : {};
    const lock = { ...galaxyLock(gathered), ...made, ...clones };
    about.set("lock.json", `${JSON.stringify(lock, null, 4)}\n`);
    // Of no language: what two people build of one definition is the same.
    const told = requirements.map(({ askedBy, note, ...row }) => ({
        ...row,
        ...{ askedBy: askedBy.map(inSource), note: note === null ? null : inSource(note) },
    }));
    about.set("plan.json", `${JSON.stringify({ distro, requirements: told }, null, 4)}\n`);
    const content = whole ? contentOf(name, gathered, wheels, steps.content, about) : null;
    const own = content && { name: content.name, version: content.version };
    const specs = [...new Set(asks.map(({ spec }) => spec))].sort();
    const blueprint = {
        name,
        description: `Execution environment ${name}`,
        version: "0.0.0",
        packages: [...specs.filter(spec => !isGroup(spec)).map(spec => ({ name: spec })), ...(own ? [own] : [])],
        modules: [],
        groups: specs.filter(isGroup).map(spec => ({ name: spec.slice(1) })),
        ...steps.blueprint,
        distro,
    };
    const leftOver = requirements.filter(isUnsettled).map(({ text }) => text);
    return { plan: { distro, requirements, blueprint, content: own, leftOver, stale, packages }, content };
}

/** dnf's word for a group of packages. */
const isGroup = (spec: string): boolean => spec.startsWith("@");

/** Where the collections go. */
export const collectionTrees = (fetched: Fetched | null): ContentTree[] =>
    (fetched?.collections ?? []).map(({ name }) => {
        const path = name.replace(".", "/");
        return { from: `${fetched?.directory}/${collectionsDirectory}/${path}`, to: `${collectionsPath}/${path}` };
    });

/** @param about Definition, requirement files, plan and lock, redacted. */
export function contentOf(
    name: string,
    { collections: { fetched }, roles }: Pick<Gathered, "collections" | "roles">,
    wheels: WheelContent,
    steps: StepContent["content"],
    about: ReadonlyMap<string, string>,
): Content {
    const collections = fetched?.collections ?? [];
    const content = {
        name: `ee-${name}`,
        summary: format("Content of the execution environment $0", name),
        arch: wheels.arch,
        collections: collections.map(({ name: collection, version }) => ({ name: collection, version })),
        requires: [],
        ...(steps.provides && steps.provides.length > 0 ? { provides: steps.provides } : {}),
        trees: [...collectionTrees(fetched), ...roleTrees(roles), ...wheels.trees, ...steps.trees],
        files: new Map([...roleFiles(roles), ...wheels.files, ...steps.files]),
        directories: new Map([...wheels.directories, ...steps.directories]),
        links: steps.links,
        about,
    };
    return { ...content, version: versionOf(content) };
}
