/** Building one compose: RPMs into a root, the root into a commit, the commit into commit.tar. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import * as z from "zod";

import { commitTree, packCommit } from "./commit.ts";
import { embedImages } from "./containers.ts";
import { installPackages } from "./install.ts";
import { createStep, type Job, StepError } from "./job.ts";
import { formatLog, type Pipeline } from "./log.ts";
import type { Build } from "./queue.ts";
import type { State } from "./state.ts";
import { runTool, workerCommand } from "./tool.ts";

/**
 * @param sourceDate SOURCE_DATE_EPOCH, seconds since 1970: the time of every commit, so that the same inputs give the same
 *   checksum; null for the time of the compose.
 */
export const createBuild =
    (state: State, sourceDate: number | null): Build =>
    async (compose, signal) => {
        const results = state.results(compose.id);
        const work = join(state.directory, "work", compose.id);
        for (const directory of [results, work]) mkdirSync(directory, { recursive: true });
        const pipelines: Pipeline[] = [];
        const phases: Record<string, number> = {};
        const job: Job = { compose, state, work, signal, step: createStep(pipelines, phases) };
        let checksum: string | null = null;
        try {
            const packages = await installPackages(job);
            await customize(job);
            await embedImages(job);
            await postprocess(job);
            const commit = await commitTree(job, packages, sourceDate);
            await packCommit(job, commit);
            renameSync(join(work, "commit.tar"), join(results, "commit.tar"));
            checksum = commit.commit;
        } catch (error) {
            if (signal.aborted || !(error instanceof StepError)) throw error;
        } finally {
            await remove(work, state);
        }
        writeFileSync(join(results, "log"), formatLog(pipelines));
        return { state: checksum === null ? "FAILED" : "FINISHED", checksum, phases };
    };

/** By the program: thousands of files would keep this one from answering for a second. */
async function remove(work: string, { directory }: State): Promise<void> {
    await runTool(["rm", "--recursive", "--force", work], { state: directory }).catch(() =>
        // What was killed may just have written there once more.
        rmSync(work, { recursive: true, force: true, maxRetries: 10 }),
    );
}

/** Accounts, directories and files of the blueprint, after the packages: they take the place of a package's. */
async function customize({ compose, state, work, signal, step }: Job) {
    const { user = [], group = [], directories = [], files = [] } = compose.blueprint.customizations ?? {};
    if ([user, group, directories, files].every(({ length }) => length === 0)) return;
    await step("customize", "os", "org.osbuild.copy", async () => {
        const input = { root: join(work, "tree"), user, group, directories, files };
        await runTool(workerCommand("customize"), { state: state.directory, input, signal });
    });
}

const postprocessedSchema = z.object({ dropped: z.array(z.string()) });

async function postprocess({ compose, state, work, signal, step }: Job) {
    return step("postprocess", "os", "org.osbuild.ostree.preptree", async stage => {
        const input = { root: join(work, "tree"), hostname: compose.blueprint.customizations?.hostname ?? null };
        const { stdout, stderr } = await runTool(workerCommand("postprocess"), {
            state: state.directory,
            input,
            signal,
        });
        const { dropped } = postprocessedSchema.parse(JSON.parse(stdout));
        stage.output =
            stderr + dropped.map(path => `${path} is not kept: a commit holds no files below /var\n`).join("");
    });
}
