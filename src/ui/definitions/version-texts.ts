import type { PastFiles } from "../../ee/past.ts";
import { textOf } from "../../host/bytes.ts";
import type { Files } from "./history.ts";

/** The texts of a version, to take the place of these files. What was never committed has no other copy, and stays. */
export function textsOfVersion({ files: version, committed }: PastFiles, now: Files): Files {
    const lasting = [...now].filter(([path]) => committed !== null && !committed.has(path) && !version.has(path));
    return new Map([...[...version].map(([path, bytes]) => [path, textOf(bytes)] as const), ...lasting]);
}
