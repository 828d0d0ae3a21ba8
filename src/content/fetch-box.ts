/** The box for whatever fetches with credentials: they lie in files of it for the time of the fetch, and nowhere else. */
import { type Workshop, withWorkshop } from "../host/confined.ts";
import { makeDirectory } from "../host/files.ts";
import type { Host } from "../host/host.ts";
import { clearOld } from "./shelf.ts";

/** Nothing is done for so long in a workshop: what is older was left. */
const MINUTES = 60;

/** As `withWorkshop`, apart from other work: a page that was closed in the middle of a fetch has left its workshop, credentials and all. */
export async function withFetchBox<Result>(
    host: Host,
    cache: string,
    files: ReadonlyMap<string, string | Uint8Array>,
    secrets: ReadonlyMap<string, string>,
    work: (workshop: Workshop) => Promise<Result>,
): Promise<Result> {
    const parent = `${cache}/fetch`;
    for (const directory of [parent, `${cache}/work`]) {
        await makeDirectory(host, directory);
        await clearOld(host, directory, MINUTES);
    }
    return withWorkshop(host, parent, files, work, { secrets });
}
