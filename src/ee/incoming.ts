/** Files that somebody hands over to become a definition: which of them are taken. */
import { _, format } from "../language.ts";
import { plainPath } from "./files.ts";

export type Incoming = {
    /** As it was handed over: "kolla/files/ansible.cfg", or "bindep.txt" of a file alone. */
    path: string;
    /** Bytes. */
    size: number;
    read: () => Promise<Uint8Array>;
};

/** What is wrong with all of it, as a sentence; nothing is taken then. */
export type Complaint = { complaint: string };

export const MOST_FILES = 1000;
const MEGABYTE = 1_000_000;
/** Megabytes of one file, and of all: a definition is read at once, within what the host sends at once. */
const LARGEST = 10;
const TOGETHER = 20;
/** Bytes of a path, and of one of its names on any file system. */
const LONGEST_PATH = 1000;
const LONGEST_NAME = 255;

/**
 * What is taken, and the hidden files and directories that are not: ".git" and the like. Names are of files below the
 * directory that all are in, if they are in one; `root` is its name, else "".
 */
export function screenIncoming(
    all: readonly Incoming[],
): { root: string; files: Incoming[]; hidden: string[] } | Complaint {
    const outside = all.find(({ path }) => !isInside(path));
    if (outside) return complaint(_("$0 is no path inside of a directory, so nothing was taken."), outside.path);
    const hidden = new Set<string>();
    const shown = all.filter(({ path }) => {
        const names = path.split("/");
        const at = names.findIndex(name => name.startsWith("."));
        if (at >= 0) hidden.add(names.slice(0, at + 1).join("/"));
        return at < 0;
    });
    if (shown.length > MOST_FILES)
        return complaint(
            _("These are more than $0 files. Choose the directory that holds the execution-environment.yml."),
            String(MOST_FILES),
        );
    const large = shown.find(({ size }) => size > LARGEST * MEGABYTE);
    if (large) return complaint(_("$0 is larger than $1 MB."), large.path, String(LARGEST));
    if (shown.reduce((sum, { size }) => sum + size, 0) > TOGETHER * MEGABYTE)
        return complaint(_("Together these files are larger than $0 MB."), String(TOGETHER));

    const root = commonDirectory(all.map(({ path }) => path));
    const below = (path: string) => (root === "" ? path : path.slice(root.length + 1));
    const files = new Map(shown.map(file => [below(file.path), { ...file, path: below(file.path) }]));
    for (const path of files.keys())
        for (let end = path.indexOf("/"); end > 0; end = path.indexOf("/", end + 1))
            if (files.has(path.slice(0, end)))
                return complaint(_("$0 is a file and a directory, so nothing was taken."), path.slice(0, end));
    return { root, files: [...files.values()], hidden: [...hidden].map(below).sort() };
}

const complaint = (text: string, ...values: string[]): Complaint => ({
    complaint: format(text, ...values.map(value => value.slice(0, 200))),
});

function isInside(path: string): boolean {
    const size = (text: string) => new TextEncoder().encode(text).length;
    return (
        path !== "" &&
        path.length <= LONGEST_PATH &&
        path === plainPath(path) &&
        !path.startsWith("/") &&
        !/[\p{Cc}\\]/u.test(path) &&
        path.split("/").every(name => name !== ".." && size(name) <= LONGEST_NAME)
    );
}

function commonDirectory(paths: readonly string[]): string {
    const [first = ""] = paths;
    const root = first.slice(0, Math.max(first.indexOf("/"), 0));
    return root !== "" && !root.startsWith(".") && paths.every(path => path.startsWith(`${root}/`)) ? root : "";
}
