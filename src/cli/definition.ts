/** Definitions given by path: read with the rights of whoever calls, as every compiler reads its input. */

import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { textOf } from "../host/bytes.ts";

import { UsageError } from "./context.ts";

/** No definition is this large; a path given by mistake may be. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_FILES = 2000;

export type GivenDefinition = {
    /** Name of its directory. */
    name: string;
    /** Relative to the directory; as `bytes.ts` makes texts of them. */
    files: Map<string, string>;
    /** The file that was named, relative to its directory; null when a directory was. */
    file: string | null;
};

/** Read a directory, or the directory of a file; nothing, when there is none. Links that lead out of it are not followed. Throws UsageError. */
export async function readGiven(path: string): Promise<GivenDefinition> {
    const whole = resolve(path);
    const found = await stat(whole).catch(() => null);
    if (found === null) return { name: basename(whole), files: new Map(), file: null };
    const directory = await realpath(found.isDirectory() ? whole : dirname(whole));
    const files = new Map<string, string>();
    await collect(directory, directory, files, { bytes: MAX_BYTES, files: MAX_FILES });
    return {
        name: basename(found.isDirectory() ? whole : directory),
        files,
        file: found.isDirectory() ? null : basename(whole),
    };
}

type Left = { bytes: number; files: number };

async function collect(root: string, directory: string, files: Map<string, string>, left: Left): Promise<void> {
    for (const entry of (await readdir(directory, { withFileTypes: true })).sort((a, b) =>
        a.name < b.name ? -1 : 1,
    )) {
        const path = join(directory, entry.name);
        if (entry.isDirectory() && !skipped.has(entry.name)) await collect(root, path, files, left);
        if (!entry.isFile() && !(entry.isSymbolicLink() && (await leadsInside(root, path)))) continue;
        const { size } = await stat(path);
        left.bytes -= size;
        left.files -= 1;
        if (left.bytes < 0 || left.files < 0) throw new UsageError(`${root} holds more than a definition does`);
        files.set(relative(root, path), textOf(await readFile(path)));
    }
}

/** Not the definition's: version control, and what ansible-builder makes. */
const skipped = new Set([".git", "context"]);

async function leadsInside(root: string, path: string): Promise<boolean> {
    const target = await realpath(path).catch(() => null);
    return target?.startsWith(`${root}/`) === true && (await stat(target)).isFile();
}
