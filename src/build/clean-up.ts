/** What a build leaves behind when it ends: its log, and nothing that it worked with alone. */
import { pruneCache, pruneContent } from "../content/prune.ts";
import { clearWorkshops } from "../content/signing-room.ts";
import { remove } from "../host/files.ts";
import { type BuildRecord, isOver } from "./record.ts";
import type { Work } from "./run.ts";
import { servedDirectory, stopServing } from "./serve.ts";
import { contentSource } from "./start-compose.ts";
import { buildDirectory, listBuilds, writeBuildLog } from "./store.ts";

/** Can be done again: a build that is stopped in here is ended once more by whoever takes it up. */
export async function cleanUp(
    { host, composer, state }: Pick<Work, "host" | "composer" | "state">,
    record: BuildRecord,
): Promise<void> {
    // A composer that does not answer keeps neither the log from us for ever nor the build from ending.
    if (record.composeId) {
        const log = await composer.readLog(record.composeId).catch(() => null);
        if (log !== null) await writeBuildLog(host, state, record.id, log);
    }
    if (record.content) await composer.deleteSource(contentSource(record)).catch(() => undefined);
    if (record.served) await stopServing(host, servedDirectory(state, record), record.served);
    await remove(host, buildDirectory(state, record.id));
    // What stays is for the next to clear; it keeps no build from ending.
    await clearWorkshops(host, state).catch(() => undefined);
    await pruneCache(host, `${state}/cache`).catch(() => undefined);
    await pruneContent(host, state, async () => {
        const builds = await listBuilds(host, state);
        return builds.flatMap(build => (isOver(build) || build.content === null ? [] : build.content));
    }).catch(() => undefined);
}
