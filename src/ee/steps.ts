/** Every build step line of a definition, and what it becomes in a commit, as far as that is known for certain. */
import { _ } from "../language.ts";
import { isBuildStage } from "./build-steps.ts";
import type { Definition } from "./definition.ts";
import type { Effect } from "./effect.ts";
import { definitionFile, type Files } from "./files.ts";
import { readYaml } from "./read-yaml.ts";
import { type BuildStages, contextOf, openStages } from "./step-context.ts";
import { judgeInstruction } from "./step-instructions.ts";
import {
    combine,
    type Judgement,
    type Meaning,
    notNeeded,
    type StepContext,
    subjectOf,
    without,
} from "./step-meaning.ts";
import { namedIn } from "./step-root.ts";
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
    /** What carries it: at least one for blueprint and content, else none. */
    effects: Effect[];
};

/** In which order they are run. */
const ORDER = [
    ...["prepend_base", "append_base", "prepend_galaxy", "append_galaxy", "prepend_builder", "append_builder"],
    ...["prepend_final", "prepend", "append_final", "append"],
];

type Judged = { stage: string; line: number; text: string; judgement: Judgement };

/** Steps, and what they leave in the result. */
export type ReadSteps = {
    /** In the order written. */
    steps: Step[];
    /**
     * In the order in which they are run. Of what is done to one path, account or variable several times only the last
     * effect is there, with the step that has it.
     */
    effects: { effects: Effect[]; step: Step }[];
};

/**
 * Judge every step once.
 *
 * @param files Names of all files count; of the definition's text what may leave its directory.
 */
export function readSteps(files: Files, file: string, definition: Definition): ReadSteps {
    const run = runSteps(files, file, definition);
    const steps = new Map(run.stages.map(stage => [stage, (run.judged.get(stage) ?? []).map(stepOf)]));
    return {
        steps: [...steps.values()].flat(),
        effects: lastEffects(run.ordered.flatMap(stage => steps.get(stage) ?? [])),
    };
}

/** In the order written. */
export const listSteps = (files: Files, file: string, definition: Definition): Step[] =>
    readSteps(files, file, definition).steps;

export const listEffects = (files: Files, definition: Definition): ReadSteps["effects"] =>
    readSteps(files, definitionFile(files), definition).effects;

/** Collections and roles that steps install. */
export const installedBy = (effects: ReadSteps["effects"]) =>
    effects.flatMap(each => each.effects.flatMap(effect => (effect.kind === "galaxy" ? [effect.entry] : [])));

function lastEffects(steps: readonly Step[]): ReadSteps["effects"] {
    const last = new Map<string, Effect>();
    for (const effect of steps.flatMap(({ effects }) => effects)) last.set(subjectOf(effect), effect);
    return steps
        .map(step => ({ effects: step.effects.filter(effect => last.get(subjectOf(effect)) === effect), step }))
        .filter(({ effects }) => effects.length > 0);
}

/** The files of a definition that its steps bring into the system, or read there. */
export function listSources(files: Files, definition: Definition): string[] {
    const { judged, read } = runSteps(files, definitionFile(files), definition);
    const effects = [...judged.values()].flat().flatMap(each => stepOf(each).effects);
    const brought = effects.flatMap(effect =>
        effect.kind === "file" && "definition" in effect.from ? [effect.from.definition] : [],
    );
    return [...new Set([...brought, ...read])];
}

/** Lines for git's store of credentials: what its author's steps have in the addresses that they clone. */
export function listLogins(files: Files, definition: Definition): string[] {
    const main = definitionFile(files);
    return /\bclone\b/.test(files.get(main) ?? "") ? [...runSteps(files, main, definition).logins] : [];
}

function stepOf({ stage, line, text, judgement }: Judged): Step {
    if ("meaning" in judgement) return { stage, line, text, ...judgement.meaning };
    return { stage, line, text, carrier: null, fidelity: "left-over", note: judgement.reason, effects: [] };
}

function runSteps(files: Files, file: string, definition: Definition) {
    const text = files.get(file) ?? "";
    const { document } = readYaml(text, file);
    const stages = document ? listStageTexts(text, document, definition) : [];
    const order = ({ stage }: StageText) => ORDER.indexOf(stage);
    const ordered = stages.toSorted((one, other) => order(one) - order(other));
    const judged = new Map<StageText, Judged[]>();
    const cut = new Map(ordered.map(stage => [stage, splitSteps(stage.lines)]));
    const named = [...cut].flatMap(([{ stage }, pieces]) =>
        pieces.flatMap(({ instruction }) => (instruction ? namedIn(stage, instruction) : [])),
    );
    const context = contextOf(files, file, definition, new Set(named));
    const build = openStages(context);
    for (const [stage, pieces] of cut) judged.set(stage, judgeStage(stage, pieces, build, [...judged.values()].flat()));
    return { stages, ordered, judged, read: context.read, logins: context.logins };
}

function judgeStage(
    { stage, lines, places }: StageText,
    pieces: readonly Piece[],
    build: BuildStages,
    before: readonly Judged[],
): Judged[] {
    const context = build.enter(stage);
    const all: Judged[] = [];
    let isLost = false;
    for (const piece of pieces) {
        const text = lines.slice(piece.start, piece.end).join("\n");
        const line = places[piece.instruction?.line ?? piece.start] ?? 1;
        const judgement: Judgement = isLost
            ? { reason: _("It is behind a FROM, in a stage of its own.") }
            : judgePiece(stage, text, piece, context);
        isLost ||= piece.instruction?.keyword === "FROM" && !isBuildStage(stage);
        if (context.removed.length > 0) takeAway([...before, ...all], context);
        all.push({ stage, line, text, judgement });
    }
    return all;
}

/** What a later step takes away, earlier ones have not left. */
function takeAway(before: readonly Judged[], context: StepContext): void {
    for (const each of before)
        if ("meaning" in each.judgement) each.judgement = { meaning: without(each.judgement.meaning, context.removed) };
    context.removed = [];
}

/** What a later stage copies from these in any case. */
const COPIED = /\/usr\/share\/ansible|\bansible-galaxy\b.*\binstall\b|(?<!\w)\/output\b/;

function judgePiece(stage: string, text: string, { instruction }: Piece, context: StepContext): Judgement {
    if (!instruction)
        return /^\s*[^#\s]/m.test(text) ? { reason: _("It is too long to be read.") } : { meaning: combine([]) };
    context.made.begin();
    context.accounts.begin();
    const judgement = judgeInstruction(instruction, context);
    // What is left over has done nothing, for those behind it too.
    if ("reason" in judgement) {
        context.made.undo();
        context.accounts.undo();
        context.removed = [];
    }
    if (!isBuildStage(stage)) return judgement;
    // What the image takes from there is what it leaves, where that is all it leaves.
    const effects = "meaning" in judgement ? judgement.meaning.effects : [];
    if (effects.length > 0 && effects.every(({ kind }) => kind === "galaxy") && /\/usr\/share\/ansible\//.test(text))
        return judgement;
    // What is not understood may have changed anything that others copy from here.
    if ("reason" in judgement) context.made.clear();
    return COPIED.test(text)
        ? { reason: _("It changes what the image takes from this stage.") }
        : { meaning: notNeeded(_("It runs only while a container image is built.")) };
}
