/** What lies in a directory once something was unpacked or cloned into it. */
import type { ArchiveSource } from "./effect.ts";
import type { StepContext } from "./step-meaning.ts";
import type { Made } from "./step-place.ts";

/** All of an archive, or of a directory in it. */
export type Unpacked = {
    kind: "unpacked";
    /** Null where the names in it are not those below here. */
    archive: ArchiveSource | null;
    /** What of it, as effects say it: "", "a/" or "a/*". */
    member: string;
    /** Something in it was taken away again: a directory of it is not whole any more. */
    isPartial?: true;
    /** Nothing was there before. */
    isOwn?: true | undefined;
    /** What was unpacked there before. */
    under?: Unpacked | undefined;
};

/**
 * What is unpacked comes to what was unpacked there from somewhere else; null for one part of a repository in two
 * revisions, of which effects tell only the last.
 */
export function over(before: Made | undefined, made: Unpacked): Unpacked | null {
    if (before?.kind !== "unpacked" || made.isOwn) return made;
    for (let layer: Unpacked | undefined = before; layer; layer = layer.under)
        if (isOtherRevision(layer, made)) return null;
    return { ...made, under: isSame(before, made) ? before.under : before };
}

const isOtherRevision = (one: Unpacked, other: Unpacked): boolean =>
    one.archive !== null &&
    other.archive !== null &&
    "git" in one.archive &&
    "git" in other.archive &&
    one.archive.git === other.archive.git &&
    one.archive.revision !== other.archive.revision &&
    one.member === other.member;

const isSame = (one: Unpacked, other: Unpacked): boolean =>
    one.member === other.member && JSON.stringify(one.archive) === JSON.stringify(other.archive);

/** Of what archive a path is a member that lies below `at`; null where none was unpacked above it. */
export function unpackedAbove(
    path: string,
    { made }: StepContext,
): { at: string; unpacked: Unpacked; member: string } | null {
    for (let at = path; at !== "."; ) {
        const end = at.lastIndexOf("/");
        at = end > 0 ? at.slice(0, end) : ".";
        const unpacked = made.get(at);
        if (unpacked?.kind !== "unpacked") continue;
        const member = memberOf(unpacked, at === "." ? path : path.slice(at.length + 1));
        if (member !== null) return { at, unpacked, member };
    }
    return null;
}

/** What in the archive lies by that name in the directory; null for what did not come along, or may not have. */
export function memberOf({ member }: Pick<Unpacked, "member">, name: string): string | null {
    const [, directory = "", pattern = ""] = /^((?:.*\/)?)(.*)$/.exec(member) ?? [];
    if (pattern !== "" && (pattern !== "*" || name.startsWith("."))) return null;
    return directory + name;
}
