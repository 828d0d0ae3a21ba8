/**
 * What every key of a definition is for, in one or two sentences: what the editor shows beside a completion.
 *
 * Keys are the names along the path with dots between, list positions left out. What a key takes and since when it is
 * known is told by the schemas (`documentation.ts`). Authority: ansible-builder 3.2, docs/definition.rst and constants.py.
 */
import { _ } from "../language.ts";
import { optionKeys } from "./documented-options.ts";
import { stepKeys } from "./documented-steps.ts";

export type KeyText = {
    /** A function: the reader's language is known only when it is shown. */
    about: () => string;
    /** What counts where the key is absent, as it would be written. */
    fallback?: string;
    /** The first ansible-builder that takes it, where that is not the first one of its version. */
    since?: string;
};

export type KeyTexts = Readonly<Record<string, KeyText>>;

const general: KeyTexts = {
    version: {
        about: () => _("Which keys this definition may have. Without it a definition counts as version 1; write 3."),
        fallback: "1",
    },
    ansible_config: {
        about: () =>
            _(
                "Path of an ansible.cfg that ansible-galaxy reads while it fetches collections. Version 3 copies the file by additional_build_files and a step.",
            ),
    },
    images: { about: () => _("The container images that the execution environment is made from.") },
    "images.base_image": { about: () => _("The image that everything else is put on.") },
    "images.base_image.name": {
        about: () =>
            _(
                "The base image with its tag. For a commit it is not pulled: it tells which system to build for, and what it would have brought has to be asked for.",
            ),
        fallback: "quay.io/ansible/ansible-runner:latest",
    },
    "images.base_image.signature_original_name": {
        about: () =>
            _("The name under which the image was signed, where a mirror gives it another. Used to verify it."),
    },
    "images.builder_image": {
        about: () => _("The image in which wheels are made; nothing of it stays in the result."),
    },
    "images.builder_image.name": {
        about: () => _("The builder image with its tag."),
        fallback: "quay.io/ansible/ansible-builder:latest",
    },
    "images.builder_image.signature_original_name": {
        about: () => _("The name under which the builder image was signed, where a mirror gives it another."),
    },
    build_arg_defaults: {
        about: () => _("Values for the arguments of the build, where the command line does not give others."),
    },
    "build_arg_defaults.EE_BASE_IMAGE": {
        about: () =>
            _("The image that everything else is put on. For a commit it only tells which system to build for."),
        fallback: "quay.io/ansible/ansible-runner:latest",
    },
    "build_arg_defaults.EE_BUILDER_IMAGE": {
        about: () => _("The image in which wheels are made; nothing of it stays in the result."),
        fallback: "quay.io/ansible/ansible-builder:latest",
    },
    "build_arg_defaults.ANSIBLE_GALAXY_CLI_COLLECTION_OPTS": {
        about: () => _("Options for ansible-galaxy collection install; with --pre it takes pre-releases too."),
        fallback: "''",
    },
    "build_arg_defaults.ANSIBLE_GALAXY_CLI_ROLE_OPTS": {
        about: () => _("Options for ansible-galaxy role install."),
        fallback: "''",
    },
    "build_arg_defaults.PKGMGR_PRESERVE_CACHE": {
        about: () =>
            _(
                "When the package manager's cache stays in the image: always; otherwise it is cleaned in the final stage, or in every stage when this is empty.",
            ),
        fallback: "''",
    },
};

const dependencies: KeyTexts = {
    dependencies: { about: () => _("What Ansible needs here: itself, collections, Python and system packages.") },
    "dependencies.galaxy": {
        about: () =>
            _(
                "Collections and roles: the path of a requirements.yml, or its content. A bare list of names is accepted here and refused by ansible-galaxy.",
            ),
    },
    "dependencies.python": {
        about: () =>
            _("Python packages beside those that collections ask for: the path of a requirements.txt, or its lines."),
    },
    "dependencies.system": {
        about: () =>
            _(
                "System packages as bindep reads them: the path of a bindep.txt, or its lines. One line that bindep cannot read, and none is installed.",
            ),
    },
    "dependencies.python_interpreter": { about: () => _("The Python that everything runs on.") },
    "dependencies.python_interpreter.package_system": {
        about: () =>
            _("The system package that brings Python; several with spaces between. Without it none is installed."),
    },
    "dependencies.python_interpreter.python_path": {
        about: () => _("The absolute path of the interpreter."),
        fallback: "/usr/bin/python3",
    },
    "dependencies.ansible_core": {
        about: () => _("Ansible itself. Without it the base image has to have it; a commit has none then."),
    },
    "dependencies.ansible_core.package_pip": {
        about: () => _("ansible-core as pip takes it, with a version where one is wanted: ansible-core>=2.16,<2.17."),
    },
    "dependencies.ansible_runner": {
        about: () =>
            _("What a controller starts playbooks with. Where ansible-playbook is called by hand it is not needed."),
    },
    "dependencies.ansible_runner.package_pip": {
        about: () => _("ansible-runner as pip takes it, with a version where one is wanted."),
    },
    "dependencies.exclude": {
        about: () => _("What collections ask for and shall not be installed. What you ask for yourself stays."),
        since: "3.1",
    },
    "dependencies.exclude.python": {
        about: () => _("Python packages by name, or patterns of names that begin with ~."),
        since: "3.1",
    },
    "dependencies.exclude.system": {
        about: () => _("System packages by name, or patterns of names that begin with ~."),
        since: "3.1",
    },
    "dependencies.exclude.all_from_collections": {
        about: () =>
            _(
                "Collections of which nothing that they ask for is installed: namespace.name, or patterns that begin with ~.",
            ),
        since: "3.1",
    },
};

/** One entry for every key of every version. */
export const keyTexts: KeyTexts = { ...general, ...dependencies, ...stepKeys, ...optionKeys };
