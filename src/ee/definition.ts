/**
 * The shape of an execution environment definition, versions 1, 2 and 3.
 *
 * The schemas are the single source of the types. They are closed wherever ansible-builder's are, and list their keys
 * in its order, because the message it prints depends on that order (`builder-message.ts`).
 * Authority: ansible-builder 3.2, ee_schema.py.
 */
import * as z from "zod/mini";

// Cockpit's content security policy forbids compiled validators.
z.config({ jitless: true });

const text = z.string();
const texts = z.array(text);
const textOrTexts = z.union([text, texts]);
const object = z.record(z.string(), z.unknown());

/** Images are the one open level: ansible-builder ignores further keys there. */
const image = z.looseObject({ name: z.optional(text), signature_original_name: z.optional(text) });

const oldDependencies = z.strictObject({
    python: z.optional(text),
    galaxy: z.optional(text),
    system: z.optional(text),
});
const oldSteps = z.strictObject({ prepend: z.optional(textOrTexts), append: z.optional(textOrTexts) });
const galaxyArguments = {
    ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: z.optional(text),
    ANSIBLE_GALAXY_CLI_ROLE_OPTS: z.optional(text),
};
const pipPackage = z.strictObject({ package_pip: text });

const version1 = z.strictObject({
    version: z.optional(z.number()),
    ansible_config: z.optional(text),
    build_arg_defaults: z.optional(
        z.strictObject({ EE_BASE_IMAGE: z.optional(text), EE_BUILDER_IMAGE: z.optional(text), ...galaxyArguments }),
    ),
    dependencies: z.optional(oldDependencies),
    additional_build_steps: z.optional(oldSteps),
});

const version2 = z.strictObject({
    version: z.optional(z.number()),
    ansible_config: z.optional(text),
    build_arg_defaults: z.optional(z.strictObject(galaxyArguments)),
    dependencies: z.optional(oldDependencies),
    additional_build_steps: z.optional(oldSteps),
    images: z.optional(z.strictObject({ base_image: z.optional(image), builder_image: z.optional(image) })),
});

const version3 = z.strictObject({
    version: z.optional(z.number()),
    build_arg_defaults: z.optional(z.strictObject({ ...galaxyArguments, PKGMGR_PRESERVE_CACHE: z.optional(text) })),
    dependencies: z.optional(
        z.strictObject({
            python: z.optional(textOrTexts),
            galaxy: z.optional(z.union([object, text, texts])),
            system: z.optional(textOrTexts),
            python_interpreter: z.optional(
                z.strictObject({ package_system: z.optional(text), python_path: z.optional(text) }),
            ),
            ansible_core: z.optional(pipPackage),
            ansible_runner: z.optional(pipPackage),
            exclude: z.optional(
                z.strictObject({
                    python: z.optional(texts),
                    system: z.optional(texts),
                    all_from_collections: z.optional(texts),
                }),
            ),
        }),
    ),
    images: z.optional(z.strictObject({ base_image: z.optional(image) })),
    additional_build_steps: z.optional(
        z.strictObject({
            prepend_base: z.optional(textOrTexts),
            append_base: z.optional(textOrTexts),
            prepend_galaxy: z.optional(textOrTexts),
            append_galaxy: z.optional(textOrTexts),
            prepend_builder: z.optional(textOrTexts),
            append_builder: z.optional(textOrTexts),
            prepend_final: z.optional(textOrTexts),
            append_final: z.optional(textOrTexts),
        }),
    ),
    additional_build_files: z.optional(z.array(z.strictObject({ src: text, dest: text }))),
    options: z.optional(
        z.strictObject({
            relax_passwd_permissions: z.optional(z.boolean()),
            skip_ansible_check: z.optional(z.boolean()),
            skip_pip_install: z.optional(z.boolean()),
            skip_pip_check: z.optional(z.boolean()),
            workdir: z.optional(z.union([text, z.null()])),
            package_manager_path: z.optional(text),
            user: z.optional(text),
            container_init: z.optional(
                z.strictObject({ package_pip: z.optional(text), entrypoint: z.optional(text), cmd: z.optional(text) }),
            ),
            tags: z.optional(texts),
        }),
    ),
});

/** One schema per version. */
export const schemas = { 1: version1, 2: version2, 3: version3 } as const;

export type SchemaVersion = keyof typeof schemas;

type Any = z.infer<(typeof schemas)[SchemaVersion]>;
type KeyOf<Union> = Union extends unknown ? keyof Union : never;
type ValueOf<Union, Key> = Union extends unknown ? (Key extends keyof Union ? Union[Key] : never) : never;
/** Every key of every member, each with all its types: lets code ask for a key that only some versions have. */
type Merged<Union> = { [Key in KeyOf<Union>]?: ValueOf<Union, Key> | undefined };
type Section<Key extends KeyOf<Any>> = Merged<NonNullable<ValueOf<Any, Key>>>;

type Sections = "dependencies" | "images" | "additional_build_steps" | "build_arg_defaults" | "options";

/** A definition of any version; the keys that its version does not have are absent. */
export type Definition = Omit<Merged<Any>, Sections> & { [Key in Sections]?: Section<Key> | undefined };

export type Dependencies = NonNullable<Definition["dependencies"]>;
