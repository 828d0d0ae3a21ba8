/** RPM repositories of a few small packages, made in about a second. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export type TinyPackage = {
    name: string;
    /** "1.0" unless told. */
    version?: string;
    /** "1" unless told. */
    release?: string;
    /** "noarch" unless told. */
    arch?: "noarch" | "x86_64";
    /** Absolute path to content; a path that ends in "/" is a directory. */
    files?: Readonly<Record<string, string>>;
    requires?: readonly string[];
    provides?: readonly string[];
    conflicts?: readonly string[];
    /** Run when the package is installed, by Lua inside rpm: the root needs no shell. */
    post?: string;
};

export type TinyRepository = {
    directory: string;
    /** For --repo, or for a source. */
    url: string;
    /** Take these packages out, or all: the repository stays one. */
    empty(): Promise<void>;
    remove(): Promise<void>;
};

/** Seconds since 1970: build time of every package, so that the same packages have the same bytes. */
const EPOCH = "1700000000";

/** @param options.comps Text of a comps.xml: the groups of the repository. */
export async function makeRepo(options: { packages: readonly TinyPackage[]; comps?: string }): Promise<TinyRepository> {
    const { packages, comps } = options;
    const directory = await mkdtemp(join(tmpdir(), "tiny-rpms-"));
    const work = join(directory, ".work");
    await mkdir(work);
    // One package per run of rpmbuild: names are unique within a spec, and a repository may hold two versions of one.
    for (const wanted of packages) await buildPackage(wanted, work, directory);
    await rm(work, { recursive: true });
    const groups = join(directory, "comps.xml");
    if (comps !== undefined) await writeFile(groups, comps);
    const withGroups = comps === undefined ? [] : ["--groupfile", groups];
    const index = () =>
        run("createrepo_c", ["--quiet", ...withGroups, directory], {
            env: { ...process.env, SOURCE_DATE_EPOCH: EPOCH },
        });
    await index();
    return {
        directory,
        url: `file://${directory}`,
        async empty() {
            await rm(join(directory, "Packages"), { recursive: true, force: true });
            await index();
        },
        remove: () => rm(directory, { recursive: true, force: true }),
    };
}

async function buildPackage(wanted: TinyPackage, work: string, directory: string): Promise<void> {
    const root = join(work, "root");
    await rm(root, { recursive: true, force: true });
    await mkdir(root);
    const files = Object.entries(wanted.files ?? {});
    for (const [path, content] of files) {
        await mkdir(join(root, path, path.endsWith("/") ? "." : ".."), { recursive: true });
        if (!path.endsWith("/")) await writeFile(join(root, path), content);
    }
    const spec = join(work, "package.spec");
    await writeFile(spec, writeSpec(wanted));
    const macros = {
        _topdir: work,
        _rpmdir: join(directory, "Packages"),
        _buildhost: "localhost",
        _build_id_links: "none",
        __os_install_post: "%{nil}",
        __check_files: "%{nil}",
        use_source_date_epoch_as_buildtime: "1",
        clamp_mtime_to_source_date_epoch: "1",
    };
    const defines = Object.entries(macros).flatMap(([name, value]) => ["--define", `${name} ${value}`]);
    const target = ["--target", wanted.arch ?? "noarch", "--buildroot", root, "--noprep", "--noclean"];
    await run("rpmbuild", ["-bb", "--quiet", ...target, ...defines, spec], {
        env: { ...process.env, SOURCE_DATE_EPOCH: EPOCH },
    });
}

function writeSpec({
    name,
    version = "1.0",
    release = "1",
    files = {},
    requires = [],
    provides = [],
    conflicts = [],
    post,
}: TinyPackage): string {
    const paths = Object.keys(files).map(path => (path.endsWith("/") ? `%dir "${path.slice(0, -1)}"` : `"${path}"`));
    return [
        ...[
            `Name: ${name}`,
            `Version: ${version}`,
            `Release: ${release}`,
            `Summary: Tiny ${name}`,
            "License: MIT",
            "AutoReqProv: no",
        ],
        ...[`URL: https://example.com/${name}`],
        ...requires.map(value => `Requires: ${value}`),
        ...provides.map(value => `Provides: ${value}`),
        ...conflicts.map(value => `Conflicts: ${value}`),
        ...["%description", `Package ${name} for tests.`],
        ...(post === undefined ? [] : ["%post -p <lua>", post]),
        ...["%files", ...paths, ""],
    ].join("\n");
}
