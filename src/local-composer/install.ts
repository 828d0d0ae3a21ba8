/** Installing the packages of a compose into an empty root. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import * as z from "zod";

import { fetchPackages } from "./fetch.ts";
import type { Job } from "./job.ts";
import { checkSignatures } from "./signatures.ts";
import { runTool, ToolError, workerCommand } from "./tool.ts";

/** Name, epoch, version, release and architecture of a package, as the commit lists them. */
const packageRow = z.tuple([z.string(), z.string(), z.string(), z.string(), z.string()]);
export type PackageRow = z.infer<typeof packageRow>;

const eventSchema = z.discriminatedUnion("event", [
    z.object({ event: z.literal("installing"), package: z.string() }),
    z.object({ event: z.literal("warning"), text: z.string() }),
    z.object({ event: z.literal("failed"), problems: z.array(z.string()) }),
    z.object({ event: z.literal("installed"), packages: z.array(packageRow) }),
]);

/** Resolves with what the rpmdb of the new root says is in it. */
export async function installPackages({ compose, state, work, signal, step }: Job): Promise<PackageRow[]> {
    const files = await step("fetch", "build", "org.osbuild.curl", stage => {
        stage.output = `${compose.packages.length} packages\n`;
        return fetchPackages(compose.packages, state.directory, signal);
    });
    const root = join(work, "tree");
    mkdirSync(root, { mode: 0o755 });
    return step("install", "os", "org.osbuild.rpm", async stage => {
        const newest = Math.max(0, ...compose.packages.map(({ build_time }) => build_time));
        const environment = { SOURCE_DATE_EPOCH: String(newest) };
        await checkSignatures(compose.packages, files, { state: state.directory, directory: work, signal });
        const input = { root, files };
        const { stdout, stderr } = await runTool(workerCommand("install"), {
            state: state.directory,
            input,
            environment,
            signal,
        }).catch((error: unknown) => {
            if (error instanceof ToolError) stage.output = tellEvents(readEvents(error.stdout));
            throw error;
        });
        const events = readEvents(stdout);
        stage.output = tellEvents(events) + stderr;
        const last = events.at(-1);
        if (last?.event !== "installed") throw new Error("rpm did not tell what it installed");
        return last.packages;
    });
}

const readEvents = (text: string) =>
    text
        .split("\n")
        .filter(line => line.endsWith("}"))
        .map(line => eventSchema.parse(JSON.parse(line)));

const tellEvents = (events: z.infer<typeof eventSchema>[]): string => {
    const lines = events.flatMap(event => {
        if (event.event === "installing") return [event.package];
        if (event.event === "warning") return [`warning: ${event.text}`];
        return event.event === "failed" ? event.problems.map(problem => `error: ${problem}`) : [];
    });
    return ["Verifying packages...", "Preparing packages...", ...lines, ""].join("\n");
};
