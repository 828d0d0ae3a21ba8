/** The second step: push the blueprint under a version that is ours alone, and start the compose. */
import { contentDirectory } from "../content/repository.ts";
import { readText } from "../host/files.ts";
import { HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import type { Blueprint } from "../osbuild/blueprint.ts";
import type { ComposeRequest } from "../osbuild/composer.ts";
import type { Plan } from "./plan.ts";
import { planFile } from "./prepare.ts";
import type { BuildRecord } from "./record.ts";
import type { Work } from "./run.ts";
import { serveRepository } from "./serve.ts";
import { buildDirectory, listBuilds } from "./store.ts";

export async function startCompose(work: Work, record: BuildRecord): Promise<BuildRecord> {
    const { composer, save } = work;
    const started = record.blueprintVersion === null ? null : await findCompose(work, record);
    if (started !== null) return save(waiting(record, started));

    const plan = await readPlan(work, record);
    const version = await nextVersion(work, record.definition);
    const blueprint = { ...plan.blueprint, version };
    const served = await serveParent(work, record);
    await composer.pushBlueprint(blueprint);
    const stored = await composer.readBlueprint(blueprint.name);
    if (!stored || !sameBlueprint(stored, blueprint))
        throw new HostError(
            "failed",
            _("The blueprint was changed by somebody else while it was pushed."),
            JSON.stringify(stored),
        );
    // Written before the compose is started: one whose id never arrives is found again by its version.
    const pushed = await save({ ...record, blueprintVersion: version, served });
    const id = await withContent(work, record, () => composer.startCompose(composeRequest(pushed)));
    const [compose] = await composer.readComposes([id]);
    if (compose && compose.version !== version) {
        await composer.cancelCompose(id);
        throw new HostError(
            "failed",
            format(_("The composer took version $0 of the blueprint instead of $1."), compose.version, version),
        );
    }
    return save(waiting(pushed, id));
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
    { composer, state }: Work,
    { content }: BuildRecord,
    resolve: () => Promise<Result>,
): Promise<Result> {
    if (!content) return resolve();
    const id = `${content.name}-${content.version}`;
    await composer.pushSource({
        id,
        name: id,
        url: `file://${contentDirectory(state, content)}`,
        checkSignatures: false,
    });
    try {
        return await resolve();
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

/** A compose is ours by its blueprint, a version that only we used, and a time after the record was made. */
async function findCompose({ composer }: Work, record: BuildRecord): Promise<string | null> {
    const composes = await composer.listComposes();
    // The composer's clock is the host's, the record's is the page's; a minute between them does no harm.
    const ours = composes.find(
        ({ blueprint, version, created }) =>
            blueprint === record.definition && version === record.blueprintVersion && created > record.started - 60_000,
    );
    return ours?.id ?? null;
}

async function readPlan({ host, state }: Work, record: BuildRecord): Promise<Plan> {
    const text = await readText(host, `${buildDirectory(state, record.id)}/${planFile}`);
    if (text === null) throw new HostError("failed", _("The plan of this build is gone."));
    return JSON.parse(text) as Plan;
}

/** 0.0.N, higher than any that a build of this definition, or the composer, has seen. */
async function nextVersion({ host, composer, state }: Work, name: string): Promise<string> {
    const [stored, builds] = await Promise.all([composer.readBlueprint(name), listBuilds(host, state)]);
    const used = [
        stored?.version,
        ...builds.filter(({ definition }) => definition === name).map(build => build.blueprintVersion),
    ];
    const patches = used.map(version => Number(/^0\.0\.(\d+)$/.exec(version ?? "")?.[1] ?? 0));
    return `0.0.${Math.max(0, ...patches) + 1}`;
}

/** A parent in this machine's repository has to be had over HTTP. */
async function serveParent({ host, state }: Work, { remote, parent }: BuildRecord): Promise<string | null> {
    if (!remote || remote.url !== null || parent === null) return null;
    return serveRepository(host, `${state}/repo`, remote.ref, parent);
}

const sameBlueprint = (stored: Blueprint, pushed: Blueprint): boolean =>
    stored.version === pushed.version &&
    stored.distro === pushed.distro &&
    JSON.stringify(stored.packages.map(({ name, version = "" }) => [name, version])) ===
        JSON.stringify(pushed.packages.map(({ name, version = "" }) => [name, version]));
