/** Blueprints as the server keeps them: what a client may push, and which version it gets. Pure. */
import * as z from "zod";

import { Refusal } from "./answer.ts";
import { storedCustomizationsSchema } from "./customizations.ts";
import { isDistro } from "./distros.ts";

const list = <Item extends z.ZodType>(item: Item) =>
    z
        .array(item)
        .nullish()
        .transform(items => items ?? []);

/** An empty version means any, and is not kept. */
const packageSchema = z
    .object({ name: z.string().default(""), version: z.string().nullish() })
    .transform(({ name, version }) => (version ? { name, version } : { name }));

/**
 * Fields the composer does something with. All others vanish, as they do on the real one: what a server supports is found
 * out by pushing it and reading it back.
 */
export const storedBlueprintSchema = z.object({
    name: z.string().default(""),
    description: z.string().default(""),
    version: z.string().default(""),
    packages: list(packageSchema),
    modules: list(packageSchema),
    groups: list(z.object({ name: z.string() })),
    containers: z
        .array(
            z.object({
                source: z.string().default(""),
                name: z.string().optional(),
                "tls-verify": z.boolean().optional(),
            }),
        )
        .optional(),
    customizations: storedCustomizationsSchema.optional(),
    distro: z.string().default(""),
});

export type StoredBlueprint = z.infer<typeof storedBlueprintSchema>;

const invalidName = () => new Refusal(400, "InvalidChars", "Invalid characters in API path");

/** Names are checked wherever they come in, a missing one included. */
export function checkBlueprintName(name: string): void {
    if (!/^[a-zA-Z0-9._-]+$/.test(name)) throw invalidName();
}

/**
 * A pushed blueprint, as it is to be stored.
 *
 * @param pushed Parsed, not yet checked further.
 * @param stored The one it takes the place of.
 */
export function acceptBlueprint(pushed: StoredBlueprint, stored: StoredBlueprint | undefined): StoredBlueprint {
    checkBlueprintName(pushed.name);
    const version = pushed.version || "0.0.0";
    if (!/^\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$/.test(version)) {
        throw wrong(`Invalid 'version', must use Semantic Versioning: ${version} is not in dotted-tri format`);
    }
    if (pushed.distro !== "" && !isDistro(pushed.distro)) throw wrong(`'${pushed.distro}' is not a valid distribution`);
    return { ...pushed, version: stored?.version === version ? bumpVersion(version) : version };
}

/** Only the version that is stored already is taken for one the author forgot to raise. */
function bumpVersion(version: string): string {
    const [major, minor, patch] = version.split(/[.+-]/);
    return `${major}.${minor}.${Number(patch) + 1}`;
}

const wrong = (message: string) => new Refusal(400, "BlueprintsError", message);

/** Specs for dnf: what the real one makes of packages, modules and groups ("name", "name-version", "@group"). */
export const listSpecs = ({ packages, modules, groups }: StoredBlueprint): string[] => [
    ...[...packages, ...modules].map(({ name, ...rest }) =>
        "version" in rest && rest.version !== "*" ? `${name}-${rest.version}` : name,
    ),
    ...groups.map(({ name }) => `@${name}`),
];
