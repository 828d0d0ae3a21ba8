/** What a build step leaves in the result. Paths are absolute and plain; never below /tmp. */
export type Effect =
    /** An RPM name, file path or capability, for the composer. */
    | { kind: "package"; name: string }
    /** One of dnf's groups. */
    | { kind: "package-group"; name: string }
    /** One of dnf's modules, enabled. */
    | { kind: "module"; name: string; stream: string }
    /** A PEP 508 line, as in dependencies.python. */
    | { kind: "python"; text: string }
    | { kind: "directory"; path: string; mode: number | null }
    | { kind: "file"; path: string; mode: number | null; from: FileSource }
    | { kind: "link"; path: string; target: string }
    | { kind: "user"; name: string; uid: number | null; groups: string[]; home: string | null; shell: string | null }
    | { kind: "group"; name: string; gid: number | null }
    /** `$NAME` in the value of NAME stands for what it was before; no other dollar is in it. */
    | { kind: "environment"; name: string; value: string };

/** Where what a file holds comes from. */
export type FileSource =
    /** Its whole content. */
    | { text: string }
    /** Relative to the definition's directory: a file or a directory. */
    | { definition: string }
    /**
     * `member`: a file in the tar or zip at the address; "" for all that is in it, below the path. What another effect
     * says of a path below counts for that one.
     */
    | { url: string; sha256: string | null; member: string | null };
