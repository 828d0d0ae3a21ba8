/** The stages of ansible-builder's Containerfile, and what is known in each before its steps. */
import type { Definition } from "./definition.ts";
import type { Files } from "./files.ts";
import type { GalaxyEntry } from "./galaxy.ts";
import { readGalaxyEntries } from "./galaxy-entries.ts";
import { listPlaced } from "./step-given.ts";
import type { StepContext } from "./step-meaning.ts";
import { UndoableMap } from "./undoable-map.ts";

/** @param named Paths that variables of everybody's name. */
export function contextOf(files: Files, file: string, definition: Definition, named: ReadonlySet<string>): StepContext {
    const { options, dependencies, additional_build_files: added = [] } = definition;
    let listed: GalaxyEntry[] | null = null;
    return {
        variables: new Map([
            ["PKGMGR", options?.package_manager_path ?? "/usr/bin/dnf"],
            ["PYCMD", dependencies?.python_interpreter?.python_path ?? "/usr/bin/python3"],
        ]),
        arguments: new Set(),
        made: new UndoableMap(),
        gone: null,
        doubt: null,
        roles: new Set(),
        removed: [],
        additions: new Map(),
        accounts: new UndoableMap(),
        named,
        directory: null,
        files,
        file,
        listed: () => {
            listed ??= readGalaxyEntries(files, file, definition);
            return listed;
        },
        added,
        placed: listPlaced(added, files, file),
        budget: { files: 1_000_000 },
        redacted: new Map(),
        read: new Set(),
        logins: new Set(),
        workdir: options?.workdir === undefined ? "/runner" : options.workdir,
        entrypoint: options?.container_init?.entrypoint ?? "",
        stages: new Map(),
        isRoot: true,
        isShell: true,
    };
}

export type BuildStages = { enter: (stage: string) => StepContext };

/**
 * Stages entered in the order in which they are run: galaxy's and the builder's begin as the base ends, and so does the
 * final one, which can copy from them.
 * Authority: ansible-builder 3.2, containerfile.py.
 */
export function openStages(base: StepContext): BuildStages {
    const builds = new Map<string, StepContext>();
    let isBase = true;
    const buildOf = (name: string): StepContext => {
        const known = builds.get(name);
        if (known) return known;
        const own = {
            ...base,
            directory: "/build",
            made: new UndoableMap(base.made),
            variables: new Map(base.variables),
        };
        for (const argument of base.arguments) own.variables.delete(argument);
        const context = { ...own, removed: [], arguments: new Set<string>(), accounts: new UndoableMap(base.accounts) };
        builds.set(name, context);
        return context;
    };
    return {
        enter: stage => {
            if (stage.endsWith("_base")) return base;
            const [, name] = /_(galaxy|builder)$/.exec(stage) ?? [];
            if (name !== undefined) return buildOf(name);
            // What ARG says in the base stage is not known in the final one.
            if (isBase) {
                for (const argument of base.arguments) base.variables.delete(argument);
                base.stages = new Map([
                    ["base", base],
                    ["galaxy", buildOf("galaxy")],
                    ["builder", buildOf("builder")],
                ]);
            }
            isBase = false;
            return base;
        },
    };
}
