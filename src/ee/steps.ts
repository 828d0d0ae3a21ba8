/** Every build step line of a definition, and what it becomes in a commit, as far as that is known for certain. */
import { _ } from "../language.ts";
import { isBuildStage } from "./build-steps.ts";
import type { Definition } from "./definition.ts";
import type { Files } from "./files.ts";
import { readYaml } from "./read-yaml.ts";
import { judgeInstruction } from "./step-instructions.ts";
import { combine, type Judgement, type Meaning, notNeeded, type StepContext } from "./step-meaning.ts";
import { type Piece, splitSteps } from "./step-split.ts";
import { listStageTexts, type StageText } from "./step-text.ts";

export type Step = {
    /** The key: "prepend_final". */
    stage: string;
    /** Of the definition, from 1: where the instruction begins; where YAML folds lines, where the text does. */
    line: number;
    /** Its lines, comments and blank ones included: those of all steps of a stage, in order, are the stage's. */
    text: string;
    carrier: Meaning["carrier"] | null;
    fidelity: Meaning["fidelity"] | "left-over";
    note: string;
};

/** In which order they are run; galaxy's and the builder's leave nothing that others do not take from them. */
const ORDER = ["prepend_base", "append_base", "prepend_final", "prepend", "append_final", "append"];

/** In the order written. */
export function listSteps(files: Files, file: string, definition: Definition): Step[] {
    const text = files.get(file) ?? "";
    const { document } = readYaml(text, file);
    if (!document) return [];
    const stages = listStageTexts(text, document, definition);
    const judged = new Map<StageText, Step[]>();
    const order = ({ stage }: StageText) => ORDER.indexOf(stage);
    const context = contextOf(definition);
    let isBase = true;
    for (const stage of stages.toSorted((one, other) => order(one) - order(other))) {
        // What ARG says in the base stage is not known in the final one.
        if (!stage.stage.endsWith("_base") && isBase)
            for (const name of context.arguments) context.variables.delete(name);
        isBase = stage.stage.endsWith("_base");
        judged.set(stage, judgeStage(stage, context));
    }
    return stages.flatMap(stage => judged.get(stage) ?? []);
}

function contextOf({ options, dependencies, additional_build_files: added = [] }: Definition): StepContext {
    return {
        variables: new Map([
            ["PKGMGR", options?.package_manager_path ?? "/usr/bin/dnf"],
            ["PYCMD", dependencies?.python_interpreter?.python_path ?? "/usr/bin/python3"],
        ]),
        arguments: new Set(),
        made: new Map(),
        given: added.map(({ dest }) => dest),
        isRoot: true,
        isShell: true,
    };
}

function judgeStage({ stage, lines, places }: StageText, context: StepContext): Step[] {
    let isLost = false;
    return splitSteps(lines).map(piece => {
        const text = lines.slice(piece.start, piece.end).join("\n");
        const line = places[piece.instruction?.line ?? piece.start] ?? 1;
        const judgement: Judgement = isLost
            ? { reason: _("It is behind a FROM, in a stage of its own.") }
            : judgePiece(stage, text, piece, context);
        isLost ||= piece.instruction?.keyword === "FROM" && !isBuildStage(stage);
        if ("meaning" in judgement) return { stage, line, text, ...judgement.meaning };
        return { stage, line, text, carrier: null, fidelity: "left-over", note: judgement.reason };
    });
}

/** What a later stage copies from these in any case. */
const COPIED = /\/usr\/share\/ansible|\bansible-galaxy\b.*\binstall\b|(?<!\w)\/output\b/;

function judgePiece(stage: string, text: string, { instruction }: Piece, context: StepContext): Judgement {
    if (!instruction)
        return /^\s*[^#\s]/m.test(text) ? { reason: _("It is too long to be read.") } : { meaning: combine([]) };
    if (!isBuildStage(stage)) return judgeInstruction(instruction, context);
    return COPIED.test(text)
        ? { reason: _("It changes what the image takes from this stage.") }
        : { meaning: notNeeded(_("It runs only while a container image is built.")) };
}
