/** The arguments of the Containerfile that ansible-builder writes: on top with their values, in each stage by name. */
import type { Definition } from "./definition.ts";

export type Argument = { name: string; value: string };

/** What a definition that says nothing of images has. Authority: ansible-builder 3.2, constants.py. */
const BASE_IMAGE = "quay.io/ansible/ansible-runner:latest";
const BUILDER_IMAGE = "quay.io/ansible/ansible-builder:latest";

/**
 * In the order written; an empty value is one that may be given when the image is built.
 * Authority: ansible-builder 3.2, containerfile.py (_insert_global_args), user_definition.py (validate).
 */
export function listArguments(definition: Definition): Argument[] {
    const { build_arg_defaults: given = {}, dependencies = {}, options = {} } = definition;
    const refs = [dependencies.ansible_core?.package_pip, dependencies.ansible_runner?.package_pip].filter(Boolean);
    const all: Record<string, string | null | undefined> = {
        EE_BASE_IMAGE: definition.images?.base_image?.name || (given.EE_BASE_IMAGE ?? BASE_IMAGE),
        EE_BUILDER_IMAGE: builderImage(definition),
        PYCMD: dependencies.python_interpreter?.python_path || "/usr/bin/python3",
        PYPKG: dependencies.python_interpreter?.package_system,
        PKGMGR_PRESERVE_CACHE: given.PKGMGR_PRESERVE_CACHE ?? "",
        ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: given.ANSIBLE_GALAXY_CLI_COLLECTION_OPTS ?? "",
        ANSIBLE_GALAXY_CLI_ROLE_OPTS: given.ANSIBLE_GALAXY_CLI_ROLE_OPTS ?? "",
        ANSIBLE_INSTALL_REFS: refs.join(" ") || null,
        PKGMGR: versionOf(definition) >= 3 ? (options.package_manager_path ?? "/usr/bin/dnf") : null,
    };
    return Object.entries(all).flatMap(([name, value]) => (value == null ? [] : [{ name, value }]));
}

/** As written: 2.5 has the keys of version 2, and is more than 2. */
export const versionOf = ({ version }: Definition): number => version ?? 1;

/** Whether the builder stage has an image of its own. Authority: containerfile.py (prepare). */
export const hasBuilderImage = (definition: Definition): boolean =>
    definition.images?.builder_image !== undefined || versionOf(definition) === 1;

function builderImage(definition: Definition): string | null {
    const image = definition.images?.builder_image;
    if (image) return image.name ?? null;
    return versionOf(definition) > 2 ? null : (definition.build_arg_defaults?.EE_BUILDER_IMAGE ?? BUILDER_IMAGE);
}
