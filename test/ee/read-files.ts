/** Definitions on disk, for tests that compare with what was recorded of them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files below a directory as text, by path relative to it. */
export function readFiles(directory: string): Map<string, string> {
    const files = new Map<string, string>();
    for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true }))
        if (entry.isFile()) {
            const path = join(entry.parentPath, entry.name);
            files.set(path.slice(directory.length + 1), readFileSync(path, "utf8"));
        }
    return files;
}
