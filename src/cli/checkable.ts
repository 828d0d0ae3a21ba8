/**
 * What `check` looks at: any path, whatever is there. A definition may lie in a large directory, name files elsewhere,
 * and be no definition at all; so only what it names is read, and the rest is listed as far as is sensible.
 */
import type { Stats } from "node:fs";
import { lstat, open, opendir, readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

import type { Check } from "../ee/check.ts";
import { besides, definitionFile } from "../ee/files.ts";
import { namedPaths } from "../ee/named-paths.ts";
import { parseDefinition } from "../ee/parse.ts";
import { refusedCheck } from "../ee/refused-check.ts";

/** More than the reader takes, so that it says itself that a text is too large. */
const MOST_BYTES = 4_000_004;
const MOST_NAMES = 5000;
const MOST_NESTED = 100;

/** A definition's directory, or why there is nothing to judge. */
export type Checkable = { files: Map<string, string>; file: string } | { refusal: Check };

/** Look at a file, or at a directory for the definition in it. Throws nothing that a path may cause. */
export async function readCheckable(path: string): Promise<Checkable> {
    const whole = resolve(path);
    const found = await kindAt(whole);
    if (found instanceof Error || found === null) return { refusal: unreachable(basename(whole), found) };
    if (!found.isFile() && !found.isDirectory())
        return { refusal: refusedCheck(basename(whole), "not-a-file", "", null) };
    const directory = found.isDirectory() ? whole : dirname(whole);
    const closed = found.isDirectory() ? await whyClosed(directory) : null;
    if (closed) return { refusal: unreachable(basename(whole), closed) };
    const names = await listNames(directory);
    const file = found.isDirectory() ? definitionFile(names) : basename(whole);
    if (found.isDirectory() && !names.has(file)) return { refusal: refusedCheck(file, "no-definition", null, null) };
    const bytes = await readStart(join(directory, file));
    if (bytes === null) return { refusal: refusedCheck(file, "not-a-file", "", null) };
    if (bytes instanceof Error) return { refusal: unreachable(file, bytes) };
    const text = bytes.toString("utf8");
    const broken = brokenAt(text, bytes);
    if (broken !== null)
        return { refusal: refusedCheck(file, "not-utf-8", text.slice(0, broken), notUtf8(text, broken, bytes)) };
    const files = names.set(file, text);
    const { definition } = parseDefinition(text, file);
    if (definition) await addNamed(files, directory, file, namedPaths(definition));
    return { files, file };
}

async function addNamed(
    files: Map<string, string>,
    directory: string,
    file: string,
    { texts, others }: ReturnType<typeof namedPaths>,
): Promise<void> {
    for (const named of [...texts, ...others]) {
        const key = besides(file, named);
        const whole = resolve(directory, named);
        const kind = named.includes("\0") ? null : await kindAt(whole);
        if (kind === null || kind instanceof Error) files.delete(key);
        // A directory is known by what is in it; one of which nothing is listed, by its slash.
        else if (kind.isDirectory()) files.set(`${key}/`, "");
        else {
            const bytes = texts.includes(named) ? await readStart(whole) : null;
            const text = bytes instanceof Error || bytes === null ? "" : bytes.toString("utf8");
            files.set(key, text);
            await addNested(files, directory, key, text);
        }
    }
}

/** The files that a list of Python requirements names by `-r`, and those that these name. */
async function addNested(files: Map<string, string>, directory: string, list: string, text: string): Promise<void> {
    const open = [{ list, text }];
    const read = new Set([list]);
    for (let next = open.shift(); next !== undefined && read.size < MOST_NESTED; next = open.shift())
        for (const [, nested = ""] of next.text.matchAll(/^(?:-r|--requirement)[ \t=]*(\S+)/gm)) {
            const key = besides(next.list, nested);
            if (read.has(key) || read.size >= MOST_NESTED) continue;
            read.add(key);
            const more = await readStart(resolve(directory, key));
            if (!(more instanceof Buffer)) continue;
            files.set(key, more.toString("utf8"));
            open.push({ list: key, text: more.toString("utf8") });
        }
}

/** Null when there is nothing; what the machine says when it does not let us look. */
async function kindAt(path: string): Promise<Stats | Error | null> {
    try {
        return await stat(path);
    } catch (error) {
        if (!(error instanceof Error)) throw error;
        const isMissing = "code" in error && ["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes(String(error.code));
        if (!isMissing) return error;
        const link = await lstat(path).catch(() => null);
        return link === null ? null : error;
    }
}

/** The beginning of a regular file; null for what is none. */
async function readStart(path: string): Promise<Buffer | Error | null> {
    try {
        if (!(await stat(path)).isFile()) return null;
        const handle = await open(path);
        try {
            const buffer = Buffer.alloc(Math.min((await handle.stat()).size, MOST_BYTES));
            const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
            return buffer.subarray(0, bytesRead);
        } finally {
            await handle.close();
        }
    } catch (error) {
        if (error instanceof Error) return error;
        throw error;
    }
}

/** Why a directory may not be looked through. */
const whyClosed = (directory: string): Promise<Error | null> =>
    opendir(directory).then(
        opened => opened.close().then(() => null),
        (error: Error) => error,
    );

/** Names of files below a directory, as keys; nothing of what may not be looked at. */
async function listNames(root: string): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    const open = [""];
    for (let below = open.shift(); below !== undefined && names.size < MOST_NAMES; below = open.shift()) {
        const entries = await readdir(join(root, below), { withFileTypes: true }).catch(() => []);
        for (const entry of entries) {
            if (names.size >= MOST_NAMES) break;
            const name = join(below, entry.name);
            if (entry.isDirectory() && entry.name !== ".git" && name !== "context") open.push(name);
            else if (entry.isFile() || entry.isSymbolicLink()) names.set(name, "");
        }
    }
    return names;
}

/** What is there, but cannot be a definition. */
function unreachable(file: string, error: Error | null): Check {
    const code = error && "code" in error ? String(error.code) : "";
    if (error === null) return refusedCheck(file, "no-definition", "", null);
    if (code === "EACCES" || code === "EPERM")
        return refusedCheck(file, "not-readable", "", `[Errno 13] Permission denied: '${file}'`);
    return refusedCheck(file, "broken-link", "", null);
}

/** Where bytes stop being UTF-8; null when all are. */
function brokenAt(text: string, bytes: Buffer): number | null {
    if (!text.includes("\ufffd")) return null;
    const isCut = bytes.length === MOST_BYTES;
    for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", at + 1)) {
        const offset = Buffer.byteLength(text.slice(0, at));
        if (bytes.subarray(offset, offset + 3).toString("hex") !== "efbfbd")
            return isCut && offset > bytes.length - 4 ? null : at;
    }
    return null;
}

function notUtf8(text: string, at: number, bytes: Buffer): string {
    const position = Buffer.byteLength(text.slice(0, at));
    const byte = (bytes[position] ?? 0).toString(16).padStart(2, "0");
    return `'utf-8' codec can't decode byte 0x${byte} in position ${position}: invalid start byte`;
}
