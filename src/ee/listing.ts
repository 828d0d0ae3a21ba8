/**
 * All definitions for a list that is asked for again and again. One program tells what is there and when it changed;
 * only the files of definitions that changed since the last time are read, many in one archive.
 */
import { textOf } from "../host/bytes.ts";
import { type Host, HostError } from "../host/host.ts";
import { listTree, readTree, type Stamped } from "../host/trees.ts";
import { _ } from "../language.ts";
import { checkName } from "./name.ts";
import type { StoredDefinition } from "./store.ts";

export type ListedDefinition = StoredDefinition & {
    /** What tells that one of its files changed. */
    stamp: string;
};

/** A file with more bytes is known by its name only, its text is ""; the list asks what a definition says, not for all it carries. */
const LARGEST = 1024 * 1024;
/** Bytes read at once. */
const CHUNK = 8 * 1024 * 1024;
/** Others write meanwhile: what was there a moment ago may be gone. */
const ATTEMPTS = 3;

/** All definitions, by name. Those of `before` that did not change are the same objects, and so is the list if none did. */
export async function listDefinitions(
    host: Host,
    state: string,
    before: readonly ListedDefinition[] = [],
): Promise<readonly ListedDefinition[]> {
    const directory = `${state}/definitions`;
    const known = new Map(before.map(definition => [definition.name, definition]));
    let tried = "";
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const there = grouped((await listTree(host, directory)) ?? []);
        const changed = there.filter(({ name, stamp }) => known.get(name)?.stamp !== stamp);
        const texts = await readTexts(host, directory, changed);
        const what = JSON.stringify(changed);
        // A file that was not read is gone by now, or, if it is still there the second time, may not be read.
        if (!texts.isWhole && what !== tried) {
            tried = what;
            continue;
        }
        for (const each of changed) known.set(each.name, listed(each, texts.byPath));
        const now = there.flatMap(({ name }) => known.get(name) ?? []);
        const isSame = now.length === before.length && now.every((definition, index) => definition === before[index]);
        return isSame ? before : now;
    }
    throw new HostError("failed", _("The definitions changed all the time while they were read."));
}

type Found = { name: string; stamp: string; files: Stamped[] };

function grouped(entries: readonly Stamped[]): Found[] {
    const byName = new Map<string, Stamped[]>();
    for (const entry of entries) {
        const [name = ""] = entry.path.split("/", 1);
        if (checkName(name, []) !== null || (entry.path === name && !isDirectory(entry))) continue;
        const known = byName.get(name);
        if (known) known.push(entry);
        else byName.set(name, [entry]);
    }
    return [...byName]
        .map(([name, own]) => {
            const files = own
                .filter(({ type }) => type === "file")
                .map(file => ({ ...file, path: file.path.slice(name.length + 1) }))
                .sort((left, right) => (left.path < right.path ? -1 : 1));
            return { name, files, stamp: files.map(({ path, stamp }) => `${path} ${stamp}`).join("\n") };
        })
        .sort((left, right) => (left.name < right.name ? -1 : 1));
}

const isDirectory = ({ type }: Stamped): boolean => type === "directory" || type === "unreadable";

/** Contents by path below the directory of all; not whole when some could not be read. */
async function readTexts(host: Host, directory: string, definitions: readonly Found[]) {
    const byPath = new Map<string, string>();
    const asked = chunks(definitions);
    for (const only of asked) {
        const entries = (await readTree(host, directory, { only })) ?? [];
        for (const { path, type, bytes } of entries) if (type === "file") byPath.set(path, textOf(bytes));
    }
    return { byPath, isWhole: asked.flat().every(path => byPath.has(path)) };
}

/** Paths that are read together. */
function chunks(definitions: readonly Found[]): string[][] {
    const all: string[][] = [];
    let room = 0;
    for (const { name, files } of definitions)
        for (const { path, size } of files) {
            if (size > LARGEST) continue;
            if (size > room) {
                all.push([]);
                room = CHUNK;
            }
            all.at(-1)?.push(`${name}/${path}`);
            room -= size;
        }
    return all;
}

function listed({ name, stamp, files }: Found, texts: ReadonlyMap<string, string>): ListedDefinition {
    const last = files.reduce<Stamped | null>(
        (kept, file) => (kept && kept.modified >= file.modified ? kept : file),
        null,
    );
    return {
        name,
        stamp,
        files: new Map(files.map(({ path }) => [path, texts.get(`${name}/${path}`) ?? ""])),
        savedAt: last?.modified ?? 0,
        savedBy: last?.owner ?? "",
    };
}
