/** Values that people write at certain keys of a definition; the editor offers them, anything else is as good. */
import { _ } from "../language.ts";

export type KnownValue = {
    /** As it is written in YAML. */
    value: string;
    about: () => string;
};

const boolean: readonly KnownValue[] = [
    { value: "true", about: () => _("Yes.") },
    { value: "false", about: () => _("No.") },
];

const baseImages: readonly KnownValue[] = [
    { value: "quay.io/centos/centos:stream9", about: () => _("CentOS Stream 9.") },
    { value: "quay.io/centos/centos:stream10", about: () => _("CentOS Stream 10.") },
    { value: "quay.io/fedora/fedora:42", about: () => _("Fedora 42.") },
    { value: "quay.io/rockylinux/rockylinux:9", about: () => _("Rocky Linux 9.") },
    { value: "registry.access.redhat.com/ubi9/ubi:latest", about: () => _("Red Hat Universal Base Image 9.") },
    {
        value: "registry.access.redhat.com/ubi9/ubi-minimal:latest",
        about: () => _("Red Hat Universal Base Image 9 with microdnf in place of dnf."),
    },
    {
        value: "registry.redhat.io/ansible-automation-platform-25/ee-minimal-rhel9:latest",
        about: () => _("Red Hat's minimal execution environment on RHEL 9; its registry asks for a login."),
    },
];

const instructions: readonly KnownValue[] = [
    { value: "RUN ", about: () => _("Run a command while the image is made.") },
    { value: "COPY ", about: () => _("Copy files into the image: COPY _build/configs/file /etc/file.") },
    { value: "ADD ", about: () => _("Copy files into the image, from addresses and archives too.") },
    { value: "ENV ", about: () => _("Set a variable for the steps after it, and for the container.") },
    { value: "ARG ", about: () => _("Name a variable that --build-arg may set; it is gone when the image is made.") },
    { value: "LABEL ", about: () => _("Give the image a label.") },
];

const values: Readonly<Record<string, readonly KnownValue[]>> = {
    version: [
        { value: "3", about: () => _("The current one: ansible-builder 3.0 or newer.") },
        { value: "2", about: () => _("With images: ansible-builder 1.2 or newer.") },
        { value: "1", about: () => _("The first one, which also counts where nothing is written.") },
    ],
    "images.base_image.name": baseImages,
    "build_arg_defaults.EE_BASE_IMAGE": baseImages,
    "build_arg_defaults.ANSIBLE_GALAXY_CLI_COLLECTION_OPTS": [
        { value: "--pre", about: () => _("Pre-releases of collections too.") },
    ],
    "build_arg_defaults.PKGMGR_PRESERVE_CACHE": [{ value: "always", about: () => _("Never clean the cache.") }],
    "dependencies.python_interpreter.package_system": [
        { value: "python3.12", about: () => _("Python 3.12 of Enterprise Linux and Fedora.") },
        { value: "python3.11", about: () => _("Python 3.11 of Enterprise Linux and Fedora.") },
    ],
    "dependencies.python_interpreter.python_path": [
        { value: "/usr/bin/python3.12", about: () => _("Where python3.12 puts it.") },
        { value: "/usr/bin/python3.11", about: () => _("Where python3.11 puts it.") },
    ],
    "dependencies.ansible_core.package_pip": [{ value: "ansible-core", about: () => _("The newest that pip finds.") }],
    "dependencies.ansible_runner.package_pip": [
        { value: "ansible-runner", about: () => _("The newest that pip finds.") },
    ],
    "options.package_manager_path": [
        { value: "/usr/bin/microdnf", about: () => _("What minimal images have in place of dnf.") },
    ],
};

/** What people write at a key, by its name with dots; `isBoolean` as the schema says. */
export function knownValues(name: string, isBoolean: boolean): readonly KnownValue[] {
    if (isBoolean) return boolean;
    if (name.startsWith("additional_build_steps.")) return instructions;
    return Object.hasOwn(values, name) ? (values[name] ?? []) : [];
}
