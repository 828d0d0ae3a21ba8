/** Verify a commit: what it tells of its definitions, or a definition at hand, against what it holds. Only reads. */
import { carriedFiles } from "../ee/carried.ts";
import { checkDefinition } from "../ee/check.ts";
import { readChoices } from "../ee/choices.ts";
import { isCollectionName } from "../ee/galaxy.ts";
import { readMetadata } from "../ee/introspection-metadata.ts";
import { readIntrospected } from "../ee/introspection-reading.ts";
import type { Requirement } from "../ee/requirement.ts";
import { galaxyRequirement, listRequirements } from "../ee/requirements.ts";
import { installedBy, listEffects } from "../ee/steps.ts";
import { readTarget } from "../ee/target.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { readImageContents } from "../ostree/image-contents.ts";
import { imageFiles } from "../ostree/images.ts";
import { type Inventory, readInventory } from "../ostree/inventory.ts";
import { readTexts } from "../ostree/texts.ts";
import { planExcluded } from "./asks.ts";
import { withImage } from "./container.ts";
import { introspect } from "./gather.ts";
import { judgeSteps } from "./judged-steps.ts";
import type { PlannedRequirement } from "./plan.ts";
import { mergeRequirements } from "./resolve.ts";
import { readTold, type Told, toldFiles } from "./told.ts";
import { acceptLacking, addUnplanned, asUnplanned, type Verified, verifyRequirements } from "./verify.ts";
import { collectionAt } from "./verify-collection.ts";
import { interpreterOf } from "./verify-python.ts";
import { roleFiles } from "./verify-role.ts";
import { effectsOf, tellingFiles } from "./verify-steps.ts";

/** A definition that a commit is held against. */
export type Given = { name: string; files: ReadonlyMap<string, string>; distro: string | null };

/** By name of the definition. Empty where the commit tells of none and none is given. */
export type Verification = { definition: string; requirements: Verified[] }[];

const LARGEST_TEXT = 1024 * 1024;

/**
 * @param given Instead of what the commit tells of itself.
 * @throws HostError "failed" when the definition given has errors, or for which distribution cannot be told.
 */
export async function verifyCommit(
    host: Host,
    repo: string,
    checksum: string,
    given: Given | null,
): Promise<Verification> {
    const held = await readInventory(host, repo, checksum);
    const inImages = await readImageContents(host, repo, checksum, held.entries);
    const told = readTold(await readTexts(host, repo, checksum, toldFiles(held.entries.values())));
    const own = told.find(({ name }) => name === given?.name) ?? told[0];
    const wanted = given
        ? [{ name: given.name, files: given.files, plan: null, distro: given.distro ?? own?.plan?.distro ?? null }]
        : told.map(each => ({ ...each, distro: each.plan?.distro ?? null }));
    const readAll = (paths: Iterable<string>): Promise<Map<string, string>> => {
        const files = [...new Set(paths)].flatMap(path => held.entries.get(path) ?? []);
        const small = files.filter(({ type, size }) => type === "file" && size <= LARGEST_TEXT);
        return readTexts(host, repo, checksum, small);
    };
    const read = async (path: string): Promise<string | null> => (await readAll([path])).get(path) ?? null;
    return Promise.all(
        wanted.map(async each => {
            const { asked, installed, effects } = await listAsked(each, held, read);
            const roles = [...asked, ...installed]
                .filter(({ kind }) => kind === "role")
                .flatMap(({ name }) => roleFiles(name));
            const telling = [...tellingFiles(told.map(({ name }) => name)), ...roles, ...imageFiles];
            const found = await readAll(telling);
            const texts = new Map(telling.map(path => [path, found.get(path) ?? ""]));
            const verified = verifyRequirements(asked, { ...held, texts, inImages }, effects);
            return { definition: each.name, requirements: acceptLacking(asked, verified, readChoices(each.files)) };
        }),
    );
}

type Wanted = Pick<Told, "name" | "files" | "plan"> & { distro: string | null };
type Read = (path: string) => Promise<string | null>;

/**
 * What is asked for: as planned, and what the definition says beside; without a plan, what the collections ask for.
 * Apart from it what build steps install, which is found with their effects.
 */
async function listAsked(
    { name, files, plan, distro }: Wanted,
    held: Inventory,
    read: Read,
): Promise<{ asked: PlannedRequirement[]; installed: Requirement[]; effects: ReturnType<typeof effectsOf> }> {
    const given = checkDefinition(files).definition;
    if (!given && plan) return { asked: plan.requirements, installed: [], effects: () => null };
    if (!given) throw new HostError("failed", format(_("The definition $0 has errors, or is not whole."), name));
    if (distro === null)
        throw new HostError("failed", format(_("For which distribution $0 is meant is not told."), name));
    // Only what may leave the directory, as in a plan: what is told here is printed and kept.
    const carried = carriedFiles(files, given);
    const definition = checkDefinition(carried).definition ?? given;
    const named = readTarget(distro);
    // Markers are judged for the Python that is there, wherever the distribution's name does not tell of it.
    const target = { ...named, python: /^python(\d+\.\d+)$/.exec(interpreterOf(held) ?? "")?.[1] ?? named.python };
    const asked = listRequirements(carried, definition, target).filter(({ text }) => text.trim() !== "");
    const effects = effectsOf(carried, definition);
    const installed = installedBy(listEffects(carried, definition)).map(entry => galaxyRequirement(entry, ""));
    const judged = judgeSteps(carried, definition);
    const judge = (requirement: Requirement) => judged(requirement) ?? asUnplanned(requirement);
    if (plan) return { asked: addUnplanned(plan.requirements, mergeRequirements(asked), judge), installed, effects };
    const collections = await readAskedFor([...asked, ...installed], held, read);
    const { requirements, excluded } = introspect(collections, definition, target);
    const merged = mergeRequirements([...asked, ...collections.flatMap(({ needs }) => needs), ...requirements]);
    const all = [...merged.map(judge), ...planExcluded(excluded)];
    return { asked: withImage(all, readChoices(files).container), installed, effects };
}

type Needing = { name: string; version: string; files: Map<string, string>; needs: Requirement[] };

/** The collections that are asked for, with those that they need, as far as they are there. */
async function readAskedFor(asked: readonly Requirement[], held: Inventory, read: Read): Promise<Needing[]> {
    const names = asked
        .filter(({ kind }) => kind === "collection")
        .map(({ name }) =>
            isCollectionName(name) ? name : collectionAt(name, held.collections, asked).collection?.name,
        );
    const found = new Map<string, Needing>();
    // Grows as it is walked: what one needs is looked for behind those that were asked for.
    for (const name of names) {
        const own = held.collections.find(collection => collection.name === name);
        if (!own || found.has(own.name)) continue;
        const files = await readIntrospected(path => read(`${own.directory}/${path}`));
        const version = own.version ?? "";
        const needs = Object.entries(readMetadata(files)?.dependencies ?? {}).map(
            ([other, condition]): Requirement => ({
                kind: "collection",
                name: other,
                wanted: condition === "*" ? "" : condition,
                text: condition === "*" ? other : `${other} ${condition}`,
                askedBy: [`${own.name} ${version}`.trim()],
            }),
        );
        found.set(own.name, { name: own.name, version, files, needs });
        names.push(...needs.map(need => need.name));
    }
    return [...found.values()];
}
