/** The requirement lists that ansible-builder puts below _build, under names of its own, and the steps that read them. */
import type { Definition } from "./definition.ts";
import { besides, type Files, plainPath } from "./files.ts";
import { isInside, listPlaced } from "./step-given.ts";

const OPTIONS = [
    ["requirements.txt", "--user-pip"],
    ["exclude-requirements.txt", "--exclude-pip-reqs"],
    ["bindep.txt", "--user-bindep"],
    ["exclude-bindep.txt", "--exclude-bindep-reqs"],
    ["exclude-collections.txt", "--exclude-collection-reqs"],
] as const;

/** A list that is empty counts as none. Authority: user_definition.py (get_dep_abs_path). */
export const isGiven = (list: Dependency): boolean =>
    typeof list === "string" ? list !== "" : Object.keys(list ?? {}).length > 0;

type Dependency = string | readonly string[] | Readonly<Record<string, unknown>> | undefined;

/**
 * The steps in which the builder stage reads them; none where nothing is asked for.
 * Authority: ansible-builder 3.2, containerfile.py (_prepare_introspect_assemble_steps, _add_copy_for_file).
 */
export function introspectionSteps(files: Files, file: string, definition: Definition): string[] {
    const { galaxy, python, system, exclude } = definition.dependencies ?? {};
    if (![galaxy, python, system, exclude?.python, exclude?.system].some(isGiven)) return [];
    const there = listsThere(files, file, definition);
    const read = OPTIONS.filter(([name]) => there.has(name));
    return [
        ...read.map(([name]) => `COPY _build/${name} ${name}`),
        [
            "RUN $PYCMD /output/scripts/introspect.py introspect",
            ...read.map(([name, option]) => `${option}=${name}`),
            "--write-bindep=/tmp/src/bindep.txt --write-pip=/tmp/src/requirements.txt",
        ].join(" "),
        "RUN /output/scripts/assemble",
    ];
}

/** What of these names lies below _build: files that additional_build_files puts there count as lists too. */
function listsThere(files: Files, file: string, { dependencies = {}, additional_build_files: added = [] }: Definition) {
    const { python, system, exclude } = dependencies;
    const written: Record<(typeof OPTIONS)[number][0], boolean> = {
        "requirements.txt": isGiven(python),
        "exclude-requirements.txt": isGiven(exclude?.python),
        "bindep.txt": isGiven(system),
        "exclude-bindep.txt": isGiven(exclude?.system),
        "exclude-collections.txt": exclude?.all_from_collections !== undefined,
    };
    const placed = new Set(
        listPlaced(added, files, file).flatMap(({ at, definition }) => (files.has(definition) ? [at] : [])),
    );
    return new Set(OPTIONS.map(([name]) => name).filter(name => written[name] || placed.has(`_build/${name}`)));
}

/** What additional_build_files takes from outside the definition's files and puts where lists lie: whether one comes with it nobody can tell here. */
export function unknownSources(
    file: string,
    { dependencies, additional_build_files: added = [] }: Definition,
): string[] {
    const { galaxy, python, system, exclude } = dependencies ?? {};
    if (![galaxy, python, system, exclude?.python, exclude?.system].some(isGiven)) return [];
    const isTop = (dest: string) => plainPath(dest) === "";
    return added.filter(({ src, dest }) => isTop(dest) && !isInside(besides(file, src))).map(({ src }) => src);
}
