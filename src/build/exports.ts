/** A plan in the words of other programs; pure. */
import type { ShownContainerfile } from "../ee/containerfile-shown.ts";
import type { Blueprint } from "../osbuild/blueprint.ts";
import { toToml } from "../osbuild/toml.ts";
import type { Plan } from "./plan.ts";

export type PlanExport = {
    kind: "toml" | "blueprint" | "treefile" | "containerfile" | "plan";
    file: string;
} & ({ text: string } | { reason: string });

/**
 * Each by the name of the file that it would be kept in; no treefile of what rpm-ostree has no word for.
 *
 * @param containerfile What ansible-builder makes of the definition, to compare.
 */
export const exportPlan = (name: string, plan: Plan, containerfile: ShownContainerfile): PlanExport[] => [
    { kind: "toml", file: `${name}.toml`, text: toToml(plan.blueprint) },
    { kind: "blueprint", file: `${name}.json`, text: json(plan.blueprint) },
    ...(plan.blueprint.containers
        ? []
        : [{ kind: "treefile" as const, file: `${name}.treefile.json`, text: json(treefile(plan.blueprint)) }]),
    { kind: "containerfile", file: `${name}.Containerfile`, ...containerfile },
    { kind: "plan", file: `${name}.plan.json`, text: json(planText(plan)) },
];

const json = (value: unknown): string => `${JSON.stringify(value, null, 4)}\n`;

/** The same fields as `cockpit-ee plan --json`. */
const planText = ({ distro, requirements, blueprint, content, leftOver }: Plan) => ({
    distro,
    requirements: requirements.map(({ kind, text, askedBy, carrier, fidelity, satisfiedBy, note }) => ({
        ...{ kind, text, askedBy },
        ...{ carrier, fidelity, satisfiedBy, note },
    })),
    blueprint,
    content,
    leftOver,
});

/**
 * What rpm-ostree composes the same packages from. Its repositories are named like the distribution: a file of that name
 * beside it says where they are. https://coreos.github.io/rpm-ostree/treefile/
 */
const treefile = ({ packages, enabled_modules: modules = [], groups, distro }: Blueprint) => ({
    repos: [distro],
    packages: [
        ...packages.map(({ name, version }) => (version === undefined ? name : `${name}-${version}`)),
        ...groups.map(({ name }) => `@${name}`),
    ],
    ...(modules.length > 0 && { modules: { enable: modules.map(({ name, stream }) => `${name}:${stream}`) } }),
});
