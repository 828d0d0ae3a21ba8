/** What `cockpit-ee` does with its arguments: which command they name, what it is given, and how it ends. */
import { parseArgs } from "node:util";
import { HostError, type HttpRequest } from "../host/host.ts";
import { nodeHost } from "../host/node.ts";
import { weldrComposer } from "../osbuild/weldr.ts";
import { runBuild } from "./build.ts";
import { runCheck } from "./check.ts";
import { runContainerfile } from "./containerfile.ts";
import { type Context, explainComposer, tell, UsageError } from "./context.ts";
import { runDrift } from "./drift.ts";
import { runDiff, runList, runShow } from "./inspect.ts";
import { runIntrospect } from "./introspect.ts";
import { runLock, runUnlock } from "./lock-definition.ts";
import { runPlan } from "./plan.ts";
import { runRequirements } from "./requirements.ts";
import { runVerify } from "./verify.ts";

const usage = `usage: cockpit-ee [--socket PATH] [--state DIR] COMMAND [--json] ...

  check PATH...                findings of definitions (files or directories)
  plan [--distro D] [--lock L | --newest] [--refresh] [--container IMAGE [--container-only]] DIR
                               every requirement, its carrier and fidelity; the blueprint; what is left over
  build [--distro D] [--type T] [--ref R] [--parent P] [--url U] [--lock L | --newest] [--refresh] [--container IMAGE [--container-only]] DIR
                               progress on standard error, the result on standard output
  drift [--distro D] [--refresh] DIR [REVISION]
                               what a build now would bring in other versions than a commit, or DIR's last build, has
  lock [--distro D] [--parent P] [--url U] [--refresh] DIR
                               from now on plan and build take exactly what the plan brings now
  unlock DIR                   they take the newest that fit again
  requirements [--distro D]... PATH...
                               what definitions ask for by themselves, list by list and step by step
  introspect PATH...           what collections ask for (directories or artefacts)
  containerfile PATH           the Containerfile that ansible-builder would write, without what may be secret
  list                         builds, newest first
  show REVISION                what a commit is and holds
  diff REVISION REVISION       what differs between two commits
  verify [--distro D] REVISION [DIR]
                               whether a commit holds what its definitions, or DIR's, ask for

  --lock L        a revision, or the id of a build: exactly what that commit was made of, or nothing; with the --container that it was
                  built with, if any
  --newest        go without what \`lock\` keeps beside the definition, this time
  --refresh       ask servers anew, instead of taking what they answered within the last hour
  --socket PATH   osbuild-composer's socket (COCKPIT_EE_SOCKET; /run/weldr/api.socket)
  --state DIR     where definitions, builds and commits are kept (COCKPIT_EE_STATE; /var/lib/cockpit-ee)

Exit status: 0 done; 1 not accepted, left over, failed or missing; 2 usage; 3 the machine failed.
`;

const commands: Record<string, (context: Context, operands: readonly string[]) => Promise<number>> = {
    check: runCheck,
    plan: runPlan,
    requirements: runRequirements,
    introspect: runIntrospect,
    containerfile: runContainerfile,
    build: runBuild,
    drift: runDrift,
    lock: runLock,
    unlock: runUnlock,
    list: runList,
    show: runShow,
    diff: runDiff,
    verify: runVerify,
};

const text = { type: "string" } as const;
const texts = { type: "string", multiple: true } as const;
const flag = { type: "boolean", default: false } as const;

/**
 * Do what the arguments say, and resolve with the exit status.
 * @param signal Ends the command early.
 */
export async function runCommandLine(argv: readonly string[], signal: AbortSignal): Promise<number> {
    try {
        return await runNamed(argv, signal);
    } catch (error) {
        if (error instanceof UsageError) {
            tell(`cockpit-ee: ${error.message}\n\n${usage}`);
            return 2;
        }
        // What is none of these is a mistake of ours, and says where.
        const isTheMachine = error instanceof HostError || (error instanceof Error && "code" in error);
        const text = error instanceof Error ? (isTheMachine ? error.message : error.stack) : String(error);
        tell(`cockpit-ee: ${text}`);
        return 3;
    }
}

async function runNamed(argv: readonly string[], signal: AbortSignal): Promise<number> {
    const options = {
        socket: text,
        state: text,
        json: flag,
        help: flag,
        distro: texts,
        type: text,
        ref: text,
        parent: text,
        url: text,
        container: text,
        "container-only": flag,
        lock: text,
        newest: flag,
        refresh: flag,
    };
    const { values, positionals } = parse(() => parseArgs({ args: [...argv], options, allowPositionals: true }));
    const [name = "", ...operands] = positionals;
    if (values.help) {
        process.stdout.write(usage);
        return 0;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new UsageError(name === "" ? "a command is missing" : `${name} is not a command`);

    const state = values.state ?? process.env.COCKPIT_EE_STATE ?? "/var/lib/cockpit-ee";
    const socket = values.socket ?? process.env.COCKPIT_EE_SOCKET ?? "/run/weldr/api.socket";
    const host = nodeHost({ state });
    const toComposer = {
        ...host,
        request: (request: HttpRequest) => host.request(request).catch(explainComposer(socket)),
    };
    const { json, distro: distros = [], type, ref, parent, url, lock, newest, refresh, container } = values;
    if (distros.length > 1 && name !== "requirements") throw new UsageError(`${name} takes one --distro`);
    return command(
        {
            host,
            composer: weldrComposer(toComposer, socket),
            socket,
            state,
            signal,
            json,
            distro: distros[0],
            distros,
            type,
            ref,
            parent,
            url,
            lock,
            newest,
            refresh,
            container,
            containerOnly: values["container-only"],
        },
        operands,
    );
}

function parse<Value>(work: () => Value): Value {
    try {
        return work();
    } catch (error) {
        throw new UsageError(error instanceof Error ? error.message : String(error));
    }
}
