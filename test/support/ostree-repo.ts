/** OSTree repositories, commits and artefacts for tests, made by the real programs. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Run a program; its output without the last line break. */
export const run = (program: string, ...argv: string[]): string =>
    execFileSync(program, argv, {
        encoding: "utf8",
        // Of names and texts beyond ASCII programs make something else on a machine without a language.
        env: { ...process.env, LC_ALL: "C.UTF-8" },
        stdio: ["ignore", "pipe", "pipe"],
    }).trimEnd();

/** Path to content; a content that is an object is a link. */
export type Files = Readonly<Record<string, string | { link: string }>>;

export type CommitOptions = {
    /** "test/x86_64" unless told. */
    ref?: string;
    parent?: string | null;
    version?: string;
    subject?: string;
    /** Values of metadata keys in GVariant's text form. */
    metadata?: Readonly<Record<string, string>>;
    /** Paths of RPMs to install into the tree. */
    rpms?: readonly string[];
};

export type TestRepo = {
    /** For everything of one test file. */
    directory: string;
    path: string;
    /** Commit a tree of these files, or a copy of a directory; answers the checksum. */
    commit(files: Files | string, options?: CommitOptions): string;
    remove(): void;
};

export function makeTestRepo(): TestRepo {
    const directory = mkdtempSync(join(tmpdir(), "ostree-test-"));
    const path = join(directory, "repo");
    run("ostree", `--repo=${path}`, "init", "--mode=archive");
    return {
        directory,
        path,
        commit: (files, options = {}) => commit(path, mkdtempSync(join(directory, "tree-")), files, options),
        remove: () => rmSync(directory, { recursive: true, force: true }),
    };
}

/** Write a tree below a directory. */
export function writeTree(root: string, files: Files): void {
    for (const [path, content] of Object.entries(files)) {
        const file = join(root, path);
        mkdirSync(path.endsWith("/") ? file : dirname(file), { recursive: true });
        if (typeof content !== "string") symlinkSync(content.link, file);
        else if (!path.endsWith("/")) writeFileSync(file, content);
    }
}

/** Install RPMs into a root, as a composer or an admin does; the database is where rpm-ostree keeps it. */
export function installRpms(root: string, rpms: readonly string[]): void {
    run("rpm", "--root", root, "--dbpath", "/usr/share/rpm", "--upgrade", "--nodeps", ...rpms);
}

/** The RPM files in a repository made by `tiny-rpms.ts`, by package name. */
export const rpmFiles = (directory: string): Map<string, string> =>
    new Map(
        readdirSync(directory, { recursive: true, encoding: "utf8" })
            .filter(path => path.endsWith(".rpm"))
            .map(path => join(directory, path))
            .map(path => [run("rpm", "--query", "--package", "--queryformat", "%{NAME}", path), path]),
    );

function commit(repo: string, root: string, files: Files | string, options: CommitOptions): string {
    const { ref = "test/x86_64", parent = null, version, subject = "", metadata = {}, rpms = [] } = options;
    if (typeof files === "string") cpSync(files, root, { recursive: true, verbatimSymlinks: true });
    else writeTree(root, files);
    if (rpms.length > 0) installRpms(root, rpms);
    return run(
        "ostree",
        ...[`--repo=${repo}`, "commit", `--branch=${ref}`, `--tree=dir=${root}`, `--parent=${parent ?? "none"}`],
        ...["--owner-uid=0", "--owner-gid=0", "--no-xattrs", "--fsync=false", `--subject=${subject}`],
        ...(version === undefined ? [] : [`--add-metadata-string=version=${version}`]),
        ...Object.entries(metadata).map(([key, value]) => `--add-metadata=${key}=${value}`),
    );
}

/**
 * Commit what another commit holds with a directory laid over it, and name it by a ref; answers the checksum. Only what
 * lies in the directory is packed, however large the other is.
 */
export function commitOver(repo: string, base: string, tree: string, ref: string): string {
    const input = JSON.stringify({ repository: repo, base, tree, ref });
    return execFileSync("/usr/bin/python3", ["test/support/commit-over.py"], { encoding: "utf8", input }).trimEnd();
}

/** Lay out a commit as a composer does before it packs it: compose.json and repo/ in a directory of their own. */
export function layOutArtefact(repo: TestRepo, checksum: string, summary: Readonly<Record<string, unknown>>): string {
    const root = mkdtempSync(join(repo.directory, "artefact-"));
    run("ostree", `--repo=${root}/repo`, "init", "--mode=archive");
    run("ostree", `--repo=${root}/repo`, "pull-local", "--disable-fsync", repo.path, checksum);
    writeFileSync(join(root, "compose.json"), JSON.stringify({ "ostree-commit": checksum, ...summary }));
    return root;
}

/** Pack what is laid out, root node included, as osbuild's tar stage does. */
export function packArtefact(root: string, ...options: string[]): string {
    run(
        "tar",
        "--create",
        `--file=${root}.tar`,
        "--numeric-owner",
        "--sort=name",
        ...options,
        `--directory=${root}`,
        ".",
    );
    return `${root}.tar`;
}

/** Every object of a repository, sorted: to see that nothing was added. */
export const listObjects = (repo: string): string[] =>
    readdirSync(join(repo, "objects"), { recursive: true, encoding: "utf8" })
        .filter(name => name.includes("."))
        .sort();
