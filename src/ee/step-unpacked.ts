/** What lies in a directory once something was unpacked or cloned into it. */
import type { ArchiveSource } from "./effect.ts";
import type { StepContext } from "./step-meaning.ts";
import { isScratch } from "./step-path.ts";
import type { Made } from "./step-place.ts";

/** All of an archive, or of a directory in it. */
export type Unpacked = {
    kind: "unpacked";
    /** Null where the names in it are not those below here. */
    archive: ArchiveSource | null;
    /** What of it, as effects say it: "", "a/", "a/*" or "/". */
    member: string;
    /** Something in it was taken away again: a directory of it is not whole any more. */
    isPartial?: true;
    /** All of a clone, where git has put it: into a directory in which nothing was. */
    isOwn?: true | undefined;
    /** Its address had something in it that lets one in. */
    isPrivate?: true | undefined;
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

/** What was unpacked into the directories above a path, the nearest first; all that may have something there. */
export function listAbove(path: string, { made }: StepContext): { at: string; unpacked: Unpacked }[] {
    const found = [];
    // What has no known directory is nowhere above a path that begins at the root.
    const top = path.startsWith("/") ? "" : ".";
    for (let at = path; at !== top; ) {
        const end = at.lastIndexOf("/");
        at = end > 0 ? at.slice(0, end) : top;
        const unpacked = made.get(at);
        if (unpacked?.kind === "unpacked") found.push({ at, unpacked });
    }
    return found;
}

/** Of what archive a path is a member that lies below `at`; null where none was unpacked above it. */
export function unpackedAbove(
    path: string,
    context: StepContext,
): { at: string; unpacked: Unpacked; member: string } | null {
    for (const { at, unpacked } of listAbove(path, context)) {
        const member = memberOf(unpacked, at === "." ? path : path.slice(at.length + 1));
        if (member !== null) return { at, unpacked, member };
    }
    return null;
}

/** Whether steps have put something at a path or below it, directories apart. */
export const isTaken = (path: string, { made }: StepContext, isMeant: (path: string, made: Made) => boolean): boolean =>
    [...made].some(
        ([each, own]) => (each === path || isBelow(each, path)) && own.kind !== "directory" && isMeant(each, own),
    );

const isBelow = (path: string, directory: string): boolean =>
    directory === "." ? !path.startsWith("/") : path.startsWith(`${directory}/`);

const ARCHIVE = /\.(?:tar|tar\.\w+|tgz|txz|tbz2?|zip)$/;

/**
 * Whether what is unpacked into a directory that is there for a while may take the place of what steps made in it: of
 * what is copied from there afterwards nobody knows which it is. Archives are there to be unpacked, one over the other.
 */
export const hidesMade = (path: string, context: StepContext): boolean =>
    isScratch(path) &&
    isTaken(path, context, (each, { kind }) => !(kind === "unpacked" ? each === path : ARCHIVE.test(each)));

/** What in the archive lies by that name in the directory; null for what did not come along, or may not have. */
export function memberOf({ member }: Pick<Unpacked, "member">, name: string): string | null {
    // What the directory around it is called only the archive tells.
    if (member.startsWith("/")) return null;
    const [, directory = "", pattern = ""] = /^((?:.*\/)?)(.*)$/.exec(member) ?? [];
    if (pattern !== "" && (pattern !== "*" || name.startsWith("."))) return null;
    return directory + name;
}
