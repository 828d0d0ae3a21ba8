import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

import { planDefinition } from "../../src/build/planning.ts";
import { type Host, HostError } from "../../src/host/host.ts";
import type { Composer, Package } from "../../src/osbuild/composer.ts";

export type PlanningTimes = { median: number; p95: number; definitions: number };

/** A machine that has nothing: what is left of planning is our own work. */
const host: Host = {
    run: async argv => {
        if (argv[0] === "cat") throw new HostError("failed", "", "No such file or directory");
        if (argv.includes("ansible-galaxy")) throw new HostError("failed", "", "ERROR! handed in");
        return new Uint8Array();
    },
    request: () => Promise.reject(new HostError("not-found", "")),
    keeperIsRoot: async () => false,
    start: () => Promise.resolve(),
};

/** A resolver that answers at once: every spec is a package of the name that it has in it. */
const depsolve: Composer["depsolve"] = async specs => ({
    state: "resolved",
    packages: specs.map((spec): Package => {
        const name = /python3(?:\.\d+)?dist\(([^)]+)\)/.exec(spec)?.[1];
        return { name: name ? `python3-${name}` : spec, epoch: 0, version: "1.0", release: "1", arch: "noarch" };
    }),
});

/** What planning takes for the public definitions, with the answers of servers handed in; null where there are none. */
export async function measurePlanning(corpus: string): Promise<PlanningTimes | null> {
    if (!existsSync(join(corpus, "truth.json"))) return null;
    const truth: Record<string, { definition: string }> = JSON.parse(readFileSync(join(corpus, "truth.json"), "utf8"));
    const times: number[] = [];
    for (const [name, { definition }] of Object.entries(truth)) {
        const authored = { name: "public", files: readTexts(join(corpus, name, definition)), distro: "rhel-9.6" };
        const plan = () =>
            planDefinition(host, { depsolve } as Composer, "/state", authored).then(
                () => true,
                (error: unknown) => {
                    // One that ansible-builder refuses has no plan.
                    if (error instanceof HostError) return false;
                    throw error;
                },
            );
        if (!(await plan())) continue;
        const start = performance.now();
        await plan();
        times.push(performance.now() - start);
    }
    times.sort((one, other) => one - other);
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
    return { median: at(0.5), p95: at(0.95), definitions: times.length };
}

/** The texts beside a definition, which itself gets the usual name. */
function readTexts(file: string): Map<string, string> {
    const directory = dirname(file);
    const texts = new Map<string, string>();
    for (const path of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
        const whole = join(directory, path);
        if (!statSync(whole).isFile()) continue;
        texts.set(whole === file ? "execution-environment.yml" : path, readFileSync(whole, "utf8"));
    }
    return texts;
}
