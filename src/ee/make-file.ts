/** The fix that makes a file which a definition names and which is not there. */
import type { Fix } from "../issue.ts";
import { _ } from "../language.ts";
import { checkFileName } from "./file-name.ts";
import { besides, type Files, kindBesides } from "./files.ts";
import type { ListKind } from "./requirement-text.ts";

/**
 * `named` is what the definition in `file` calls it. Null where no file can be made: outside of the directory, hidden, or
 * where the path would lead nowhere even then.
 */
export function makeFile(files: Files, file: string, named: string, kind: ListKind): Fix | null {
    const path = besides(file, named);
    if (/(?:^|\/)\./.test(path) || checkFileName(path, files) !== null) return null;
    if (kindBesides(new Map(files).set(path, ""), file, named) !== "file") return null;
    return { title: _("Create it"), file: path, edits: [{ offset: 0, length: 0, text: emptyList(kind) }] };
}

/** A list that asks for nothing, and says how it is written. */
function emptyList(kind: ListKind): string {
    switch (kind) {
        case "galaxy":
            return "collections: []\n";
        case "python":
            return "# Python requirements, one on each line: requests>=2.31\n";
        case "system":
            return "# System packages, one on each line: gcc [compile platform:rpm]\n";
    }
}
