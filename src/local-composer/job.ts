/** What the steps of one build share. */
import type { Compose } from "./compose.ts";
import type { Pipeline, Stage } from "./log.ts";
import type { State } from "./state.ts";

export type Job = {
    compose: Compose;
    state: State;
    /** Directory of this build only; gone when it is over. */
    work: string;
    signal: AbortSignal;
    /** Do one step: its time is kept, its text becomes a stage of the log, and so does its error. */
    step: Step;
};

export type Step = <Result>(
    phase: string,
    pipeline: string,
    type: string,
    work: (stage: Stage) => Promise<Result>,
) => Promise<Result>;

/** A step that failed; what it said is in the log already. */
export class StepError extends Error {
    override name = "StepError";
}

/** Steps that fill these pipelines and these times (milliseconds by phase). */
export function createStep(pipelines: Pipeline[], phases: Record<string, number>): Step {
    return async (phase, name, type, work) => {
        const stage: Stage = { type, output: "" };
        const pipeline = pipelines.find(found => found.name === name);
        if (pipeline) pipeline.stages.push(stage);
        else pipelines.push({ name, stages: [stage] });
        const start = performance.now();
        try {
            return await work(stage);
        } catch (error) {
            stage.output += `${error instanceof Error ? error.message : String(error)}\n`;
            throw new StepError(undefined, { cause: error });
        } finally {
            phases[phase] = (phases[phase] ?? 0) + Math.round(performance.now() - start);
        }
    };
}
