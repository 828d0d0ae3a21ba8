/** Collections that are asked for as directories of the definition (`type: dir`, `subdirs`). */
import { _, format } from "../language.ts";
import type { Definition } from "./definition.ts";
import { besides, definitionFile, type Files, kindOf, plainPath } from "./files.ts";
import { readGalaxyRequirements, type WrittenCollection } from "./galaxy-requirements.ts";
import { redactFiles } from "./redact.ts";
import { redactUrls } from "./redact-url.ts";
import { installedBy, readSteps } from "./steps.ts";

/** Where ansible-builder has what `additional_build_files` brings, and runs ansible-galaxy. */
const BUILD = "/build/";

/**
 * The same entries with directories as the box of the fetch sees them, and the files in these. A path is one beside the
 * definition, or one that `additional_build_files` brings into the container.
 *
 * Left out, and told in `refused` by their redacted names, are those that could not be carried as they are: files are
 * known here as texts, and what is carried shows its files to everybody.
 */
export function withDirectories(
    collections: readonly WrittenCollection[],
    files: Files,
    definition: Definition,
): { collections: WrittenCollection[]; files: Map<string, string>; refused: Map<string, string> } {
    const refused = new Map<string, string>();
    const own = new Map<string, string>();
    const main = definitionFile(files);
    const placed = collections.flatMap(entry => {
        if (!isDirectory(entry)) return [entry];
        const path = entry.name.startsWith(BUILD) ? entry.name.slice(BUILD.length) : entry.name;
        const directory = [path, ...broughtBy(path, definition)]
            .map(candidate => besides(main, candidate))
            .find(candidate => kindOf(files, candidate) === "directory" && !/^(?:\/|\.\.)/.test(candidate));
        if (directory === undefined) return [entry];
        const held = new Map([...files].filter(([file]) => file.startsWith(`${directory}/`)));
        const reason = whyNot(held);
        if (reason !== null) {
            refused.set(redactUrls(entry.name), reason);
            return [];
        }
        for (const [file, text] of held) own.set(file, text);
        return [{ ...entry, name: `/workshop/definition/${directory}` }];
    });
    return { collections: placed, files: own, refused };
}

/**
 * The files of all directories that a definition asks for as collections, by path; null where it asks for none. They go
 * into a commit as collections, and are among no files that it tells.
 */
export function directoryFiles(files: Files, definition: Definition): Map<string, string> | null {
    const { effects } = readSteps(files, definitionFile(files), definition);
    const { collections } = readGalaxyRequirements(files, definition, installedBy(effects));
    return collections.some(isDirectory) ? withDirectories(collections, files, definition).files : null;
}

const isDirectory = ({ type }: WrittenCollection): boolean => type === "dir" || type === "subdirs";

/** Why these files cannot be carried as they are; null when they can. */
function whyNot(files: Files): string | null {
    const redacted = redactFiles(files);
    for (const [file, text] of files) {
        if (redacted.get(file) === text) continue;
        const problem = _(
            "Its file $0 holds what may be a secret, and a commit shows it to everybody. Take that out; where it is none, build the collection, and ask for the archive.",
        );
        return format(problem, file);
    }
    return null;
}

/** "dest/rest" is "src/rest": of a directory its contents are brought. */
const broughtBy = (path: string, { additional_build_files: added = [] }: Definition): string[] =>
    added.flatMap(({ src, dest }) => {
        const [plain, place] = [plainPath(path), plainPath(dest)];
        return plain === place || plain.startsWith(`${place}/`) ? [`${src}${plain.slice(place.length)}`] : [];
    });
