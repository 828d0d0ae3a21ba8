/**
 * The Containerfile that `ansible-builder create` writes of a definition, run without options: to be read beside a plan.
 *
 * Authority: ansible-builder 3.2, containerfile.py (prepare), which writes every line without looking at it; so do we.
 */
import { hasBuilderImage, listArguments, versionOf } from "./containerfile-arguments.ts";
import { introspectionSteps, isGiven } from "./containerfile-lists.ts";
import { ownSteps, stripPython } from "./containerfile-steps.ts";
import type { Definition } from "./definition.ts";
import type { Files } from "./files.ts";

/** What every stage is made of. */
type Source = {
    definition: Definition;
    /** ARG lines, and the empty one behind them. */
    names: string[];
    hasGalaxy: boolean;
};

const BREAK_SYSTEM = "ENV PIP_BREAK_SYSTEM_PACKAGES=1";

/**
 * @param files Of the definition's directory; their names count, for a list that is there is read.
 * @param file Which of them is the definition.
 * @param definition One that ansible-builder accepts, and creates from.
 */
export function writeContainerfile(files: Files, file: string, definition: Definition): string {
    const all = listArguments(definition);
    const names = [...all.map(({ name }) => `ARG ${name}`), ""];
    const source = { definition, names, hasGalaxy: isGiven(definition.dependencies?.galaxy) };
    const lines = [
        ...all.map(({ name, value }) => `ARG ${name}="${value}"`),
        "",
        ...baseStage(source),
        ...galaxyStage(source),
        ...builderStage(source, introspectionSteps(files, file, definition)),
        ...finalStage(source),
    ];
    return lines.map(line => `${line}\n`).join("");
}

/** What all other stages begin with. */
function baseStage({ definition, names }: Source): string[] {
    const { dependencies = {}, options = {} } = definition;
    const hasRefs = Boolean(dependencies.ansible_core?.package_pip || dependencies.ansible_runner?.package_pip);
    const isOwn = definition.images?.builder_image === undefined;
    return [
        ...["# Base build stage", "FROM $EE_BASE_IMAGE AS base", "USER root", BREAK_SYSTEM, ...names],
        "COPY _build/scripts/ /output/scripts/",
        "COPY _build/scripts/entrypoint /opt/builder/bin/entrypoint",
        ...ownSteps(definition, "prepend_base"),
        ...when(
            isOwn && dependencies.python_interpreter?.package_system,
            "RUN $PKGMGR install $PYPKG -y ; if [ -z $PKGMGR_PRESERVE_CACHE ]; then $PKGMGR clean all; fi",
        ),
        ...when(
            isOwn && versionOf(definition) >= 3 && !options.skip_pip_install,
            "RUN /output/scripts/pip_install $PYCMD",
        ),
        ...when(isOwn && hasRefs, "RUN $PYCMD -m pip install --no-cache-dir $ANSIBLE_INSTALL_REFS"),
        ...ownSteps(definition, "append_base"),
    ];
}

/** Collections and roles; not there where none are asked for, and neither are an author's steps for it. */
function galaxyStage({ definition, names, hasGalaxy }: Source): string[] {
    if (!hasGalaxy) return [];
    return [
        ...["", "# Galaxy build stage", "FROM base AS galaxy", ...names],
        ...ownSteps(definition, "prepend_galaxy"),
        "RUN /output/scripts/check_galaxy",
        ...when(versionOf(definition) === 1 && definition.ansible_config, "COPY _build/ansible.cfg ~/.ansible.cfg", ""),
        ...["COPY _build /build", "WORKDIR /build", ""],
        "RUN mkdir -p /usr/share/ansible",
        'RUN ansible-galaxy role install $ANSIBLE_GALAXY_CLI_ROLE_OPTS -r requirements.yml --roles-path "/usr/share/ansible/roles"',
        'RUN ANSIBLE_GALAXY_DISABLE_GPG_VERIFY=1 ansible-galaxy collection install $ANSIBLE_GALAXY_CLI_COLLECTION_OPTS -r requirements.yml --collections-path "/usr/share/ansible/collections"',
        ...ownSteps(definition, "append_galaxy"),
    ];
}

/** Where wheels are made, and what has to be installed is found out. */
function builderStage({ definition, names, hasGalaxy }: Source, introspection: readonly string[]): string[] {
    const isOwn = hasBuilderImage(definition);
    const start = isOwn
        ? ["COPY _build/scripts/pip_install /output/scripts/pip_install", "RUN /output/scripts/pip_install $PYCMD"]
        : ["RUN $PYCMD -m pip install --no-cache-dir bindep pyyaml packaging"];
    return [
        ...["", "# Builder build stage", `FROM ${isOwn ? "$EE_BUILDER_IMAGE" : "base"} AS builder`],
        ...[BREAK_SYSTEM, "WORKDIR /build", ...names, ...start],
        ...ownSteps(definition, "prepend_builder"),
        ...copyGalaxy(hasGalaxy),
        ...introspection,
        ...ownSteps(definition, "append_builder"),
    ];
}

/** The image itself. */
function finalStage({ definition, names, hasGalaxy }: Source): string[] {
    const options = optionsOf(definition);
    const workdir = stripPython(options?.workdir ?? "");
    const init = options?.container_init ?? {};
    return [
        ...["", "# Final build stage", "FROM base AS final", BREAK_SYSTEM, ...names],
        ...ownSteps(definition, "prepend_final"),
        ...when(options && !options.skip_ansible_check, "RUN /output/scripts/check_ansible $PYCMD"),
        ...copyGalaxy(hasGalaxy),
        "COPY --from=builder /output/ /output/",
        "RUN /output/scripts/install-from-bindep && rm -rf /output/wheels",
        ...when(options && !options.skip_pip_check, "RUN $PYCMD -m pip check"),
        ...when(options?.relax_passwd_permissions, "RUN chmod ug+rw /etc/passwd"),
        ...when(
            workdir,
            `RUN mkdir -p ${workdir} && chgrp 0 ${workdir} && chmod -R ug+rwx ${workdir}`,
            `WORKDIR ${workdir}`,
        ),
        ...when(init.package_pip, `RUN $PYCMD -m pip install --no-cache-dir '${init.package_pip}'`),
        ...ownSteps(definition, "append_final"),
        "RUN rm -rf /output",
        "LABEL ansible-execution-environment=true",
        ...when(options?.user, `USER ${options?.user}`),
        ...when(init.entrypoint, `ENTRYPOINT ${init.entrypoint}`),
        ...when(init.cmd, `CMD ${init.cmd}`),
    ];
}

/** With what is taken where nothing is written; none before version 3. Authority: ee_schema.py (_handle_options_defaults). */
function optionsOf(definition: Definition) {
    if (versionOf(definition) < 3) return null;
    return {
        ...{ skip_ansible_check: false, skip_pip_check: false, relax_passwd_permissions: true },
        ...{ workdir: "/runner", user: "1000" },
        // Where one of these is written, the others have none.
        container_init: {
            package_pip: "dumb-init==1.2.5",
            entrypoint: '["/opt/builder/bin/entrypoint", "dumb-init"]',
            cmd: '["bash"]',
        },
        ...definition.options,
    };
}

const copyGalaxy = (hasGalaxy: boolean): string[] =>
    when(hasGalaxy, "", "COPY --from=galaxy /usr/share/ansible /usr/share/ansible", "");

/** Lines that are written where something is so. */
const when = (isSo: unknown, ...lines: readonly string[]): string[] => (isSo ? [...lines] : []);
