/** The rows of the file tree: what has been opened, flattened in the order of the screen. */
import type { FileEntry } from "../../ostree/tree.ts";

export type FileRow = {
    kind: "entry";
    entry: FileEntry;
    level: number;
    position: number;
    siblings: number;
    isOpen: boolean;
};
/** What stands below an open directory that holds nothing. */
export type NoteRow = { kind: "empty"; path: string; level: number };

/** Flatten the tree from `directory` down; `list` tells what lies in an open directory, "/" being the first. */
export function listFileRows(
    list: (directory: string) => readonly FileEntry[],
    isOpen: (directory: string) => boolean,
    directory = "/",
    level = 1,
): (FileRow | NoteRow)[] {
    const entries = list(directory);
    if (entries.length === 0) return [{ kind: "empty", path: directory, level }];
    return sortEntries(entries).flatMap((entry, index, { length }) => {
        const open = entry.type === "directory" && isOpen(entry.path);
        const row: FileRow = { kind: "entry", entry, level, position: index + 1, siblings: length, isOpen: open };
        return open ? [row, ...listFileRows(list, isOpen, entry.path, level + 1)] : [row];
    });
}

/** Directories first, then by name. */
const sortEntries = (entries: readonly FileEntry[]): FileEntry[] =>
    [...entries].sort(
        (a, b) => Number(b.type === "directory") - Number(a.type === "directory") || (a.name < b.name ? -1 : 1),
    );

const typeLetters = { directory: "d", link: "l", file: "-" } as const;

/** Permissions as `ls -l` writes them: "-rwsr-xr-x". */
export function formatMode({ type, mode }: Pick<FileEntry, "type" | "mode">): string {
    const triple = (bits: number, special: boolean, letter: string) =>
        (bits & 4 ? "r" : "-") +
        (bits & 2 ? "w" : "-") +
        (special ? (bits & 1 ? letter : letter.toUpperCase()) : bits & 1 ? "x" : "-");
    return (
        typeLetters[type] +
        triple(mode >> 6, (mode & 0o4000) !== 0, "s") +
        triple(mode >> 3, (mode & 0o2000) !== 0, "s") +
        triple(mode, (mode & 0o1000) !== 0, "t")
    );
}
