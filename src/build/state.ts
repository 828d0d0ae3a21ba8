/** The state directory: plain files, shared by all who may build on this machine. */

import { makeDirectory } from "../host/files.ts";
import type { Host } from "../host/host.ts";

/** Create what is missing below it. Where the page is installed as a package, tmpfiles.d has done so with the right group. */
export async function prepareState(host: Host, state: string): Promise<void> {
    const below = ["definitions", "builds/logs", "cache/work", "cache/builds", "content", "artefacts", "wheels"];
    await makeDirectory(
        host,
        below.map(directory => `${state}/${directory}`),
    );
}
