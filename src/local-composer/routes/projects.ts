/** What the repositories hold: depsolve, info, and modules, which are packages by another name. */
import { ok, Refusal } from "../answer.ts";
import { tellPackage } from "../compose.ts";
import { readDistro } from "../distros.ts";
import { readPage, takePage } from "../page.ts";
import type { Parts } from "../parts.ts";
import { DnfError, type FoundPackage } from "../resolver.ts";
import type { Request, Route } from "../router.ts";

export const projectRoutes: readonly Route[] = [
    { method: "GET", path: "projects/depsolve/*specs", answer: depsolveProjects },
    { method: "GET", path: "projects/info/*names", answer: tellProjects },
    { method: "GET", path: "modules/list", answer: listModules },
    { method: "GET", path: "modules/list/*names", answer: listModules },
];

/** Run a question to dnf; what it refuses is the client's mistake, named as the real one names it. */
async function ask<Result>(id: string, prefix: string, question: Promise<Result>): Promise<Result> {
    return question.catch((error: unknown) => {
        throw error instanceof DnfError ? new Refusal(400, id, `${prefix}${error.message}`) : error;
    });
}

const noneFound = (id: string) => new Refusal(400, id, "No packages have been found.");

async function depsolveProjects({ argument, query }: Request, { resolver }: Parts) {
    if (argument === "") throw new Refusal(400, "UnknownProject", "No packages specified.");
    const { name } = readDistro(query.get("distro"));
    const packages = await ask("ProjectsError", "BadRequest: ", resolver.depsolve(name, argument.split(",")));
    return ok({ projects: packages.map(tellPackage) });
}

async function tellProjects({ argument, query }: Request, { resolver }: Parts) {
    if (argument === "") throw new Refusal(400, "UnknownProject", "No packages specified.");
    const { name } = readDistro(query.get("distro"));
    const found = await ask("ProjectsError", "BadRequest: ", resolver.search(name, argument.split(",")));
    if (found.length === 0) throw noneFound("UnknownProject");
    return ok({ projects: [...groupByName(found).values()].map(tellProject) });
}

async function listModules({ argument, query }: Request, { resolver }: Parts) {
    const { name } = readDistro(query.get("distro"));
    const page = readPage(query);
    const wanted = argument === "" ? ["*"] : argument.split(",");
    const names = [...groupByName(await ask("ModulesError", "BadRequest: ", resolver.search(name, wanted))).keys()];
    if (names.length === 0 && argument !== "") throw noneFound("UnknownModule");
    return ok({
        total: names.length,
        ...page,
        modules: takePage(names, page).map(name => ({ name, group_type: "rpm" })),
    });
}

function groupByName(packages: readonly FoundPackage[]): Map<string, FoundPackage[]> {
    const groups = new Map<string, FoundPackage[]>();
    for (const found of packages) groups.set(found.name, [...(groups.get(found.name) ?? []), found]);
    return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Words in capitals are what the real one answers for things it never knows. */
function tellProject(builds: readonly FoundPackage[]): object {
    const [first] = builds;
    return {
        name: first?.name,
        summary: first?.summary,
        description: first?.description,
        homepage: first?.url,
        upstream_vcs: "UPSTREAM_VCS",
        builds: builds.map(({ arch, build_time, epoch, release, license, version }) => ({
            arch,
            build_time: new Date(build_time * 1000).toISOString().slice(0, "2026-11-23T01:47:45".length),
            epoch,
            release,
            source: { license, version, source_ref: "SOURCE_REF", metadata: {} },
            ...{
                changelog: "CHANGELOG_NEEDED",
                build_config_ref: "BUILD_CONFIG_REF",
                build_env_ref: "BUILD_ENV_REF",
                metadata: {},
            },
        })),
    };
}
