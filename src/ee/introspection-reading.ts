/** Which files of a collection have to be read to know what it asks for. */
import { besides, type Files } from "./files.ts";
import { namedLists } from "./introspect.ts";
import { nestedName } from "./introspection-files.ts";
import { requirementLinesOf } from "./python.ts";

const MOST_FILES = 200;
/** Of all texts together, in UTF-16 units. */
const MOST_TEXT = 4_000_000;

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
    let length = 0;
    for (let wanted = metadataFiles; wanted.length > 0; ) {
        const found = new Map<string, string>();
        for (const path of wanted) {
            if (asked.size >= MOST_FILES) break;
            asked.add(path);
            const text = path.startsWith("..") || path.startsWith("/") ? null : await read(path);
            length += text?.length ?? 0;
            if (length > MOST_TEXT) return files;
            if (text !== null) found.set(path, text);
        }
        for (const [path, text] of found) files.set(path, text);
        const named = [...listsOf(files), ...nestedIn(found)];
        wanted = asked.size >= MOST_FILES ? [] : [...new Set(named)].filter(path => !asked.has(path));
    }
    return files;
}

/** The files that are lists of requirements, by what these files say. */
function listsOf(files: Files): string[] {
    const { python, system } = namedLists(files, []);
    return [python, system].filter(entry => typeof entry === "string").map(entry => besides("", entry));
}

/** What their `-r` lines name. */
const nestedIn = (files: Files): string[] =>
    [...files].flatMap(([file, text]) =>
        requirementLinesOf(text).flatMap(({ text: line }) => {
            const name = nestedName(line);
            return name === null ? [] : besides(file, name);
        }),
    );
