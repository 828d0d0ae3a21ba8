import type { GalaxyEntry } from "./galaxy.ts";

/** What a build step leaves in the result. Paths are absolute and plain; never below /tmp. */
export type Effect =
    /** An RPM name, file path or capability, for the composer. */
    | { kind: "package"; name: string }
    /** An RPM without files, in the place of the one of that name; `version` with the release. */
    | { kind: "stand-in"; name: string; version: string }
    /** One of dnf's groups. */
    | { kind: "package-group"; name: string }
    /** One of dnf's modules, enabled. */
    | { kind: "module"; name: string; stream: string }
    /** A PEP 508 line, as in dependencies.python. */
    | { kind: "python"; text: string }
    /** A collection or a role, as a list of them asks for it. */
    | { kind: "galaxy"; entry: Pick<GalaxyEntry, "kind" | "name" | "wanted" | "source" | "type"> }
    | { kind: "directory"; path: string; mode: number | null; owner?: Owner | undefined }
    /** `isNew`: what was there before is not known, so it is right only where no package has such a file. */
    | {
          kind: "file";
          path: string;
          mode: number | null;
          from: FileSource;
          owner?: Owner | undefined;
          isNew?: true | undefined;
      }
    | { kind: "link"; path: string; target: string }
    | { kind: "user"; name: string; uid: number | null; groups: string[]; home: string | null; shell: string | null }
    | { kind: "group"; name: string; gid: number | null }
    /** `$NAME` in the value of NAME stands for what it was before; no other dollar is in it. */
    | { kind: "environment"; name: string; value: string };

/** Names or numbers; null, as a whole and in parts, for root's. */
export type Owner = { user: string | null; group: string | null };

/** Where what a file holds comes from. */
export type FileSource =
    /** Its whole content. */
    | { text: string }
    /** Relative to the definition's directory: a file or a directory. */
    | { definition: string }
    /** `member`: null for what is at the address itself. */
    | { url: string; sha256: string | null; member: string | null }
    | (ArchiveSource & { member: string });

/**
 * Where many files in one come from: the tar or zip at an address or in the definition's directory, or what a git
 * repository holds at a revision, which is a branch, a tag or a commit, and null for what is cloned by default. Its address
 * has no user and no password.
 *
 * A `member` of one is a file in it, of a repository a directory as well; "" is all that is in it, "a/" all that is in
 * that directory, "*" or "a/*" the same but for what is hidden, and "a/*.sh" what of it fits; "/" is all of a tar
 * without the first directory of each name, "//" without two, as tar leaves them out: several things then, below the
 * effect's path, where what a later effect says of a path counts for that one.
 */
export type ArchiveSource =
    | { url: string; sha256: string | null }
    | { git: string; revision: string | null }
    | { definition: string };

/** Whether it means several things below a path. */
export const isSpread = (member: string | null): boolean => member !== null && /(?:^|\/)$|\*[^/]*$/.test(member);

/** What an archive is called that is kept by its address; null for a name that need not be an archive's. */
export const archiveName = (url: string): string | null =>
    /[^/]+\.(?:zip|t[gbx]z|tar(?:\.\w+)?)$/.exec(url.replace(/[?#].*$/, ""))?.[0] ?? null;
