/**
 * A composer for machines where osbuild-composer is not packaged: the weldr API on a Unix socket, real commits from real RPMs.
 *
 *     node local-composer.js --socket PATH --state DIRECTORY [--repo NAME=URL]...
 *
 * Prints `ready PATH` when it accepts connections; ends on SIGTERM and SIGINT. Composes need root.
 */
import { mkdirSync, realpathSync, rmSync } from "node:fs";

import { type Arguments, parseArguments, usage } from "./arguments.ts";
import { createBuild } from "./build.ts";
import { claimState, listenOn } from "./listen.ts";
import { startQueue } from "./queue.ts";
import { dropStaleRepositories } from "./repositories.ts";
import { createResolver } from "./resolver.ts";
import { createComposerServer } from "./server.ts";
import { openState } from "./state.ts";
import { killLeftovers } from "./tool.ts";

async function serve({ socket, state: given, repositories }: Arguments): Promise<void> {
    mkdirSync(given, { recursive: true, mode: 0o700 });
    const directory = realpathSync(given);
    await claimState(directory);
    killLeftovers(directory);
    dropStaleRepositories(directory);

    const state = openState(directory, repositories);
    const sourceDate = /^\d+$/.test(process.env.SOURCE_DATE_EPOCH ?? "") ? Number(process.env.SOURCE_DATE_EPOCH) : null;
    const queue = startQueue(state, createBuild(state, sourceDate));
    const server = createComposerServer({ state, queue, resolver: createResolver(state) });
    await listenOn(server, socket);
    queue.wake();
    console.log(`ready ${socket}`);

    const stop = async () => {
        server.close();
        await queue.stop();
        rmSync(socket, { force: true });
        killLeftovers(directory);
        process.exit(0);
    };
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
}

const given = parseArguments(process.argv.slice(2));
if ("problem" in given) {
    console.error(`${given.problem}\n${usage}`);
    process.exit(2);
}
serve(given).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
});
