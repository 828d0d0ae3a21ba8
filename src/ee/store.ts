/** Definitions on the machine: one directory each below `STATE/definitions`, plain files as ansible-builder takes them. */
import { createTree, type Entry, makeDirectory, move, readTree, writeText } from "../host/files.ts";
import type { Host } from "../host/host.ts";
import { plainPath } from "./files.ts";
import { checkName } from "./name.ts";

export type StoredDefinition = {
    name: string;
    /** Texts by path relative to its directory. */
    files: ReadonlyMap<string, string>;
    /** When one of its files was last written, milliseconds since 1970. */
    savedAt: number;
    /** Who owns that file. */
    savedBy: string;
};

/** Where deleted ones wait for an undo; its name is none that a definition may have. */
const TRASH = ".trash";

/** Where a definition of that name is kept. */
export const directory = (state: string, name: string): string => `${state}/definitions/${allowed(name)}`;

/** Names were checked where they were typed; what gets here unchecked is our own mistake. */
function allowed(name: string): string {
    if (checkName(name, []) !== null) throw new Error(`not a name of a definition: ${JSON.stringify(name)}`);
    return name;
}

function allowedPath(path: string): string {
    if (
        path === "" ||
        path !== plainPath(path) ||
        path.startsWith("/") ||
        path.split("/")[0] === ".." ||
        path.includes("\0")
    )
        throw new Error(`not a path inside a definition: ${JSON.stringify(path)}`);
    return path;
}

/** One definition, or null when there is none of that name. */
export async function readDefinition(host: Host, state: string, name: string): Promise<StoredDefinition | null> {
    const entries = await readTree(host, directory(state, name));
    return entries && stored(name, entries);
}

function stored(name: string, entries: readonly Entry[]): StoredDefinition {
    const files = entries
        .filter(({ type }) => type === "file")
        .toSorted((left, right) => (left.path < right.path ? -1 : 1));
    const last = files.reduce<Entry | null>(
        (kept, entry) => (kept && kept.modified >= entry.modified ? kept : entry),
        null,
    );
    const decoder = new TextDecoder();
    return {
        name,
        files: new Map(files.map(({ path, bytes }) => [path, decoder.decode(bytes)])),
        savedAt: last?.modified ?? 0,
        savedBy: last?.owner ?? "",
    };
}

/** Write these files of a definition that is there; those not given stay as they are. */
export async function saveDefinition(
    host: Host,
    state: string,
    name: string,
    files: ReadonlyMap<string, string>,
): Promise<void> {
    const base = directory(state, name);
    const paths = [...files.keys()].map(allowedPath);
    const below = new Set(paths.filter(path => path.includes("/")).map(path => path.slice(0, path.lastIndexOf("/"))));
    for (const path of below) await makeDirectory(host, `${base}/${path}`);
    for (const [path, text] of files) await writeText(host, `${base}/${path}`, text);
}

/** False, and nothing changed, when the name is taken. */
export async function createDefinition(
    host: Host,
    state: string,
    name: string,
    files: ReadonlyMap<string, string | Uint8Array>,
): Promise<boolean> {
    for (const path of files.keys()) allowedPath(path);
    const target = directory(state, name);
    await makeDirectory(host, `${state}/definitions`);
    return createTree(host, target, files);
}

/** False, and nothing changed, when the new name is taken. */
export async function renameDefinition(host: Host, state: string, name: string, newName: string): Promise<boolean> {
    return move(host, directory(state, name), directory(state, newName));
}

/** A copy under another name, byte for byte; false, and nothing changed, when that name is taken. */
export async function cloneDefinition(host: Host, state: string, name: string, newName: string): Promise<boolean> {
    const entries = (await readTree(host, directory(state, name))) ?? [];
    const files = entries.filter(({ type }) => type === "file").map(({ path, bytes }) => [path, bytes] as const);
    return createDefinition(host, state, newName, new Map(files));
}

/** Put a definition where it can be taken back from; answers the id to do so. */
export async function deleteDefinition(host: Host, state: string, name: string): Promise<string> {
    const id = `${Date.now().toString(36)}-${allowed(name)}`;
    await makeDirectory(host, `${state}/definitions/${TRASH}`);
    await move(host, directory(state, name), `${state}/definitions/${TRASH}/${id}`);
    return id;
}

/** Take a deleted definition back; false, and nothing changed, when its name is taken by now. */
export async function restoreDefinition(host: Host, state: string, id: string, name: string): Promise<boolean> {
    return move(host, `${state}/definitions/${TRASH}/${allowed(id)}`, directory(state, name));
}
