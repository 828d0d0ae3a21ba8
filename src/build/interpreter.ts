/** Ask the composer which Python Ansible will run on. */
import { type Interpreter, readInterpreter, supposedInterpreter } from "../ee/interpreter.ts";
import type { Target } from "../ee/target.ts";
import type { Composer } from "../osbuild/composer.ts";

/**
 * The interpreter that ansible-core brings along in the composer's sources.
 *
 * Asked of the sources and not only of the distribution's name: centos-9 is for the real one Python 3.12 beside the
 * system's, for the local composer whatever its repository has. Where the sources have no ansible-core that is wanted, it
 * comes by a wheel: on the interpreter that the definition names, else on that of another ansible-core, else on the one
 * that the distribution is known for, else on what its sources call Python.
 *
 * @param core What is asked of RPMs for ansible-core; null for any, or where it is to come by a wheel.
 * @param named Packages that the definition names as its interpreter.
 */
export async function findInterpreter(
    composer: Composer,
    target: Target,
    { core, named }: { core: string | null; named: readonly string[] },
    signal?: AbortSignal,
): Promise<Interpreter> {
    const own = named.filter(name => /^python3(?:\.\d+)?$/.test(name));
    const specs = [...(core === null ? [] : [core]), ...own, "ansible-core", `python${target.python}`, "python3"];
    for (const spec of new Set(specs)) {
        const answer = await composer.depsolve([spec], target.distro, signal);
        const found = answer.state === "resolved" ? readInterpreter(target, answer.packages) : null;
        if (found) return found;
    }
    return supposedInterpreter(target);
}
