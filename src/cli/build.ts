/** `cockpit-ee build`: the whole way, from a directory to a commit. */
import { machine, userInfo } from "node:os";
import { type BuildRecord, isOver } from "../build/record.ts";
import { cancelBuild, carryOn } from "../build/run.ts";
import { type BuildTop, startBuild } from "../build/start.ts";
import { checkName } from "../ee/name.ts";
import { HostError } from "../host/host.ts";
import { checkRef, suggestRef } from "../ostree/ref.ts";
import { judge, tellFindings } from "./check.ts";
import { type Context, explainComposer, print, printJson, tell, UsageError } from "./context.ts";
import { readGiven } from "./definition.ts";
import { buildJson } from "./inspect.ts";
import { makePlan, printPlan } from "./plan.ts";

/** How long a composer that stopped answering is waited for. */
const PATIENCE = 60_000;
const PAUSE = 2000;

export async function runBuild(context: Context, operands: readonly string[]): Promise<number> {
    const { host, composer, state, socket } = context;
    const [path, ...more] = operands;
    if (path === undefined || more.length > 0) throw new UsageError("build takes one directory");
    const given = await readGiven(path);
    const complaint = checkName(given.name, []);
    if (complaint !== null)
        throw new UsageError(`the directory's name is the definition's, and ${given.name} is none: ${complaint}`);
    const check = judge(given, path);
    if (!check.accepted || !check.definition) return tellFindings([check]);
    const plan = await makePlan(context, given, check.definition);
    if (plan.leftOver.length > 0) {
        printPlan(plan);
        return 1;
    }
    const types = (await composer.listImageTypes(plan.distro).catch(explainComposer(socket))).filter(type =>
        type.endsWith("-commit"),
    );
    const type = context.type ?? types[0];
    if (type === undefined || !types.includes(type))
        throw new UsageError(
            `${type ?? "no type"} makes no commit of ${plan.distro}; the composer has ${types.join(", ")}`,
        );
    const ref = context.ref ?? suggestRef({ definition: given.name, distro: plan.distro, arch: machine() });
    const wrong = checkRef(ref);
    if (wrong !== null) throw new UsageError(wrong);

    const request = {
        definition: given,
        distro: plan.distro,
        type,
        ref,
        top: readTop(context, ref),
        startedBy: loginName(),
    };
    const started = await startBuild(host, state, request);
    tell(`Build ${started.id} of ${started.definition}: ${started.type} for ${started.distro}, ref ${started.ref}`);
    const record = await follow(context, started);
    if (context.json) printJson(buildJson(record));
    else if (record.state === "done") print(`${record.ref} ${record.checksum}`);
    if (record.error) tell(`cockpit-ee: the build failed: ${record.error.message}\n${record.error.detail}`);
    return record.state === "done" ? 0 : 1;
}

/** A number where the account has no name. */
function loginName(): string {
    try {
        return userInfo().username;
    } catch {
        return String(process.getuid?.() ?? "");
    }
}

/** --parent alone is a ref of this machine's repository; with --url, or --url alone, it is one over there. */
function readTop({ parent, url }: Context, ref: string): BuildTop {
    if (url !== undefined) return { kind: "remote", url, ref: parent ?? ref };
    return parent === undefined ? { kind: "nothing" } : { kind: "ref", ref: parent };
}

/** Drive the build to its end. A composer that does not answer for a while is waited for; Ctrl-C cancels. */
async function follow(context: Context, started: BuildRecord): Promise<BuildRecord> {
    const { host, composer, state, socket, signal } = context;
    let word = "";
    const onChange = (record: BuildRecord) => {
        if (record.state !== word) tell(`${new Date().toISOString()} ${record.state}`);
        word = record.state;
    };
    let silentSince: number | null = null;
    for (;;) {
        try {
            const record = await carryOn(host, composer, state, started.id, { signal, onChange });
            silentSince = null;
            if (!record) throw new HostError("failed", `the record of build ${started.id} is gone`);
            if (isOver(record) || record.state === "lost") return record;
        } catch (error) {
            if (signal.aborted) return cancel(context, started.id);
            const now = Date.now();
            silentSince ??= now;
            if (!(error instanceof HostError) || error.problem === "access-denied" || now - silentSince > PATIENCE)
                explainComposer(socket)(error);
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
