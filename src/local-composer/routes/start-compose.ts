/** POST /compose: everything is checked and resolved before it answers, as on the real one. */
import { randomUUID } from "node:crypto";

import * as z from "zod";

import { type Answer, notFound, ok, Refusal } from "../answer.ts";
import { checkBlueprintName, listSpecs, type StoredBlueprint } from "../blueprint.ts";
import { parseBody } from "../body.ts";
import { resolveContainers } from "../containers.ts";
import { findUnsupported } from "../customizations.ts";
import { basePackages, readDistro } from "../distros.ts";
import type { Parts } from "../parts.ts";
import { resolveParent } from "../remote.ts";
import { DnfError } from "../resolver.ts";
import type { Request } from "../router.ts";

const text = z
    .string()
    .nullish()
    .transform(value => value ?? "");

const requestSchema = z.object({
    blueprint_name: text,
    compose_type: text,
    branch: text,
    size: z
        .int()
        .nonnegative()
        .nullish()
        .transform(size => size ?? 0),
    ostree: z.object({ ref: text, parent: text, url: text }).nullish(),
    /** There is nowhere to upload to: like a provider that the real one does not know. */
    upload: z.null().optional(),
});

export async function startCompose({ contentType, body }: Request, { state, resolver, queue }: Parts): Promise<Answer> {
    if (contentType !== "application/json") throw new Refusal(400, "MissingPost", "blueprint must be json");
    const request = parseBody(requestSchema, body, notFound);
    checkBlueprintName(request.blueprint_name);
    const blueprint = state.blueprints.get(request.blueprint_name);
    if (!blueprint) throw new Refusal(400, "UnknownBlueprint", `Unknown blueprint name: ${request.blueprint_name}`);

    const distro = readDistro(blueprint.distro);
    const type = distro.aliases[request.compose_type] ?? request.compose_type;
    if (!distro.types.includes(type)) {
        throw new Refusal(400, "ComposeError", `Failed to get compose type "${type}": invalid image type: ${type}`);
    }
    const options = request.ostree ?? { ref: "", parent: "", url: "" };
    const ref = options.ref || distro.ref;
    const parent = await resolveParent(options, ref);
    checkCustomizations(blueprint);

    const depsolved = resolver.depsolve(distro.name, listSpecs(blueprint), basePackages);
    const packages = await depsolved.catch((error: unknown) => {
        throw error instanceof DnfError ? new Refusal(500, "DepsolveError", error.message) : error;
    });
    const images = await resolveContainers(blueprint, state.directory);

    const id = randomUUID();
    state.putCompose({
        ...{
            id,
            blueprint,
            type,
            ref,
            parent,
            size: request.size,
            packages,
            images,
            state: "WAITING",
            cancelled: false,
        },
        ...{ created: Date.now() / 1000, started: null, finished: null, checksum: null, phases: {} },
    });
    queue.wake();
    return ok({ build_id: id, status: true });
}

function checkCustomizations({ customizations = {} }: StoredBlueprint): void {
    const problem = findUnsupported(customizations);
    if (problem !== null)
        throw new Refusal(400, "ManifestCreationFailed", `failed to create osbuild manifest: ${problem}`);
}
