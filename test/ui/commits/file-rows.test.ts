import { expect, test } from "vitest";

import type { FileEntry } from "../../../src/ostree/tree.ts";
import { formatMode, listFileRows } from "../../../src/ui/commits/file-rows.ts";

const entry = (path: string, type: FileEntry["type"] = "file"): FileEntry => ({
    name: path.slice(path.lastIndexOf("/") + 1),
    path,
    type,
    mode: 0o644,
    uid: 0,
    gid: 0,
    size: 0,
    target: null,
});

const tree: Record<string, FileEntry[]> = {
    "/": [entry("/b"), entry("/usr", "directory"), entry("/a", "link")],
    "/usr": [entry("/usr/bin", "directory")],
};

const rows = (...open: string[]) =>
    listFileRows(
        directory => tree[directory] ?? [],
        directory => open.includes(directory),
    ).map(row => (row.kind === "entry" ? `${row.level} ${row.entry.path} ${row.position}/${row.siblings}` : row.kind));

test("directories come first, then all by name", () => {
    expect(rows()).toEqual(["1 /usr 1/3", "1 /a 2/3", "1 /b 3/3"]);
});

test("what is open is followed by what lies in it", () => {
    expect(rows("/usr", "/usr/bin")).toEqual(["1 /usr 1/3", "2 /usr/bin 1/1", "empty", "1 /a 2/3", "1 /b 3/3"]);
});

test.each([
    ["file", 0o4755, "-rwsr-xr-x"],
    ["file", 0o4644, "-rwSr--r--"],
    ["file", 0o2711, "-rwx--s--x"],
    ["directory", 0o1777, "drwxrwxrwt"],
    ["link", 0o777, "lrwxrwxrwx"],
] as const)("a %s of mode %o is %s", (type, mode, text) => {
    expect(formatMode({ type, mode })).toBe(text);
});
