/** Names of files inside a definition's directory. */
import { _, format } from "../language.ts";
import { type Files, kindOf, plainPath } from "./files.ts";

/** What file systems allow one name to have. */
const LONGEST = 200;

/** What is wrong with the name of a new file, in a sentence; null when nothing is. */
export function checkFileName(name: string, files: Files): string | null {
    const parts = name.split("/");
    const isInside = name === plainPath(name) && !name.startsWith("/") && parts[0] !== "..";
    if (name === "" || name.trim() !== name || !isInside || name.length > LONGEST || /[\p{Cc}\ufffd]/u.test(name))
        return _("Use a path inside of this definition's directory, such as files/ansible.cfg.");
    // What git finds in there it may run.
    if (parts.some(part => part.toLowerCase() === ".git")) return _("Files of git itself are not made here.");
    if (kindOf(files, name) !== "none") return format(_("$0 is there already."), name);
    const above = parts.map((_part, length) => parts.slice(0, length).join("/"));
    const file = above.find(path => files.has(path));
    return file === undefined ? null : format(_("$0 is a file: nothing can be put below it."), file);
}
