/** What somebody chose or dropped, as files with their paths. */
import { type Incoming, MOST_FILES } from "../../ee/incoming.ts";

const incoming = (path: string, file: File): Incoming => ({
    path,
    size: file.size,
    read: async () => new Uint8Array(await file.arrayBuffer()),
});

/** Of a field for files or for a directory; a directory's files have its name before theirs. */
export const chosenFiles = (files: FileList | null): Incoming[] =>
    [...(files ?? [])].map(file => incoming(file.webkitRelativePath || file.name, file));

/**
 * Of a drop. To be called at once: what was dropped is to be had only while the event lasts. Hidden directories are
 * named and not looked into, and one file more than may be is the last.
 */
export async function droppedFiles({ items }: DataTransfer): Promise<Incoming[]> {
    const dropped = [...items]
        .filter(({ kind }) => kind === "file")
        .map(item => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
    const found: Incoming[] = [];
    for (const { entry, file } of dropped) {
        if (entry) await walk(entry, found);
        // What comes from no file system has no entry.
        else if (file) found.push(incoming(file.name, file));
    }
    return found;
}

async function walk(entry: FileSystemEntry, found: Incoming[]): Promise<void> {
    if (found.length > MOST_FILES) return;
    const path = entry.fullPath.replace(/^\/+/, "");
    if (isFile(entry)) {
        found.push(incoming(path, await new Promise<File>((resolve, reject) => entry.file(resolve, reject))));
    } else if (isDirectory(entry)) {
        if (entry.name.startsWith(".")) found.push({ path, size: 0, read: async () => new Uint8Array() });
        else for (const child of await listChildren(entry)) await walk(child, found);
    }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** Browsers give a hundred at a time. */
async function listChildren(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
    const reader = directory.createReader();
    const all: FileSystemEntry[] = [];
    while (all.length <= MOST_FILES) {
        const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) break;
        all.push(...some);
    }
    return all;
}
