/** Which files of a collection have to be read to know what it asks for. */
import { besides, type Files } from "./files.ts";
import { namedLists } from "./introspect.ts";
import { nestedName } from "./introspection-files.ts";
import { requirementLinesOf } from "./python.ts";

const MOST_FILES = 200;

/** Where a collection says what it is and what it asks for. */
export const metadataFiles: readonly string[] = [
    "MANIFEST.json",
    "galaxy.yml",
    "meta/execution-environment.yml",
    "meta/execution-environment.yaml",
    "requirements.txt",
    "bindep.txt",
];

/**
 * The files of a collection that tell what it asks for, read one by one.
 *
 * @param read Answers null for what is not there; only paths within the collection are asked for.
 */
export async function readIntrospected(read: (path: string) => Promise<string | null>): Promise<Map<string, string>> {
    const files = new Map<string, string>();
    const asked = new Set<string>();
    for (let wanted = metadataFiles; wanted.length > 0 && asked.size < MOST_FILES; wanted = namedIn(files, asked)) {
        for (const path of wanted.slice(0, MOST_FILES)) {
            asked.add(path);
            const text = path.startsWith("..") || path.startsWith("/") ? null : await read(path);
            if (text !== null) files.set(path, text);
        }
    }
    return files;
}

/** What these files name, and was not asked for yet. */
function namedIn(files: Files, asked: ReadonlySet<string>): string[] {
    const { python, system } = namedLists(files, []);
    const listed = [python, system].filter(entry => typeof entry === "string").map(entry => besides("", entry));
    const nested = [...files].flatMap(([file, text]) =>
        requirementLinesOf(text).flatMap(({ text: line }) => {
            const name = nestedName(line);
            return name === null ? [] : besides(file, name);
        }),
    );
    return [...new Set([...listed, ...nested])].filter(path => !asked.has(path));
}
