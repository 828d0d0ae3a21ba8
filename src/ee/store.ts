/** Definitions on the machine: one directory each below `STATE/definitions`, plain files as ansible-builder takes them. */
import { textOf } from "../host/bytes.ts";
import { createTree, makeDirectory, move } from "../host/files.ts";
import { type Host, unlessMissing } from "../host/host.ts";
import { type Lock, withLock } from "../host/lock.ts";
import { type Entry, readTree } from "../host/trees.ts";
import { plainPath } from "./files.ts";
import { checkName } from "./name.ts";

export type StoredDefinition = {
    name: string;
    /** By path relative to its directory, as `bytes.ts` makes texts of them. */
    files: ReadonlyMap<string, string>;
    /** When one of its files was last written, milliseconds since 1970. */
    savedAt: number;
    /** Who owns that file. */
    savedBy: string;
};

/** Where deleted ones wait for an undo; its name is none that a definition may have. */
const TRASH = ".trash";

/** Where a definition of that name is kept. */
export const directoryOf = (state: string, name: string): string => `${state}/definitions/${allowed(name)}`;

/** Where what was saved before is kept (`versions.ts`): not in a definition's own directory, which is the author's. */
export const versionsOf = (state: string, name: string): string => `${state}/versions/${allowed(name)}`;

/** Change a definition while nobody else does; what lies aside meanwhile has its place in `aside`. */
export async function withDefinition<Result>(
    host: Host,
    state: string,
    name: string,
    work: (lock: Lock & { aside: string }) => Promise<Result>,
): Promise<Result> {
    const aside = `${state}/versions/.${allowed(name)}.lock`;
    return withLock(host, aside, lock => work({ ...lock, aside }));
}

/** Names were checked where they were typed; what gets here unchecked is our own mistake. */
function allowed(name: string): string {
    if (checkName(name, []) !== null) throw new Error(`not a name of a definition: ${JSON.stringify(name)}`);
    return name;
}

/** Whether a path leads to a file inside of a definition. */
export const isInside = (path: string): boolean =>
    path !== "" &&
    path === plainPath(path) &&
    !path.startsWith("/") &&
    path.split("/")[0] !== ".." &&
    !path.includes("\0");

/** Paths too are checked where they come from. */
export function assertInside(path: string): void {
    if (!isInside(path)) throw new Error(`not a path inside a definition: ${JSON.stringify(path)}`);
}

/** One definition, or null when there is none of that name. */
export async function readDefinition(host: Host, state: string, name: string): Promise<StoredDefinition | null> {
    const entries = await readTree(host, directoryOf(state, name));
    return entries && stored(name, entries);
}

/** A definition as it was read from its directory. */
export function stored(name: string, entries: readonly Entry[]): StoredDefinition {
    const files = entries
        .filter(({ type }) => type === "file")
        .toSorted((left, right) => (left.path < right.path ? -1 : 1));
    const last = files.reduce<Entry | null>(
        (kept, entry) => (kept && kept.modified >= entry.modified ? kept : entry),
        null,
    );
    return {
        name,
        files: new Map(files.map(({ path, bytes }) => [path, textOf(bytes)])),
        savedAt: last?.modified ?? 0,
        savedBy: last?.owner ?? "",
    };
}

/** False, and nothing changed, when the name is taken. */
export async function createDefinition(
    host: Host,
    state: string,
    name: string,
    files: ReadonlyMap<string, string | Uint8Array>,
): Promise<boolean> {
    for (const path of files.keys()) assertInside(path);
    const target = directoryOf(state, name);
    await makeDirectory(host, `${state}/definitions`);
    return createTree(host, target, files);
}

/** Its versions go along. False, and nothing changed, when the new name is taken. */
export async function renameDefinition(host: Host, state: string, name: string, newName: string): Promise<boolean> {
    return withDefinition(host, state, name, async () => {
        if (!(await move(host, directoryOf(state, name), directoryOf(state, newName)))) return false;
        // What somebody left of another definition of that name is not its past.
        await moveVersions(host, versionsOf(state, newName), await trashed(host, `${state}/versions`, newName));
        await moveVersions(host, versionsOf(state, name), versionsOf(state, newName));
        return true;
    });
}

/** A copy under another name, byte for byte; false, and nothing changed, when that name is taken. */
export async function cloneDefinition(host: Host, state: string, name: string, newName: string): Promise<boolean> {
    const entries = (await readTree(host, directoryOf(state, name))) ?? [];
    const files = entries.filter(({ type }) => type === "file").map(({ path, bytes }) => [path, bytes] as const);
    return createDefinition(host, state, newName, new Map(files));
}

/** Put a definition, and its versions, where they can be taken back from; answers the id to do so. */
export async function deleteDefinition(host: Host, state: string, name: string): Promise<string> {
    return withDefinition(host, state, name, async () => {
        const target = await trashed(host, `${state}/definitions`, name);
        const id = target.slice(target.lastIndexOf("/") + 1);
        await move(host, directoryOf(state, name), target);
        await makeDirectory(host, `${state}/versions/${TRASH}`);
        await moveVersions(host, versionsOf(state, name), `${state}/versions/${TRASH}/${id}`);
        return id;
    });
}

/** Take a deleted definition back; false, and nothing changed, when its name is taken by now. */
export async function restoreDefinition(host: Host, state: string, id: string, name: string): Promise<boolean> {
    return withDefinition(host, state, name, async () => {
        const isBack = await move(host, `${state}/definitions/${TRASH}/${allowed(id)}`, directoryOf(state, name));
        if (isBack) await moveVersions(host, `${state}/versions/${TRASH}/${id}`, versionsOf(state, name));
        return isBack;
    });
}

/** A free name among the deleted ones. */
async function trashed(host: Host, parent: string, name: string): Promise<string> {
    await makeDirectory(host, `${parent}/${TRASH}`);
    return `${parent}/${TRASH}/${Date.now().toString(36)}-${allowed(name)}`;
}

/** A definition that these pages never saved has none. */
async function moveVersions(host: Host, from: string, to: string): Promise<void> {
    await move(host, from, to).catch(unlessMissing);
}
