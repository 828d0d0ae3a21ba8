/** Collections that are asked for as directories of the definition (`type: dir`, `subdirs`). */
import type { Definition } from "./definition.ts";
import { besides, definitionFile, type Files, kindOf, plainPath } from "./files.ts";
import type { WrittenCollection } from "./galaxy-requirements.ts";

/** Where ansible-builder has what `additional_build_files` brings, and runs ansible-galaxy. */
const BUILD = "/build/";

/**
 * The same entries with directories as the box of the fetch sees them, and the files in these. A path is one beside the
 * definition, or one that `additional_build_files` brings into the container.
 */
export function withDirectories(
    collections: readonly WrittenCollection[],
    files: Files,
    definition: Definition,
): { collections: WrittenCollection[]; files: Map<string, string> } {
    const own = new Map<string, string>();
    const main = definitionFile(files);
    const placed = collections.map(entry => {
        if (entry.type !== "dir" && entry.type !== "subdirs") return entry;
        const path = entry.name.startsWith(BUILD) ? entry.name.slice(BUILD.length) : entry.name;
        const directory = [path, ...broughtBy(path, definition)]
            .map(candidate => besides(main, candidate))
            .find(candidate => kindOf(files, candidate) === "directory" && !/^(?:\/|\.\.)/.test(candidate));
        if (directory === undefined) return entry;
        for (const [file, text] of files) if (file.startsWith(`${directory}/`)) own.set(file, text);
        return { ...entry, name: `/workshop/definition/${directory}` };
    });
    return { collections: placed, files: own };
}

/** "dest/rest" is "src/rest": of a directory its contents are brought. */
const broughtBy = (path: string, { additional_build_files: added = [] }: Definition): string[] =>
    added.flatMap(({ src, dest }) => {
        const [plain, place] = [plainPath(path), plainPath(dest)];
        return plain === place || plain.startsWith(`${place}/`) ? [`${src}${plain.slice(place.length)}`] : [];
    });
