/** Ask the composer which Python Ansible will run on. */
import { type Interpreter, readInterpreter, supposedInterpreter } from "../ee/interpreter.ts";
import type { Target } from "../ee/target.ts";
import type { Composer } from "../osbuild/composer.ts";

/**
 * The interpreter that ansible-core brings along in the composer's sources.
 *
 * Asked of the sources and not only of the distribution's name: centos-9 is for the real one Python 3.12 beside the
 * system's, for the local composer whatever its repository has. Sources without ansible-core are asked for the
 * interpreter that the distribution is known for.
 */
export async function findInterpreter(composer: Composer, target: Target, signal?: AbortSignal): Promise<Interpreter> {
    for (const spec of ["ansible-core", `python${target.python}`]) {
        const answer = await composer.depsolve([spec], target.distro, signal);
        const found = answer.state === "resolved" ? readInterpreter(target, answer.packages) : null;
        if (found) return found;
    }
    return supposedInterpreter(target);
}
