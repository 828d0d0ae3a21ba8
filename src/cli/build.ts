/** `cockpit-ee build`: the whole way, from a directory to a commit. */
import { machine } from "node:os";
import { topOfLocked } from "../build/locked-parent.ts";
import { type BuildRecord, isOver } from "../build/record.ts";
import { cancelBuild, carryOn } from "../build/run.ts";
import { startBuild } from "../build/start.ts";
import { type LockedParent, readLocked } from "../ee/lock-file.ts";
import { checkName } from "../ee/name.ts";
import { HostError } from "../host/host.ts";
import { embedsContainers } from "../osbuild/blueprint.ts";
import { checkRef, suggestRef } from "../ostree/ref.ts";
import { asAsked } from "./as-asked.ts";
import { judge, tellFindings } from "./check.ts";
import { type Context, print, printJson, tell, UsageError } from "./context.ts";
import { type GivenDefinition, readGiven } from "./definition.ts";
import { buildJson } from "./inspect.ts";
import { findLock, type Locked } from "./lock.ts";
import { loginName } from "./login-name.ts";
import { makePlan, printPlan } from "./plan.ts";
import { readTop, saysTop, topOfAgain, unlessMissing } from "./top.ts";

/** How long a composer that stopped answering is waited for. */
const PATIENCE = 60_000;
const PAUSE = 2000;

export async function runBuild(context: Context, operands: readonly string[]): Promise<number> {
    const { host, composer, state } = context;
    const [path, ...more] = operands;
    if (path === undefined || more.length > 0) throw new UsageError("build takes one directory");
    const given = asAsked(context, await readGiven(path));
    if (given.file !== null) throw new UsageError(`${path} is a file, and build takes its directory`);
    const complaint = checkName(given.name, []);
    if (complaint !== null)
        throw new UsageError(`the directory's name is the definition's, and ${given.name} is none: ${complaint}`);
    const check = judge(given, path);
    if (!check.accepted || !check.definition) return tellFindings([check]);
    const locked = await findLock(context, given.name);
    if (locked === "missing") return 1;
    const own = lockedParent(given, locked);
    const plan = await makePlan(context, given, check.definition, locked, { isParentChosen: saysTop(context) });
    if (plan.leftOver.length > 0) {
        printPlan(plan, tell);
        return 1;
    }
    const types = (await composer.listImageTypes(plan.distro)).filter(type => type.endsWith("-commit"));
    const type = context.type ?? locked?.build?.type ?? types[0];
    if (type === undefined || !types.includes(type))
        throw new UsageError(
            `${type ?? "no type"} makes no commit of ${plan.distro}; the composer has ${types.join(", ")}`,
        );
    if (plan.blueprint.containers && !embedsContainers(type))
        throw new UsageError(`the image type ${type} embeds no container images`);
    const suggestion =
        locked?.build?.ref ?? suggestRef({ definition: given.name, distro: plan.distro, arch: machine() });
    const ref = context.ref ?? suggestion;
    const wrong = checkRef(ref);
    if (wrong !== null) throw new UsageError(wrong);

    const request = {
        definition: given,
        distro: plan.distro,
        type,
        ref,
        top: readTop(context, ref, locked ? topOfAgain(locked) : own ? topOfLocked(own) : { kind: "nothing" }),
        lock: locked?.lock.checksum ?? null,
        startedBy: loginName(),
    };
    const started = await startBuild(host, state, request).catch(unlessMissing);
    if (started === null) return 1;
    tell(`Build ${started.id} of ${started.definition}: ${started.type} for ${started.distro}, ref ${started.ref}`);
    tellParent(started, own);
    const record = await follow(context, started);
    if (context.json) printJson(buildJson(record));
    else if (record.state === "done") print(`${record.ref} ${record.checksum}`);
    if (record.content?.key) tell(tellSigned(record.content));
    if (record.error) tell(`cockpit-ee: the build failed: ${record.error.message}\n${record.error.detail}`);
    return record.state === "done" ? 0 : 1;
}

const tellSigned = ({ name, version, key, isChecked }: NonNullable<BuildRecord["content"]>): string =>
    `${name}-${version} is signed by the key ${key}${isChecked === false ? "; this composer keeps no keys of sources, and did not check it" : ""}`;

/**
 * The commit that its author locked to build on; null where none is, or does not count.
 *
 * An explicit --parent or --url goes before it, as they do before the parent that --lock brings: whoever names another
 * commit by hand means that one, everything else that is locked holds all the same, and the difference is told.
 */
function lockedParent({ files }: GivenDefinition, again: Locked): LockedParent | null {
    const own = again ? null : readLocked(files);
    return own === null || own === "unreadable" ? null : (own.parent ?? null);
}

function tellParent({ parent, remote }: BuildRecord, locked: LockedParent | null): void {
    if (locked === null) return;
    const isOther = parent !== locked.checksum;
    const there = remote?.url ? ` of ${remote.url}` : "";
    if (isOther) tell(`On top of ${parent}${there}, and not of ${locked.checksum}, which is locked`);
    else tell(`On top of ${parent}${there}, which is locked`);
}

/** Drive the build to its end. A composer that does not answer for a while is waited for; Ctrl-C cancels. */
async function follow(context: Context, started: BuildRecord): Promise<BuildRecord> {
    const { host, composer, state, signal } = context;
    let word = "";
    const onChange = (record: BuildRecord) => {
        if (record.state !== word) tell(`${new Date().toISOString()} ${record.state}`);
        word = record.state;
    };
    let silentSince: number | null = null;
    for (;;) {
        try {
            if (signal.aborted) return await cancel(context, started.id);
            const record = await carryOn(host, composer, state, started.id, { signal, onChange });
            silentSince = null;
            if (!record) throw new HostError("failed", `the record of build ${started.id} is gone`);
            if (isOver(record) || record.state === "lost") return record;
        } catch (error) {
            if (signal.aborted) return cancel(context, started.id);
            const now = Date.now();
            silentSince ??= now;
            if (!(error instanceof HostError) || error.problem === "access-denied" || now - silentSince > PATIENCE)
                throw error;
            tell(`${new Date().toISOString()} ${error instanceof Error ? error.message : ""}; trying again`);
        }
        await new Promise(resolve => setTimeout(resolve, PAUSE));
    }
}

async function cancel({ host, composer, state }: Context, id: string): Promise<BuildRecord> {
    tell("Cancelling");
    await cancelBuild(host, composer, state, id);
    const record = await carryOn(host, composer, state, id);
    if (!record) throw new HostError("failed", `the record of build ${id} is gone`);
    return record;
}
