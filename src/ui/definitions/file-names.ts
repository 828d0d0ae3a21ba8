/** The files of a definition in the order of their tabs. */
import type { Files } from "../../ee/files.ts";
import { namedFiles } from "../../ee/named-files.ts";

/** The definition itself, then what it names, there or not, then all others by name. */
export function listFileNames(files: Files, main: string): string[] {
    const named = namedFiles(files, main).map(({ file }) => file);
    const others = [...files.keys()].filter(name => name !== main && !named.includes(name)).sort();
    return [main, ...named, ...others];
}
