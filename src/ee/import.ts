/** Definitions among files that somebody hands over: a file, a few, a directory, or an archive. */
import { _ } from "../language.ts";
import { archiveStem, readArchive } from "./archive.ts";
import { definitionFile } from "./files.ts";
import { type Complaint, type Incoming, screenIncoming } from "./incoming.ts";
import { suggestName } from "./name.ts";

export type Found = {
    /** The definition's own file, as it was handed over. */
    path: string;
    /** A name for it, or "". */
    name: string;
    /** By path below its own directory, byte for byte. */
    files: Map<string, Uint8Array>;
    /** What the file was called that becomes execution-environment.yml; null when it was called so. */
    renamed: string | null;
};

export type Import = {
    /** At least one, the outermost first. */
    found: Found[];
    /** Hidden files and directories, which are not taken. */
    hidden: string[];
};

const MAIN = "execution-environment.yml";
const LONGEST = 1_000_000;

/** What can be made of these files. Throws what reading one of them throws. */
export async function readImport(incoming: readonly Incoming[]): Promise<Import | Complaint> {
    const [only] = incoming;
    const stem = incoming.length === 1 && only ? archiveStem(nameOf(only.path)) : null;
    // A bound for what is read before it is looked at; an archive is seldom larger than its files.
    if (stem === null || !only) return readFiles(incoming, "");
    const bounded = screenIncoming(incoming.map(file => ({ ...file, path: nameOf(file.path) })));
    if ("complaint" in bounded) return bounded;
    const entries = await readArchive(nameOf(only.path), await only.read());
    return "complaint" in entries ? entries : readFiles(entries, stem);
}

async function readFiles(incoming: readonly Incoming[], stem: string): Promise<Import | Complaint> {
    const screened = screenIncoming(incoming);
    if ("complaint" in screened) return screened;
    const files = new Map<string, Uint8Array>();
    for (const { path, read } of screened.files) files.set(path, await read());
    const found = findDefinitions(files).map(path => take(files, path, screened.root || stem));
    if (found.length === 0)
        return { complaint: _("None of these files is a definition. It is usually named execution-environment.yml.") };
    return { found, hidden: screened.hidden };
}

/** Their paths, the outermost first: those with the usual name, else those that read like one, else the only file. */
function findDefinitions(files: ReadonlyMap<string, Uint8Array>): string[] {
    const paths = [...files.keys()].sort((left, right) => depth(left) - depth(right) || (left < right ? -1 : 1));
    const directories = new Map<string, Set<string>>();
    for (const path of paths)
        directories.set(directoryOf(path), (directories.get(directoryOf(path)) ?? new Set()).add(nameOf(path)));
    const named = [...directories].flatMap(([directory, names]) => {
        const main = definitionFile(new Map([...names].map(name => [name, ""])));
        return names.has(main) ? [directory + main] : [];
    });
    if (named.length > 0) return named;
    const similar = paths.filter(path => /\.ya?ml$/i.test(path) && isSimilar(files.get(path)));
    return similar.length > 0 || files.size !== 1 ? similar : paths.filter(path => isText(files.get(path)));
}

const depth = (path: string): number => path.split("/").length;
const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

const isText = (bytes: Uint8Array | undefined): boolean =>
    bytes !== undefined && bytes.length <= LONGEST && !bytes.includes(0);

/** Keys that only a definition has at the start of a line; others have "dependencies", too, but not with these below. */
const OWN =
    /^(?:images|additional_build_(?:steps|files)|build_arg_defaults|dependencies:[^\S\n]*(?:\n[^\S\n]*(?:#.*)?)*\n[^\S\n]+(?:galaxy|python|system|ansible_core|ansible_runner)) *:/m;

const isSimilar = (bytes: Uint8Array | undefined): boolean =>
    bytes !== undefined && isText(bytes) && OWN.test(new TextDecoder().decode(bytes));

/** The definition at that path with all that is in its directory. */
function take(files: ReadonlyMap<string, Uint8Array>, path: string, root: string): Found {
    const directory = directoryOf(path);
    const name = nameOf(path);
    const isRenamed = !/^execution-environment\.ya?ml$/.test(name);
    const own = [...files].filter(([file]) => file.startsWith(directory));
    const below = own.map(
        ([file, bytes]) => [file === path && isRenamed ? MAIN : file.slice(directory.length), bytes] as const,
    );
    const called = isRenamed ? name.replace(/\.[^.]*$/, "") : nameOf(directory.slice(0, -1)) || root;
    return { path, name: suggestName(called), files: new Map(below), renamed: isRenamed ? name : null };
}
