/** Ask the composer which Python Ansible will run on. */
import { type Choices, chosenFor } from "../ee/choices.ts";
import type { Definition } from "../ee/definition.ts";
import type { Files } from "../ee/files.ts";
import { type Interpreter, readInterpreter, supposedInterpreter } from "../ee/interpreter.ts";
import { pinOf } from "../ee/python-pins.ts";
import { listAnsibleRequirements } from "../ee/requirements.ts";
import type { Target } from "../ee/target.ts";
import type { Composer } from "../osbuild/composer.ts";
import { asksOf } from "./asks.ts";

/** What tells which Python Ansible will run on. */
export type InterpreterWish = {
    /**
     * What the definition asks of RPMs for ansible-core; null where that is to come by a wheel, undefined where it asks for
     * none, and Ansible comes along with something else if at all.
     */
    core: string | null | undefined;
    /** Packages that the definition names as its interpreter. */
    named: readonly string[];
};

/**
 * The interpreter that Ansible runs on with the composer's sources: that of the ansible-core which is asked for. Where it
 * comes by a wheel, since that is wanted or no source has what is asked for, it runs on the interpreter that the
 * definition names. Else it is that of any ansible-core, then the named one, then the one that the distribution is known
 * for, then what the sources call Python.
 *
 * Asked of the sources and not only of the distribution's name: centos-9 is for the real one Python 3.12 beside the
 * system's, for the local composer whatever its repository has.
 */
export async function findInterpreter(
    composer: Composer,
    target: Target,
    { core, named }: InterpreterWish,
    signal?: AbortSignal,
): Promise<Interpreter> {
    const own = named.filter(name => /^python3(?:\.\d+)?$/.test(name));
    const first =
        core === undefined ? ["ansible-core", ...own] : [...(core === null ? [] : [core]), ...own, "ansible-core"];
    const specs = [...first, `python${target.python}`, "python3"];
    for (const spec of new Set(specs)) {
        const answer = await composer.depsolve([spec], target.distro, signal);
        const found = answer.state === "resolved" ? readInterpreter(target, answer.packages) : null;
        if (found) return found;
    }
    return supposedInterpreter(target);
}

/** What a definition and its author's choices say of it. */
export function interpreterWish(files: Files, definition: Definition, choices: Choices): InterpreterWish {
    const named = definition.dependencies?.python_interpreter?.package_system?.split(/\s+/) ?? [];
    const core = listAnsibleRequirements(files, definition).find(({ kind }) => kind === "ansible-core");
    if (!core) return { core: undefined, named };
    const isByWheel = chosenFor(choices, "python", "content").has("ansible-core") || pinOf(core) !== null;
    const ask = isByWheel ? null : asksOf(core);
    return { core: ask && "spec" in ask ? ask.spec : null, named };
}
