/** The second step: push the blueprint under a version that is ours alone, and start the compose. */
import { contentDirectory } from "../content/repository.ts";
import { publicKeyFile } from "../content/sign.ts";
import { readText } from "../host/files.ts";
import { HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { type Blueprint, blueprintSchema, droppedFields } from "../osbuild/blueprint.ts";
import type { ComposeRequest } from "../osbuild/composer.ts";
import { whilePushing } from "./claim.ts";
import type { Plan } from "./plan.ts";
import { planFile } from "./prepare.ts";
import type { BuildRecord } from "./record.ts";
import type { Work } from "./run.ts";
import { layOutParent, servedDirectory, serveRepository } from "./serve.ts";
import { buildDirectory, listBuilds } from "./store.ts";

/** Builds of one definition take turns; whoever else pushes under its name does not do so this often. */
const ATTEMPTS = 5;

export async function startCompose(work: Work, record: BuildRecord): Promise<BuildRecord> {
    const found = record.blueprintVersion === null ? null : await findCompose(work, record);
    if (found !== null) return work.save(waiting(record, found));
    const plan = await readPlan(work, record);
    const served = await serveParent(work, record);
    return whilePushing(work, record.definition, () => pushAndStart(work, served, plan));
}

async function pushAndStart(work: Work, record: BuildRecord, plan: Plan): Promise<BuildRecord> {
    let current = record;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const version = await nextVersion(work, record.definition);
        const blueprint = { ...plan.blueprint, version };
        await work.composer.pushBlueprint(blueprint);
        const stored = await work.composer.readBlueprint(blueprint.name);
        if (!stored || !sameVersion(stored, blueprint)) continue;
        const dropped = droppedFields(stored, blueprint);
        if (dropped.length > 0)
            throw new HostError("failed", format(_("This osbuild-composer does not know $0."), dropped.join(", ")));
        if (!sameBlueprint(stored, blueprint)) continue;
        // Written before the compose is started: one whose id never arrives is found again by its version.
        current = await work.save({ ...current, blueprintVersion: version });
        // Not given up on cancel: the composer would start it all the same, and nobody would know its id.
        const id = await withContent(work, current, async isChecked => {
            // So is this: of a compose that is found again nobody could tell it any more.
            if (current.content && isChecked !== null)
                current = await work.save({ ...current, content: { ...current.content, isChecked } });
            return work.composer.startCompose(composeRequest(current));
        });
        const [compose] = await work.composer.readComposes([id]);
        if (!compose || compose.version === version) return work.save(waiting(current, id));
        await work.composer.cancelCompose(id);
    }
    throw new HostError("failed", _("The blueprint was changed by somebody else each time it was pushed."));
}

const composeRequest = ({ definition, type, ref, parent, remote, served }: BuildRecord): ComposeRequest => ({
    blueprint: definition,
    imageType: type,
    ref,
    parent: remote && parent ? remote.ref : null,
    url: remote?.url ?? served,
});

/**
 * With the content RPM's repository among the sources, for as long as the compose resolves its packages.
 *
 * Not longer: one source that cannot be read any more, because somebody deleted its directory, would stop every build on
 * this machine.
 */
async function withContent<Result>(
    { host, composer, state }: Work,
    record: BuildRecord,
    resolve: (isChecked: boolean | null) => Promise<Result>,
): Promise<Result> {
    const { content } = record;
    if (!content) return resolve(null);
    const id = contentSource(record);
    const directory = contentDirectory(state, content);
    const key = content.key === null ? null : await readText(host, `${directory}/${publicKeyFile}`);
    if (content.key !== null && key === null)
        throw new HostError("failed", format(_("$0 is gone. Start the build once more."), directory));
    const source = { id, name: id, url: `file://${directory}`, key };
    await composer.pushSource(source);
    try {
        const isChecked = key === null ? null : await composer.checksSource(source);
        // It would look for a key that it has not kept, and refuse every package.
        if (isChecked === false) await composer.pushSource({ ...source, key: null });
        return await resolve(isChecked);
    } finally {
        await composer.deleteSource(id);
    }
}

const waiting = (record: BuildRecord, composeId: string): BuildRecord => ({
    ...record,
    state: "waiting",
    composeId,
    phases: { ...record.phases, waiting: Date.now() },
});

/** Its own for each build: one that ends does not take away what another still resolves with. */
export const contentSource = ({ id, definition }: BuildRecord): string => `ee-${definition}-${id}`;

/** A compose is ours by its blueprint, and a version that no other compose of it has. Null when there is none. */
export async function findCompose({ composer }: Work, record: BuildRecord): Promise<string | null> {
    const composes = await composer.listComposes();
    const ours = composes.find(
        ({ blueprint, version }) => blueprint === record.definition && version === record.blueprintVersion,
    );
    return ours?.id ?? null;
}

async function readPlan({ host, state }: Work, record: BuildRecord): Promise<Plan> {
    const text = await readText(host, `${buildDirectory(state, record.id)}/${planFile}`);
    if (text === null) throw new HostError("failed", _("The plan of this build is gone."));
    return JSON.parse(text) as Plan;
}

/** 0.0.N, higher than any that a build of this definition, or a compose or the blueprint at the composer, has. */
async function nextVersion({ host, composer, state }: Work, name: string): Promise<string> {
    const [stored, builds, composes] = await Promise.all([
        composer.readBlueprint(name),
        listBuilds(host, state),
        composer.listComposes(),
    ]);
    const used = [
        stored?.version,
        ...composes.filter(({ blueprint }) => blueprint === name).map(({ version }) => version),
        ...builds.filter(({ definition }) => definition === name).map(build => build.blueprintVersion),
    ];
    const patches = used.map(version => Number(/^0\.0\.(\d+)$/.exec(version ?? "")?.[1] ?? 0));
    return `0.0.${Math.max(0, ...patches) + 1}`;
}

/** A parent in this machine's repository has to be had over HTTP; where, is in the record from then on. */
async function serveParent({ host, state, save }: Work, record: BuildRecord): Promise<BuildRecord> {
    const { remote, parent, served } = record;
    if (!remote || remote.url !== null || parent === null || served !== null) return record;
    const directory = servedDirectory(state, record);
    if (remote.ref === parent) await layOutParent(host, `${state}/repo`, directory, parent);
    return save({ ...record, served: await serveRepository(host, directory, remote.ref, parent) });
}

const sameVersion = (stored: Blueprint, pushed: Blueprint): boolean =>
    stored.version === pushed.version && stored.distro === pushed.distro;

/** The server may have put keys in another order, and an empty version for none. */
const sameBlueprint = (stored: Blueprint, pushed: Blueprint): boolean => asked(stored) === asked(pushed);

const asked = (blueprint: Blueprint): string => {
    const parsed = blueprintSchema.parse(blueprint);
    const { packages, groups, enabled_modules = [], containers = [], customizations = {} } = parsed;
    const { user = [], group = [], directories = [], files = [] } = customizations;
    const specs = packages.map(({ name, version = "" }) => [name, version]);
    const images = containers.map(({ source, "tls-verify": isVerified = null }) => [source, isVerified]);
    return JSON.stringify([specs, groups, enabled_modules, images, user, group, directories, files]);
};
