/** The plan that a commit was built by, as the commit itself tells it. */
import type { Host } from "../host/host.ts";
import { HostError } from "../host/host.ts";
import { readFiles } from "../ostree/read-tree.ts";
import { readTexts } from "../ostree/texts.ts";
import { parsePlan, type Told } from "./told.ts";

const LARGEST = 8 * 1024 * 1024;

/** Null where the commit is gone, or tells no plan of that definition. */
export async function readLastPlan(
    host: Host,
    repo: string,
    checksum: string,
    definition: string,
): Promise<Told["plan"]> {
    const directory = `/usr/share/ee/${definition}`;
    const files = await readFiles(host, repo, checksum, directory).catch((error: unknown) => {
        if (error instanceof HostError && error.problem === "not-found") return [];
        throw error;
    });
    const file = files.find(({ name, type, size }) => name === "plan.json" && type === "file" && size <= LARGEST);
    const text = file && (await readTexts(host, repo, checksum, [file])).get(file.path);
    return text === undefined ? null : parsePlan(text);
}
