/**
 * The shape of an execution environment definition, versions 1, 2 and 3.
 *
 * The schemas are the single source of the types. They are closed wherever ansible-builder's are, and list their keys
 * in its order, because the message it prints depends on that order (`builder-message.ts`).
 * Authority: ansible-builder 3.2, ee_schema.py.
 */
import { config, z } from "zod";

// Cockpit's content security policy forbids compiled validators.
config({ jitless: true });

const text = z.string();
const texts = z.array(text);
const textOrTexts = z.union([text, texts]);
const object = z.record(z.string(), z.unknown());

/** Images are the one open level: ansible-builder ignores further keys there. */
const image = z.looseObject({ name: text.optional(), signature_original_name: text.optional() });

const oldDependencies = z.strictObject({ python: text.optional(), galaxy: text.optional(), system: text.optional() });
const oldSteps = z.strictObject({ prepend: textOrTexts.optional(), append: textOrTexts.optional() });
const galaxyArguments = {
    ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: text.optional(),
    ANSIBLE_GALAXY_CLI_ROLE_OPTS: text.optional(),
};
const pipPackage = z.strictObject({ package_pip: text });

const version1 = z.strictObject({
    version: z.number().optional(),
    ansible_config: text.optional(),
    build_arg_defaults: z
        .strictObject({ EE_BASE_IMAGE: text.optional(), EE_BUILDER_IMAGE: text.optional(), ...galaxyArguments })
        .optional(),
    dependencies: oldDependencies.optional(),
    additional_build_steps: oldSteps.optional(),
});

const version2 = z.strictObject({
    version: z.number().optional(),
    ansible_config: text.optional(),
    build_arg_defaults: z.strictObject(galaxyArguments).optional(),
    dependencies: oldDependencies.optional(),
    additional_build_steps: oldSteps.optional(),
    images: z.strictObject({ base_image: image.optional(), builder_image: image.optional() }).optional(),
});

const version3 = z.strictObject({
    version: z.number().optional(),
    build_arg_defaults: z.strictObject({ ...galaxyArguments, PKGMGR_PRESERVE_CACHE: text.optional() }).optional(),
    dependencies: z
        .strictObject({
            python: textOrTexts.optional(),
            galaxy: z.union([object, text, texts]).optional(),
            system: textOrTexts.optional(),
            python_interpreter: z
                .strictObject({ package_system: text.optional(), python_path: text.optional() })
                .optional(),
            ansible_core: pipPackage.optional(),
            ansible_runner: pipPackage.optional(),
            exclude: z
                .strictObject({
                    python: texts.optional(),
                    system: texts.optional(),
                    all_from_collections: texts.optional(),
                })
                .optional(),
        })
        .optional(),
    images: z.strictObject({ base_image: image.optional() }).optional(),
    additional_build_steps: z
        .strictObject({
            prepend_base: textOrTexts.optional(),
            append_base: textOrTexts.optional(),
            prepend_galaxy: textOrTexts.optional(),
            append_galaxy: textOrTexts.optional(),
            prepend_builder: textOrTexts.optional(),
            append_builder: textOrTexts.optional(),
            prepend_final: textOrTexts.optional(),
            append_final: textOrTexts.optional(),
        })
        .optional(),
    additional_build_files: z.array(z.strictObject({ src: text, dest: text })).optional(),
    options: z
        .strictObject({
            relax_passwd_permissions: z.boolean().optional(),
            skip_ansible_check: z.boolean().optional(),
            skip_pip_install: z.boolean().optional(),
            skip_pip_check: z.boolean().optional(),
            workdir: z.union([text, z.null()]).optional(),
            package_manager_path: text.optional(),
            user: text.optional(),
            container_init: z
                .strictObject({ package_pip: text.optional(), entrypoint: text.optional(), cmd: text.optional() })
                .optional(),
            tags: texts.optional(),
        })
        .optional(),
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
