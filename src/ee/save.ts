/**
 * Saving a definition: all its files at once, over exactly what the author has seen.
 *
 * While nobody else saves, the directory is compared with what the author began with, what is written lies aside, what
 * is there is kept as a version, and the files are renamed into their places.
 */
import { bytesOf, isText, textOf } from "../host/bytes.ts";
import { makeDirectory, writeFiles } from "../host/files.ts";
import { type Host, HostError } from "../host/host.ts";
import { type Entry, readTree } from "../host/trees.ts";
import { _, format } from "../language.ts";
import { isSameFiles } from "./files.ts";
import { type Keep, type Save, versionOfSave } from "./keep-version.ts";
import { assertInside, directoryOf, stored, versionsOf, withDefinition } from "./store.ts";
import { readVersions, withCurrent } from "./versions.ts";
import { findWorkTree } from "./work-tree.ts";

type Texts = ReadonlyMap<string, string>;

/** Milliseconds for one step while others wait. */
const STEP = 10_000;

/** What somebody else saved since: nothing was changed. */
export type Conflict = { by: string; theirs: Texts };

/** Null when it is saved. Throws "not-found" when the definition has gone. */
export async function saveDefinition(host: Host, state: string, name: string, save: Save): Promise<Conflict | null> {
    const { files, base } = save;
    const written = [...files].filter(([path, text]) => base.get(path) !== text).map(([path]) => path);
    const deleted = [...base.keys()].filter(path => !files.has(path));
    for (const path of [...written, ...deleted]) assertInside(path);
    assertLasting(files, written);
    const directory = directoryOf(state, name);

    return withDefinition(host, state, name, async ({ aside, assertFresh }) => {
        const [entries, past, workTree] = await Promise.all([
            readTree(host, directory),
            readVersions(host, state, name),
            findWorkTree(host, directory),
        ]);
        if (!entries) throw new HostError("not-found", format(_("There is no definition named $0 any more."), name));
        const known = withCurrent(name, entries, past.versions);
        const there = stored(name, entries).files;
        if (!isSameFiles(there, base)) return { by: known[0]?.by ?? "", theirs: there };
        assertPlaces(entries, written, deleted);

        // Where git keeps the past, we do not.
        const keep = workTree === null ? versionOfSave(entries, known, past, save) : null;
        const kept = versionsOf(state, name);
        await writeFiles(host, aside, asideFiles(files, written, keep));
        await keepRights(host, `${aside}/new`, written, entries);
        if (keep && past.names.length === 0) await makeDirectory(host, kept);
        assertFresh();
        if (keep) await land(host, `${aside}/kept`, [...keep.before.keys()], kept);
        await landAll(host, `${aside}/new`, written, directory);
        await removeFiles(host, directory, deleted);
        // Last, so that what is listed as saved is.
        if (keep) await land(host, `${aside}/kept`, [...keep.after.keys()], kept);
        if (keep) await removeFiles(host, kept, keep.drop);
        return null;
    });
}

/** Characters and bytes of no text are not to be had in one file: what was put together of both is not written. */
function assertLasting(files: Texts, written: readonly string[]): void {
    const broken = written.find(path => {
        const text = files.get(path) ?? "";
        return !isText(text) && textOf(bytesOf(text)) !== text;
    });
    if (broken !== undefined)
        throw new HostError(
            "failed",
            format(_("$0 is no text and cannot be written from here. Nothing was changed."), broken),
        );
}

/** A name that leads elsewhere is not followed, and a directory is no file: found before anything is changed. */
function assertPlaces(entries: readonly Entry[], written: readonly string[], deleted: readonly string[]): void {
    for (const { path, type } of entries) {
        const isMet = [...written, ...deleted].includes(path) && type !== "file";
        const isAbove = type !== "directory" && written.some(each => each.startsWith(`${path}/`));
        if (isMet || isAbove)
            throw new HostError(
                "failed",
                format(_("$0 is not a file that can be written. Nothing was changed."), path),
            );
    }
    const hidden = written.find(path => path.startsWith("."));
    if (hidden !== undefined)
        throw new HostError(
            "failed",
            format(_("$0 begins with a dot: such files are no part of a definition."), hidden),
        );
}

const asideFiles = (files: Texts, written: readonly string[], keep: Keep | null): Map<string, Uint8Array | string> =>
    new Map([
        ...written.map(path => [`new/${path}`, files.get(path) ?? ""] as const),
        ...[...(keep?.before ?? []), ...(keep?.after ?? [])].map(
            ([file, content]) => [`kept/${file}`, content] as const,
        ),
    ]);

/** A script stays one, and what others may not read they may not read afterwards. */
async function keepRights(
    host: Host,
    aside: string,
    written: readonly string[],
    entries: readonly Entry[],
): Promise<void> {
    const paths = new Map<number, string[]>();
    for (const { path, mode } of entries.filter(each => written.includes(each.path)))
        paths.set(mode & 0o777, [...(paths.get(mode & 0o777) ?? []), `${aside}/${path}`]);
    for (const [mode, same] of paths) await host.run(["chmod", mode.toString(8).padStart(4, "0"), "--", ...same]);
}

/** Rename files to the same paths below another directory. */
async function landAll(host: Host, from: string, paths: readonly string[], to: string): Promise<void> {
    const below = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf("/")));
    for (const directory of new Set(paths.map(below))) {
        const target = directory === "" ? to : `${to}/${directory}`;
        if (directory !== "") await makeDirectory(host, target);
        const own = paths.filter(path => below(path) === directory);
        await land(host, from, own, target);
    }
}

/** Rename files right into a directory, each in one step. */
async function land(host: Host, from: string, paths: readonly string[], directory: string): Promise<void> {
    if (paths.length === 0) return;
    const sources = paths.map(path => `${from}/${path}`);
    await host.run(["mv", "--force", `--target-directory=${directory}`, "--", ...sources], { timeout: STEP });
}

async function removeFiles(host: Host, directory: string, names: readonly string[]): Promise<void> {
    if (names.length > 0)
        await host.run(["rm", "--force", "--", ...names.map(name => `${directory}/${name}`)], { timeout: STEP });
}
