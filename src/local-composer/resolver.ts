/** Questions about RPM repositories, answered by dnf in a worker of its own. */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import * as z from "zod";

import { type Package, packageSchema } from "./compose.ts";
import { readDistro } from "./distros.ts";
import { isFor, type StoredSource } from "./source.ts";
import type { State } from "./state.ts";
import { ToolError, workerCommand } from "./tool.ts";
import { createWorker, type Worker } from "./worker.ts";

const foundSchema = packageSchema.extend({
    repository: z.string(),
    summary: z.string().default(""),
    description: z.string().default(""),
    url: z.string().default(""),
    license: z.string().default(""),
});

/** One build of a package, with what its repository says about it. */
export type FoundPackage = z.infer<typeof foundSchema>;

const answerSchema = z.union([
    z.object({ packages: z.array(foundSchema) }),
    z.object({ error: z.object({ kind: z.string(), reason: z.string() }) }),
]);

/** What dnf says to a question it cannot answer, in the words of the real one. */
export class DnfError extends Error {
    override name = "DnfError";

    constructor(kind: string, reason: string) {
        super(`DNF error occurred: ${kind}: ${reason}`);
    }
}

export type Resolver = {
    /** All packages to install for these specs; of `base` those names that the repositories know are added. Throws DnfError. */
    depsolve(distro: string, specs: readonly string[], base?: readonly string[]): Promise<Package[]>;
    /** All builds of packages by name ("*" for anything), by name and version. Throws DnfError. */
    search(distro: string, names: readonly string[]): Promise<FoundPackage[]>;
};

export function createResolver(state: State): Resolver {
    const cache = join(state.directory, "cache", "dnf");
    mkdirSync(cache, { recursive: true });
    const worker = createWorker(workerCommand("depsolve"), state.directory);
    // One after the other: the worker does one at a time.
    let last: Promise<unknown> = Promise.resolve();
    const ask = (distro: string, question: object): Promise<FoundPackage[]> => {
        const sources = [...state.sources.values()].filter(source => isFor(source, distro));
        const answer = last.then(() => askWorker(worker, cache, distro, sources, question));
        last = answer.catch(() => undefined);
        return answer;
    };
    return {
        depsolve: async (distro, specs, base = []) =>
            (await ask(distro, { command: "depsolve", specs, base })).map(found => packageSchema.parse(found)),
        search: (distro, names) => ask(distro, { command: "search", names }),
    };
}

/** Milliseconds that one question may take; large repositories over slow lines take minutes. */
const PATIENCE = 10 * 60_000;

async function askWorker(
    worker: Worker,
    cache: string,
    distro: string,
    sources: readonly StoredSource[],
    question: object,
) {
    const repositories = sources.map(describeRepository);
    const sourceOf = new Map(repositories.map(({ id }, index) => [id, sources[index]]));
    const asked = { cache, repositories, releasever: readDistro(distro).releasever, ...question };
    const told = await worker(asked, PATIENCE).catch((error: unknown) => {
        throw error instanceof ToolError ? new DnfError("InternalError", error.message) : error;
    });
    const answer = answerSchema.parse(JSON.parse(told));
    if ("error" in answer) throw new DnfError(answer.error.kind, answer.error.reason);
    return answer.packages.map(found => {
        const { check_gpg = false, check_ssl = true, gpgkeys = [] } = sourceOf.get(found.repository) ?? {};
        return {
            ...found,
            ...(check_gpg ? { check_gpg: true as const, gpgkeys } : {}),
            ...(check_ssl ? {} : { ignore_ssl: true as const }),
        };
    });
}

const addressFields: Readonly<Record<string, string>> = {
    "yum-baseurl": "baseurl",
    "yum-metalink": "metalink",
    "yum-mirrorlist": "mirrorlist",
};

/** The id is made of all that matters, so that dnf's cache never answers for a source that was changed. */
function describeRepository({ id, type, url, check_ssl }: StoredSource) {
    const field = addressFields[type];
    if (field === undefined) throw new DnfError("RepoError", `Source ${id} has the type '${type}', which is none.`);
    const hash = createHash("sha256")
        .update(JSON.stringify([id, type, url, check_ssl]))
        .digest("hex");
    return { id: hash, name: id, [field]: url, verify_tls: check_ssl };
}
