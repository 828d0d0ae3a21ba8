/** All that a definition asks for, by itself; what its collections ask for is told by `introspect.ts`. */
import { _, format } from "../language.ts";
import { parseBindep, type Rule, systemPackages } from "./bindep.ts";
import type { Definition } from "./definition.ts";
import { definitionFile, type Files } from "./files.ts";
import type { GalaxyEntry } from "./galaxy.ts";
import { listGalaxyEntries } from "./galaxy-entries.ts";
import { offsetOf, type Path } from "./node-at.ts";
import { parsePythonRequirement, requirementLinesOf, specifierText } from "./python.ts";
import { appliesTo } from "./python-marker.ts";
import { joinLines, splitHashes } from "./python-pins.ts";
import { readYaml, type YamlReading } from "./read-yaml.ts";
import type { Requirement } from "./requirement.ts";
import { type ListKind, requirementText } from "./requirement-text.ts";
import { listSteps, type Step } from "./steps.ts";
import type { Target } from "./target.ts";
import { placesIn } from "./text.ts";

/**
 * Every requirement, in the order core and runner, collections and roles, Python, system, files, build steps.
 *
 * Lines that pip or a composer would have to judge as a whole (options, URLs) have themselves as name. Python lines
 * whose marker excludes the target, and system lines whose selectors do, are not asked for.
 */
export function listRequirements(
    files: Files,
    definition: Definition,
    target: Target,
    steps: readonly Step[] = listSteps(files, definitionFile(files), definition),
): Requirement[] {
    const reader = readerOf(files, definition);
    return [
        ...listAnsible(reader),
        ...listGalaxy(reader),
        ...pythonRequirements(textOf(reader, "python"), target),
        ...listInterpreter(reader),
        ...systemRequirements(textOf(reader, "system"), target, "run"),
        ...listFiles(reader),
        ...steps.map(stepRequirement),
        ...listOptions(reader),
    ];
}

/** Of these only core and runner. */
export const listAnsibleRequirements = (files: Files, definition: Definition): Requirement[] =>
    listAnsible(readerOf(files, definition));

/** System requirements for building wheels: ansible-builder installs them where it builds, never in the image. */
export const listCompileRequirements = (files: Files, definition: Definition, target: Target): Requirement[] =>
    systemRequirements(textOf(readerOf(files, definition), "system"), target, "compile");

/** A text of requirement lines, and how to say who asks by a line of it. */
export type Asking = { text: string; askedBy: (offset: number) => string };

type Reader = {
    files: Files;
    definition: Definition;
    file: string;
    yaml: YamlReading;
    lineAt: (offset: number) => number;
};

function readerOf(files: Files, definition: Definition): Reader {
    const file = definitionFile(files);
    const text = files.get(file) ?? "";
    const place = placesIn(text);
    return { files, definition, file, yaml: readYaml(text, file), lineAt: offset => place(offset).line };
}

const inDefinition = (line: number): string => format(_("line $0"), line);
const inFile = (file: string, line: number): string => format(_("$0, line $1"), file, line);

const askedAt = ({ yaml, lineAt }: Reader, path: Path): string[] => [
    inDefinition(lineAt(offsetOf(yaml.document, path))),
];

function textOf(reader: Reader, kind: ListKind): Asking {
    const { files, file, yaml, definition } = reader;
    const found = yaml.document && requirementText(files, file, yaml.document, definition, kind);
    if (!found) return { text: "", askedBy: () => "" };
    const place = found.file === file ? null : placesIn(files.get(found.file) ?? "");
    return {
        text: found.text,
        askedBy: offset =>
            place ? inFile(found.file, place(found.at(offset)).line) : inDefinition(reader.lineAt(found.at(offset))),
    };
}

function listAnsible(reader: Reader): Requirement[] {
    const { ansible_core: core, ansible_runner: runner } = reader.definition.dependencies ?? {};
    const ask = (kind: "ansible-core" | "ansible-runner", key: string, text: string | undefined): Requirement[] => {
        if (!text?.trim()) return [];
        const requirement = parsePythonRequirement(text);
        const wanted = requirement ? specifierText(requirement.clauses) : "";
        const askedBy = askedAt(reader, ["dependencies", key, "package_pip"]);
        return [{ kind, name: requirement?.name ?? text, wanted, text: text.trim(), askedBy }];
    };
    return [
        ...ask("ansible-core", "ansible_core", core?.package_pip),
        ...ask("ansible-runner", "ansible_runner", runner?.package_pip),
    ];
}

function listGalaxy({ files, file, yaml, definition, lineAt }: Reader): Requirement[] {
    const entries = yaml.document ? listGalaxyEntries(files, file, yaml.document, definition) : [];
    const places = new Map<string, (offset: number) => { line: number }>();
    return entries.map(({ entry, file: own, offset }) => {
        if (own === file) return galaxyRequirement(entry, inDefinition(lineAt(offset)));
        const place = places.get(own) ?? placesIn(files.get(own) ?? "");
        places.set(own, place);
        return galaxyRequirement(entry, inFile(own, place(offset).line));
    });
}

export function galaxyRequirement(
    entry: Pick<GalaxyEntry, "kind" | "name" | "wanted" | "source" | "type">,
    askedBy: string,
): Requirement {
    const { kind, name, wanted, source, type } = entry;
    const rest = [wanted, source && source !== name ? source : "", type ?? ""].filter(Boolean);
    return { kind, name, wanted, text: [name, ...rest].join(" "), askedBy: [askedBy] };
}

/** Python lines; an option or URL is its own name. */
export function pythonRequirements({ text, askedBy }: Asking, target: Target): Requirement[] {
    return joinLines(requirementLinesOf(text)).flatMap((line): Requirement[] => {
        const { text: asked, hashes } = splitHashes(line.text);
        const requirement = parsePythonRequirement(asked);
        const who = { askedBy: [askedBy(line.offset)] };
        if (!requirement) return [{ kind: "python", name: line.text, wanted: "", text: line.text, ...who }];
        if (appliesTo(requirement.marker, target) === false) return [];
        const wanted = specifierText(requirement.clauses);
        const pins = hashes.length > 0 ? { hashes } : {};
        return [{ kind: "python", name: requirement.name, wanted, text: asked, ...who, ...pins }];
    });
}

/** System lines; a file that bindep cannot read asks for nothing, as in ansible-builder. */
export function systemRequirements({ text, askedBy }: Asking, target: Target, set: "run" | "compile"): Requirement[] {
    const { rules, error } = parseBindep(text);
    if (error) return [];
    const offsets = lineOffsets(text);
    return systemPackages(rules, target.atoms)[set].map(
        (rule: Rule): Requirement => ({
            kind: "system",
            name: rule.name,
            wanted: rule.versions.join(","),
            text: rule.text,
            askedBy: [askedBy(offsets[rule.line - 1] ?? 0)],
        }),
    );
}

const lineOffsets = (text: string): number[] => [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];

/** `package_system` may name several packages. */
function listInterpreter(reader: Reader): Requirement[] {
    const names =
        reader.definition.dependencies?.python_interpreter?.package_system?.split(/\s+/).filter(Boolean) ?? [];
    const askedBy = askedAt(reader, ["dependencies", "python_interpreter", "package_system"]);
    return names.map(name => ({ kind: "system", name, wanted: "", text: name, askedBy }));
}

function listFiles(reader: Reader): Requirement[] {
    const { additional_build_files: added = [], ansible_config: config } = reader.definition;
    const requirements = added.map(
        ({ src, dest }, index): Requirement => ({
            kind: "file",
            name: src,
            wanted: "",
            text: `${src} -> ${dest}`,
            askedBy: askedAt(reader, ["additional_build_files", index]),
        }),
    );
    if (!config) return requirements;
    const askedBy = askedAt(reader, ["ansible_config"]);
    return [...requirements, { kind: "file", name: config, wanted: "", text: config, askedBy }];
}

/** One for each instruction, with the comments that belong to it: together they are all that is written. */
export const stepRequirement = ({ stage, line, text }: Pick<Step, "stage" | "line" | "text">): Requirement => ({
    ...{ kind: "build-step", name: stage, wanted: "", text, askedBy: [inDefinition(line)] },
});

/** The options given to ansible-galaxy, which are a step's in all but name. */
const listOptions = (reader: Reader): Requirement[] =>
    Object.entries(reader.definition.build_arg_defaults ?? {})
        .filter(([key, value]) => key.startsWith("ANSIBLE_GALAXY_") && value?.trim())
        .map(([key, value]): Requirement => {
            const askedBy = askedAt(reader, ["build_arg_defaults", key]);
            return { kind: "build-step", name: "build_arg_defaults", wanted: "", text: `${key}=${value}`, askedBy };
        });
