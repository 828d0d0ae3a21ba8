/**
 * The tree of a commit, as `ostree ls` tells it.
 *
 * Its lines alone can lie: a directory's name may hold a line break and what looks like the next line. So the names
 * are asked for a second time, NUL-terminated (`--nul-filenames-only`), and the lines are read along them.
 */
import { HostError } from "../host/host.ts";
import { _ } from "../language.ts";
import { inert } from "./inert.ts";
import { type FileEntry, nameOf, type TreeEntry } from "./tree.ts";

/** Permissions, owner, group, size, one checksum for files and links, two (contents, rights) for directories. */
const header = /([-dl])([0-7]{5}) (\d+) (\d+) +(\d+) ([0-9a-f]{64}) (?:([0-9a-f]{64}) )?/y;
const types: Record<string, FileEntry["type"]> = { "-": "file", d: "directory", l: "link" };

/**
 * @param listing What `ostree ls --checksum` wrote.
 * @param names What the same command wrote with `--nul-filenames-only`.
 * @throws HostError "garbled" when they do not agree, as with a link whose target has a line break.
 */
export function parseTree(listing: string, names: string): TreeEntry[] {
    const paths = parseNames(names);
    // With a line break in a target nobody could say where the target ends and the next line begins.
    if (count(listing, "\n") !== paths.length + count(names, "\n")) throw garbled();
    let at = 0;
    const entries = paths.map(path => {
        header.lastIndex = at;
        const [whole, kind = "", mode = "", uid, gid, size, first = "", second] = header.exec(listing) ?? [];
        const type = types[kind];
        at += whole?.length ?? 0;
        if (type === undefined || !listing.startsWith(path, at)) throw garbled();
        const end = type === "link" ? listing.indexOf("\n", at + path.length) : at + path.length;
        const arrow = listing.slice(at + path.length, end);
        if (listing[end] !== "\n" || (type === "link" && !arrow.startsWith(" -> "))) throw garbled();
        at = end + 1;
        return {
            name: nameOf(path),
            path,
            type,
            mode: Number.parseInt(mode, 8),
            uid: Number(uid),
            gid: Number(gid),
            size: Number(size),
            target: type === "link" ? inert(arrow.slice(4), 4096) : null,
            checksum: second ?? first,
        };
    });
    if (at !== listing.length) throw garbled();
    return entries;
}

/** Paths out of a NUL-terminated list. */
const parseNames = (names: string): string[] => names.split("\0").slice(0, -1);

function count(text: string, character: string): number {
    let found = 0;
    for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found++;
    return found;
}

const garbled = (): HostError =>
    new HostError("garbled", _("The files of this commit have names that ostree cannot list."));
