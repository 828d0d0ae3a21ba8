/** What a definition asks for by itself, list by list, as ansible-builder and bindep see it. */
import { type BindepSets, readBindepSets } from "./bindep-sets.ts";
import type { Definition } from "./definition.ts";
import { besides, type Files } from "./files.ts";
import type { GalaxyEntry } from "./galaxy.ts";
import { listGalaxyEntries } from "./galaxy-entries.ts";
import { annotate } from "./introspection.ts";
import { nestedLines, nestedName, wholeBudget } from "./introspection-files.ts";
import { requirementLinesOf } from "./python.ts";
import { readYaml } from "./read-yaml.ts";
import { requirementText } from "./requirement-text.ts";

/** Version "*" for any; the rest only where it is written. */
export type GalaxyCollection = { name: string; version: string; source?: string; type?: string; signatures?: string[] };
export type GalaxyRole = { name: string; version: string; src?: string; scm?: string };

/** Null is a list that the definition does not have, [] one that asks for nothing. */
export type RequirementLists = {
    galaxy: { collections: GalaxyCollection[]; roles: GalaxyRole[] } | null;
    /** "paramiko>=3  # from collection user"; what PEP 508 does not know stands without the asker. */
    python: string[] | null;
    system: string[] | null;
    bindep: BindepSets;
    /** What is silently lost when ansible-builder builds this. */
    problems: string[];
};

/** @param distros Composer's names of the targets for which bindep's selectors are judged. */
export function readRequirementLists(
    files: Files,
    file: string,
    definition: Definition,
    distros: readonly string[],
): RequirementLists {
    const { document } = readYaml(files.get(file) ?? "", file);
    const problems: string[] = [];
    const text = (kind: "python" | "system") =>
        document ? requirementText(files, file, document, definition, kind) : null;
    const [python, system] = [text("python"), text("system")];
    const entries = document ? listGalaxyEntries(files, file, document, definition).map(({ entry }) => entry) : [];
    const bindep = readBindepSets(system?.text ?? "", distros);
    return {
        galaxy: isAsked(definition.dependencies?.galaxy)
            ? {
                  collections: entries.filter(({ kind }) => kind === "collection").map(toCollection),
                  roles: entries.filter(({ kind }) => kind === "role").map(toRole),
              }
            : null,
        python: python && annotate("python", "user", userLines(files, python.file, python.text, problems)),
        system:
            system &&
            annotate(
                "system",
                "user",
                requirementLinesOf(system.text).map(line => line.text),
            ),
        bindep: bindep.sets,
        problems: [...problems, ...bindep.problems],
    };
}

/** What is empty counts as absent. */
const isAsked = (written: unknown): boolean =>
    typeof written === "string" ? written !== "" : Object.keys(written ?? {}).length > 0;

/** Files named by `-r` are followed where they are there; ansible-builder copies none, so where not, the line stays. */
function userLines(files: Files, file: string, text: string, problems: string[]): string[] {
    const budget = wholeBudget();
    return requirementLinesOf(text).flatMap(({ text: line }) => {
        const nested = nestedName(line);
        if (nested === null) return [line];
        const missing: string[] = [];
        const lines = nestedLines(files, besides(file, nested), true, missing, budget);
        problems.push(...missing.filter(problem => !problems.includes(problem)));
        return missing.length > 0 ? [line] : lines;
    });
}

const toCollection = ({ name, wanted, source, type, signatures }: GalaxyEntry): GalaxyCollection => ({
    name,
    version: wanted || "*",
    ...(source === null ? {} : { source }),
    ...(type === null ? {} : { type }),
    ...(signatures.length === 0 ? {} : { signatures }),
});

/** A role's source is its name where it has no other. */
const toRole = ({ name, wanted, source, type }: GalaxyEntry): GalaxyRole => ({
    name,
    version: wanted || "*",
    ...(source === null ? {} : { src: source }),
    ...(type === null ? {} : { scm: type }),
});
